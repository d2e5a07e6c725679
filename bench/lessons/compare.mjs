// What is said of the lab that compares networks on prices.
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";
import { barsOf } from "./blocks.mjs";
import { correlationOf, listed } from "./numbers.mjs";

const seeds = [0, 1, 2];
const look = ({ ended, draw }, keep) => {
  if (ended) keep({ one: barsOf(draw(1)), five: barsOf(draw(5)) });
};
const models = (bars) => bars.slice(0, -1);
const least = (pairs) => pairs.reduce((best, pair) => (pair[1] < best[1] ? pair : best))[0];
const networksOf = ({ result }) => Object.values(result.results.networks);

const load = async (name) => {
  const path = fileURLToPath(new URL(`../../apps/studio/src/${name}`, import.meta.url));
  return (await runnerImport(path, { configFile: false, logLevel: "error" })).module;
};
const [{ PhaseTrack }, { finishesOf }] = [await load("engine/phase-tracks.ts"), await load("charts/race-finish.ts")];
/** Matrix products of a step beside those of a plain RNN. */
const PRODUCTS = { "RNN (ReLU)": 1, LSTM: 4, GRU: 3 };

/** Who is first at the loss that all have come to, as the sentence below the race has it; the products of a step stand for its seconds. */
function finishOf({ losses }, by) {
  const tracks = Object.entries(losses).map(([name, steps]) => {
    const track = new PhaseTrack({ name });
    for (const [i, loss] of steps.entries()) track.push(loss, (i + 1) * PRODUCTS[name]);
    return track;
  });
  return finishesOf(tracks, by)?.finishes.map(({ name }) => name) ?? [];
}

/** How alike the losses of an epoch's steps are to those of the next. */
function repeats({ losses }, epochs) {
  const [steps] = Object.values(losses);
  const perEpoch = steps.length / epochs;
  const [a, b] = [steps.slice(20 * perEpoch, 21 * perEpoch), steps.slice(21 * perEpoch, 22 * perEpoch)];
  return correlationOf(a, b);
}

export const compare = {
  runs: { usual: { seeds, look }, three: { of: 0, seeds }, relative: { of: 1, seeds, look } },
  claims: [
    {
      says: "who was first at a loss that all have come to: by steps, or by seconds",
      holds: ({ three }) => {
        const [steps, seconds] = ["steps", "seconds"].map((by) => three.map((run) => finishOf(run, by)));
        return [
          steps.every((names) => names.length === 3),
          `by steps ${steps.map((names) => names.join(" < ")).join(" | ")}; by matrix products ${seconds.map((names) => names.join(" < ")).join(" | ")}`,
        ];
      },
    },
    {
      says: "All bars shrink to nearly that of yesterday's price, whatever the cell",
      holds: ({ usual, relative }) => {
        const farthest = (runs) =>
          runs.map(
            ({ seen }) => Math.max(...models(seen.at(-1).one).map(([, value]) => value)) / seen.at(-1).one.at(-1)[1],
          );
        const [a, b] = [farthest(usual), farthest(relative)];
        return [
          seeds.every((i) => b[i] < 1.05 && a[i] > 3),
          `the longest bar is ${listed(b)} of yesterday's, before ${listed(a)}`,
        ];
      },
    },
    {
      says: "Whose bar grows least, and does it beat the price of five days before?",
      holds: ({ usual }) => {
        const grown = usual.map(({ seen }) => {
          const { one, five } = seen.at(-1);
          return least(models(one).map(([name, value], i) => [name, five[i][1] - value]));
        });
        const beats = usual.map(
          ({ seen }) => Math.min(...models(seen.at(-1).five).map(([, value]) => value)) / seen.at(-1).five.at(-1)[1],
        );
        return [
          beats.every((ratio) => ratio > 1),
          `${grown.join(", ")}; the shortest is ${listed(beats)} of the price five days before: no`,
        ];
      },
    },
    {
      says: "Batches come in the order of time, the same in every epoch, and some of the years are harder than others.",
      holds: ({ usual }) => {
        const alike = usual.map((run) => repeats(run, networksOf(run)[0].epochs));
        return [
          alike.every((value) => value > 0.5),
          `correlation of the losses of an epoch with those of the next: ${listed(alike)}`,
        ];
      },
    },
    {
      says: "Often not.",
      holds: ({ usual }) => {
        const winners = usual.map((run) => {
          const pairs = networksOf(run).map(({ trainLoss }, i) => [run.seen.at(-1).one[i][0], trainLoss.at(-1)]);
          return [least(pairs), least(models(run.seen.at(-1).one))];
        });
        return [
          winners.filter(([a, b]) => a !== b).length >= 2,
          winners.map(([a, b]) => `loss ${a}, test ${b}`).join("; "),
        ];
      },
    },
    {
      says: "at prices above all that were learned from, where outputs flatten",
      holds: ({ usual }) => {
        const { actual } = usual[0].result.results;
        const low = usual.map(
          (run) =>
            networksOf(run).filter(({ predictions }) => predictions.every((value, i) => value < actual[i])).length,
        );
        return [
          /lie above every price of the training days/.test(JSON.stringify(usual[0].result.report.verdict)) &&
            low.every((count) => count >= 3),
          `networks that are too low on every test day: ${listed(low)} of 6`,
        ];
      },
    },
    {
      says: "Only where a bar is clearly shorter than that of yesterday's price.",
      holds: ({ relative }) => {
        const outcomes = relative.flatMap((run) => networksOf(run).map(({ outcome }) => outcome));
        return [
          outcomes.every((outcome) => outcome === "even"),
          `of relative prices, where bars are nearly as short: ${[...new Set(outcomes)].join(", ")}`,
        ];
      },
    },
  ],
};
