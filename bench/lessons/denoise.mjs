// What is said of the lab that takes noise off waves.
import { barsOf } from "./blocks.mjs";
import { correlationOf, listed, meanOf, short, spreadOf } from "./numbers.mjs";

const STEPS = [100, 150, 300, 400, 600, 900, 1300];
const wavesOf = (blocks) =>
  blocks
    .find(({ kind }) => kind === "panels")
    .panels.map(({ lines }) => Object.fromEntries(lines.map(({ role, y }) => [role, y])));

/** How many steps later the curve is like the wave most; its first steps are left out. */
function latenessOf({ model, truth }) {
  const of = Array.from({ length: 11 }, (_, lag) => correlationOf(model.slice(20 + lag), truth.slice(20, 100 - lag)));
  return of.indexOf(Math.max(...of));
}

/** How far the curve bends from step to step. */
const roughnessOf = ({ model }) =>
  meanOf(model.slice(22).map((value, i) => Math.abs(value - 2 * model[i + 21] + model[i + 20])));
const firstsOf = ({ model, truth }) => meanOf(model.slice(0, 5).map((value, i) => Math.abs(value - truth[i])));

/** Over the waves that are shown: how far the curve goes, how late it is, how far off; and with noise of 1. */
function shapeOf(draw) {
  const waves = wavesOf(draw(0.35));
  const spread = (role) => meanOf(waves.map((wave) => spreadOf(wave[role].slice(20))));
  return {
    spread: spread("model") / spread("truth"),
    late: meanOf(waves.map(latenessOf)),
    off: barsOf(draw(0.35))[0][1],
    filter: barsOf(draw(0.35))[1][1],
    firsts: meanOf(waves.map(firstsOf)),
    roughness: meanOf(wavesOf(draw(1)).map(roughnessOf)),
    noisier: barsOf(draw(1)).map(([, value]) => value),
  };
}

const look = ({ draw, step, ended, isEpoch }, keep) => {
  if (!isEpoch) keep({ step, ended, ...shapeOf(draw) });
};
/** The first half of a run says what is said of its beginning. */
const half = (moment, keep) => {
  look(moment, keep);
  return moment.step >= STEPS.at(-1) ? "enough" : undefined;
};
const atEnd = ({ ended, draw }, keep) => {
  if (ended) keep(shapeOf(draw));
};
const at = ({ seen }, step) => seen.find((one) => one.step === step);

export const denoise = {
  runs: {
    usual: { look, steps: STEPS },
    others: { seeds: [1, 2], look: half, steps: STEPS },
    noise: { of: 1, look: atEnd },
    both: { of: 2, look: atEnd },
  },
  claims: [
    {
      says: "nearly flat at first, it then follows the wave two or three steps late, and at last turns with it",
      holds: ({ usual, others }) => {
        const runs = [...usual, ...others];
        const [flat, late, last] = [
          runs.map((run) => at(run, 0).spread),
          runs.map((run) => at(run, 100).late),
          runs.map((run) => at(run, 1300).late),
        ];
        const isSo =
          flat.every((share) => share < 0.25) &&
          late.every((steps) => steps >= 1.5 && steps <= 3.5) &&
          last.every((steps) => steps < 0.5);
        return [
          isSo,
          `it goes ${listed(flat)} as far as the wave at first; ${listed(late)} steps late after 100 steps, ${listed(last)} after 1,300`,
        ];
      },
    },
    {
      says: "The network was trained on less: who is nearer now, the network or the filter?",
      holds: ({ usual: [{ seen }] }) => {
        const [network, filter] = seen.at(-1).noisier;
        return [network < filter, `MAE with noise of 1: ${short(network)}, ${short(filter)} of the filter`];
      },
    },
    {
      says: "At the same dial the curve is calmer than that of the network that has seen little noise.",
      holds: ({ usual: [usual], noise: [noise] }) => {
        const [a, b] = [usual.seen.at(-1), noise.seen.at(-1)];
        return [
          b.roughness < 0.8 * a.roughness,
          `it bends by ${short(b.roughness)} a step, the other by ${short(a.roughness)}; MAE ${short(b.noisier[0])}, ${short(a.noisier[0])} (one seed)`,
        ];
      },
    },
    {
      says: "a network that knows what comes is off less than half as much there",
      holds: ({ usual: [usual], both: [both] }) => {
        const of = ({ result }) => meanOf(result.results.testLossByStep.slice(0, 5));
        return [
          of(both) < 0.5 * of(usual) && both.seen.at(-1).firsts < 0.5 * usual.seen.at(-1).firsts,
          `MAE of the first five steps ${short(of(both))}, forwards alone ${short(of(usual))} (one seed)`,
        ];
      },
    },
    {
      says: "After about fifteen steps the state knows where in the wave it is.",
      holds: ({ usual: [{ result }] }) => {
        const errors = result.results.testLossByStep;
        const later = meanOf(errors.slice(30));
        return [
          errors[9] > 2.5 * later && errors[15] < 2 * later,
          `MAE at step 1, 10, 16: ${listed([errors[0], errors[9], errors[15]])}; from 30 on ${short(later)}`,
        ];
      },
    },
    {
      says: "Averaging the last points is found first, and the level is what that is worth: the filter's error.",
      holds: ({ usual, others }) => {
        const runs = [...usual, ...others];
        const level = runs.map((run) => meanOf([300, 400, 600].map((step) => at(run, step).off)));
        const filter = runs.map((run) => at(run, 300).filter);
        const later = runs.map((run) => at(run, 1300).off);
        const isSo = runs.every((_, i) => Math.abs(level[i] / filter[i] - 1) < 0.15 && later[i] < 0.75 * level[i]);
        return [
          isSo,
          `MAE from step 300 to 600: ${listed(level)}, the filter ${listed(filter)}; after 1,300 steps ${listed(later)}`,
        ];
      },
    },
  ],
};
