// What is said of the lab that forecasts a signal. Errors are those of the page: means over its stretches.
import { lineOf, linesOf } from "./blocks.mjs";
import { listed, meanOf, msOf, spreadOf } from "./numbers.mjs";

const seeds = [0, 1, 2];

const errorsOf = (blocks) => ({ told: lineOf(blocks, "model", 1).y, free: lineOf(blocks, "naive", 1).y });
/** Steps ahead before the error is above half of the waves' own variance (0.625) for the first time. */
const goodFor = (errors) =>
  (errors.findIndex((error) => error > 0.31) + errors.length + 1) % (errors.length + 1) || errors.length;

const look = ({ ended, draw, step }, keep) => {
  if (step === 0 || ended) keep({ blocks: draw(1), alone: draw(0) });
};
const endOf = ({ seen }) => seen.at(-1);

/** The least error of the free-running line where it may be shifted by up to half a period. */
function shifted(free, truth) {
  let least = Infinity;
  for (let by = -25; by <= 25; by++) {
    const pairs = free.map((value, i) => [value, truth[i + by]]).filter(([, one]) => one !== undefined);
    if (pairs.length < 25) continue;
    least = Math.min(least, meanOf(pairs.map(([a, b]) => (a - b) ** 2)));
  }
  return least;
}

export const signal = {
  runs: { usual: { seeds, look }, twenty: { of: 1, seeds, look }, never: { of: 2, seeds, look } },
  claims: [
    {
      says: "Watch the blue line find the waves, and the dashed one lose them.",
      holds: ({ usual }) => {
        const before = usual.map(({ seen }) => meanOf(errorsOf(seen[0].blocks).told));
        const [told, free] = ["told", "free"].map((of) => usual.map((run) => meanOf(errorsOf(endOf(run).blocks)[of])));
        const isSo = seeds.every((i) => told[i] < before[i] / 3 && free[i] > 3 * told[i]);
        return [
          isSo,
          `MSE told the truth ${listed(before)} before, ${listed(told)} after; free-running ${listed(free)}`,
        ];
      },
    },
    {
      says: "Both lines become one:",
      holds: ({ usual }) => {
        const [a, b] = ["model", "naive"].map((role) => lineOf(endOf(usual[0]).alone, role).y);
        return [
          a.every((value, i) => value === b[i]),
          `largest difference ${Math.max(...a.map((value, i) => Math.abs(value - b[i])))}`,
        ];
      },
    },
    {
      says: "Twenty do: the free-running line stays on the waves for much longer.",
      holds: ({ usual, twenty }) => {
        const of = (runs) => runs.map((run) => goodFor(errorsOf(endOf(run).blocks).free));
        const [five, more] = [of(usual), of(twenty)];
        const errors = [usual, twenty].map((runs) =>
          listed(runs.map((run) => meanOf(errorsOf(endOf(run).blocks).free))),
        );
        return [
          seeds.every((i) => more[i] >= 2 * five[i]),
          `steps before the free-running MSE is above 0.31: ${listed(five)} with 5, ${listed(more)} with 20; MSE ${errors.join(" and ")}`,
        ];
      },
    },
    {
      says: "The loss ends higher, because the task is harder.",
      holds: ({ usual, never }) => {
        const of = (runs) => runs.map(({ epochs }) => epochs.at(-1).trainLoss);
        const [a, b] = [of(usual), of(never)];
        const free = [usual, never].map((runs) => listed(runs.map((run) => meanOf(errorsOf(endOf(run).blocks).free))));
        const told = [usual, never].map((runs) => listed(runs.map((run) => meanOf(errorsOf(endOf(run).blocks).told))));
        return [
          seeds.every((i) => b[i] > a[i]),
          `last training loss ${listed(a)} with, ${listed(b)} without; told ${told.join(" and ")}; free ${free.join(" and ")}`,
        ];
      },
    },
    {
      says: "begins as low, and climbs within ten steps",
      holds: ({ usual }) => {
        const halves = usual
          .map((run) => errorsOf(endOf(run).blocks))
          .map(({ told, free }) => ({
            told: meanOf(told.slice(25)) / meanOf(told.slice(0, 25)),
            first: free[0] / told[0],
            free: Math.max(...free.slice(0, 10)) / free[0],
          }));
        const isSo = halves.every(({ told, first, free }) => told > 0.6 && told < 1.6 && first < 1.2 && free > 3);
        return [
          isSo,
          `error of the second half to that of the first: ${listed(halves.map(({ told }) => told))}; free-running, the most within ten steps to the first: ${listed(halves.map(({ free }) => free))}`,
        ];
      },
    },
    {
      says: "shifted along, its line would fit better",
      holds: ({ usual }) => {
        const of = usual.map((run) => {
          const { blocks } = endOf(run);
          const free = lineOf(blocks, "naive").y;
          const truth = linesOf(blocks).get("truth").y.slice(20);
          return {
            free: spreadOf(free.slice(25)),
            truth: spreadOf(truth.slice(25)),
            error: msOf(free, truth),
            shifted: shifted(free, truth),
          };
        });
        return [
          of.every(({ free, truth, error, shifted }) => free > 0.5 * truth && shifted < 0.75 * error),
          `spread of the last 25 points ${listed(of.map(({ free }) => free))}, of the truth ${listed(of.map(({ truth }) => truth))}; MSE ${listed(of.map(({ error }) => error))}, shifted ${listed(of.map((one) => one.shifted))}`,
        ];
      },
    },
  ],
};
