// What is said of the lab of gradients. Its own report takes the median of three seeds, 0 to 2.
import { barsOf, linesOf } from "./blocks.mjs";
import { listed, short } from "./numbers.mjs";

const seeds = [0, 1, 2];
const normsOf = (draw, steps) => new Map([...linesOf(draw(steps))].map(([name, { y }]) => [name, y]));

/** New networks, at 100 and 200 steps back. */
const fresh = ({ begins, draw }, keep) => {
  if (!begins) return undefined;
  keep({ norms: normsOf(draw, 100), far: normsOf(draw, 200), bars: barsOf(draw(100)) });
  return "enough";
};
/** The RNN with tanh while it learns 10 steps back, after each epoch. */
const learning = (moment, keep) => {
  const { begins, isEpoch, phase, draw } = moment;
  if (begins) keep({ norms: normsOf(draw, 100), far: normsOf(draw, 200) });
  const seed = /^RNN tanh, 10 steps back, seed (\d)$/.exec(phase ?? "")?.[1];
  if (isEpoch && seed !== undefined) keep({ seed: Number(seed), norm: normsOf(draw, 100).get("RNN tanh")[10] });
};
/** What each step back leaves of the norm, in the mean, over the first steps. */
const leaves = (norms, name, steps = 20) => (norms.get(name)[steps] / norms.get(name)[0]) ** (1 / steps);
const farthest = ({ result }) => result.results.distance.farthestLearned;

export const gradients = {
  runs: {
    usual: { look: learning },
    others: { seeds: [1, 2], look: fresh },
    twice: { of: 1, look: learning },
    twiceOthers: { of: 1, seeds: [1, 2], look: fresh },
    open: { of: 2, seeds, look: fresh },
  },
  claims: [
    {
      says: "asked for 10 steps, its line rises a hundredfold at the dotted mark",
      holds: ({ usual: [{ seen }] }) => {
        const before = seen[0].norms.get("RNN tanh")[10];
        const most = seeds.map((seed) => Math.max(...seen.filter((one) => one.seed === seed).map(({ norm }) => norm)));
        return [
          most.every((norm) => norm > 100 * before),
          `10 steps back ${short(before)} when new, at most ${listed(most)} while it learns (seeds 0 to 2)`,
        ];
      },
    },
    {
      says: "Which line is still above a ten-thousandth of where it began at the far end?",
      holds: ({ usual, others }) => {
        const names = [...usual, ...others].map(({ seen }) =>
          [...seen[0].far].filter(([, y]) => (y[199] ?? 0) > 1e-4 * y[0]).map(([name]) => name),
        );
        return [
          names.every((some) => some.join() === "GRU (update bias 3)"),
          names.map((some) => some.join(", ")).join(" | "),
        ];
      },
    },
    {
      says: "The lines of the plain networks fall less steeply.",
      holds: ({ usual, others, twice, twiceOthers }) => {
        const of = (runs, name) => runs.map(({ seen }) => leaves(seen[0].norms, name));
        const rows = ["RNN tanh", "RNN ReLU"].map((name) => [
          of([...usual, ...others], name),
          of([...twice, ...twiceOthers], name),
        ]);
        return [
          rows.every(([one, two]) => seeds.every((i) => two[i] > one[i] + 0.1)),
          rows
            .map(
              ([one, two], i) =>
                `${["tanh", "ReLU"][i]}: a step leaves ${listed(one)}, with twice the weights ${listed(two)}`,
            )
            .join("; "),
        ];
      },
    },
    {
      says: "the RNN with tanh 50 steps in place of 10",
      holds: ({ usual: [usual], twice: [twice] }) => {
        const [a, b] = [farthest(usual).rnnTanh, farthest(twice).rnnTanh];
        return [a === 10 && b === 50, `${a} and ${b} (median of three seeds)`];
      },
    },
    {
      says: "The lines of the LSTM and of the GRU with a bias are nearly level before they have learned anything.",
      holds: ({ open }) => {
        const names = ["LSTM (forget bias 3)", "GRU (update bias 5)"];
        const left = names.map((name) =>
          open.map(({ seen }) => seen[0].norms.get(name)[99] / seen[0].norms.get(name)[10]),
        );
        return [
          left.flat().every((share) => share > 0.2),
          `of the norm 10 steps back there is left 99 steps back: ${left.map(listed).join("; ")}`,
        ];
      },
    },
    {
      says: "If a step leaves 0.6 of it, less than a millionth is left after 30 steps",
      holds: ({ usual, others }) => {
        const tanh = [...usual, ...others].map(({ seen }) => leaves(seen[0].norms, "RNN tanh", 30));
        return [
          0.6 ** 30 < 1e-6 && tanh.every((share) => share > 0.5 && share < 0.65),
          `0.6 to the 30th: ${short(0.6 ** 30)}; the RNN with tanh leaves ${listed(tanh)}`,
        ];
      },
    },
    {
      says: "New gates are half open and help little; a bias that opens them makes the line flat.",
      holds: ({ usual, others }) => {
        const of = (name) => [...usual, ...others].map(({ seen }) => leaves(seen[0].norms, name, 30));
        const [tanh, lstm, gru, biased] = ["RNN tanh", "LSTM (forget bias 0)", "GRU", "GRU (update bias 3)"].map(of);
        return [
          seeds.every((i) => lstm[i] < 0.75 && gru[i] < 0.75 && biased[i] > 0.92),
          `a step leaves ${listed(tanh)} of the RNN's, ${listed(lstm)} of the LSTM's, ${listed(gru)} of the GRU's, ${listed(biased)} with a bias`,
        ];
      },
    },
  ],
};
