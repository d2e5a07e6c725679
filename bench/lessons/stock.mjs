// What is said of the lab that forecasts a share price.
import { barsOf, lineOf } from "./blocks.mjs";
import { correlationOf, listed, msOf } from "./numbers.mjs";

const seeds = [0, 1, 2];
const look = ({ begins, ended, draw }, keep) => {
  if (begins || ended) keep({ blocks: draw(1), alone: draw(0) });
};
const endOf = ({ seen }) => seen.at(-1);
/** [the network, the last price told, the network told none]. */
const errorsOf = (blocks) => barsOf(blocks).map(([, value]) => value);
const told = (run) => errorsOf(endOf(run).blocks);
const changesOf = (line) => line.slice(1).map((value, i) => value - line[i]);

export const stock = {
  runs: { usual: { seeds, look }, relative: { of: 1, seeds, look }, never: { of: 2, seeds, look } },
  claims: [
    {
      says: "Watch the blue line close in on the price while the loss falls",
      holds: ({ usual }) => {
        const [before, after] = [
          usual.map(({ seen }) => errorsOf(seen[0].blocks)[0]),
          usual.map((run) => told(run)[0]),
        ];
        return [seeds.every((i) => after[i] < before[i] / 2), `RMSE ${listed(before)} before, ${listed(after)} after`];
      },
    },
    {
      says: "Told no price at all, the network reads its own outputs for sixty days.",
      holds: ({ usual }) => {
        const alone = usual.map((run) => errorsOf(endOf(run).alone)[0]);
        const near = usual.map((run) => told(run)[0]);
        const days = lineOf(endOf(usual[0]).alone, "model").y.length;
        return [
          days === 60 && seeds.every((i) => alone[i] > 1.5 * near[i]),
          `${days} days; RMSE ${listed(near)} told all, ${listed(alone)} told none`,
        ];
      },
    },
    {
      says: "The blue line comes closer, and lies on the orange one:",
      holds: ({ usual, relative }) => {
        const [a, b] = [usual, relative].map((runs) => runs.map((run) => told(run)[0]));
        const apart = [usual, relative].map((runs) =>
          runs.map((run) => {
            const { blocks } = endOf(run);
            return Math.sqrt(msOf(lineOf(blocks, "model").y, lineOf(blocks, "naive").y));
          }),
        );
        return [
          seeds.every((i) => b[i] < a[i] && apart[1][i] < apart[0][i] / 3),
          `RMSE ${listed(a)}, relative ${listed(b)} (last price ${listed(relative.map((run) => told(run)[1]))}); from the orange line ${listed(apart[0])}, relative ${listed(apart[1])}`,
        ];
      },
    },
    {
      says: "With the dial at 1 the line follows the price less closely:",
      holds: ({ usual, never }) => {
        const [a, b] = [usual, never].map((runs) => runs.map((run) => told(run)[0]));
        const free = [usual, never].map((runs) => runs.map((run) => told(run)[2]));
        return [
          seeds.every((i) => b[i] > a[i]),
          `RMSE ${listed(a)}, never ${listed(b)}; free ${listed(free[0])}, never ${listed(free[1])}`,
        ];
      },
    },
    {
      says: "Unless the bar of the network is clearly shorter, the network has found nothing that helps",
      holds: ({ usual }) => [
        usual.every((run) => told(run)[0] > told(run)[1]),
        `RMSE ${listed(usual.map((run) => told(run)[0]))} beside ${listed(usual.map((run) => told(run)[1]))} of the last price`,
      ],
    },
    {
      says: "Where the price turns, the line turns a day later.",
      holds: ({ usual }) => {
        const of = (runs) =>
          runs.map((run) => {
            const { blocks } = endOf(run);
            const [price, line] = [lineOf(blocks, "truth").y, lineOf(blocks, "model").y].map(changesOf);
            return [correlationOf(line, price), correlationOf(line.slice(1), price.slice(0, -1))];
          });
        const pairs = of(usual);
        return [
          pairs.every(([same, before]) => before > same + 0.3),
          `its changes with those of the day ${listed(pairs.map(([one]) => one))}, of the day before ${listed(pairs.map(([, one]) => one))}`,
        ];
      },
    },
  ],
};
