// The works of the benchmark, in the order of its tables. A work is measured in each mode, with each of its numbers of threads
// ("library": train(), Predictor, Stepper), and once more by a loop written by hand on the tape ("loop"), on one thread.
// `goals` say how many times as fast as PyTorch's best (and TensorFlow.js) this project holds itself to be, by mode.

/** Threads matter where a batch is work enough for two. */
const alone = [1];
const both = [1, 2];

/**
 * `file`: the module in workloads/; `tfjs`: whether TensorFlow.js has the work, as PyTorch has all; `quick`: whether --quick
 * keeps it; `loop: false`: there is no loop by hand; `modes`: only these.
 */
export const works = [
  {
    name: "denoise",
    file: "denoise",
    threads: both,
    tfjs: true,
    quick: true,
    goals: { strict: 3.5, fast: 5, tfjs: 25 },
  },
  { name: "signal", file: "signal", threads: alone, quick: true, goals: { strict: 40, fast: 40 } },
  ...["rnn", "lstm", "gru"].map((cell) => ({
    name: `notebook-${cell}`,
    file: "notebook",
    threads: alone,
    tfjs: true,
    goals: { strict: 20, fast: 20, tfjs: 200 },
  })),
  { name: "lstm128", file: "wide", threads: both, goals: { strict: 0.4, fast: 0.5, native: 1.1 } },
  { name: "gru128", file: "wide", threads: both, quick: true, goals: { strict: 0.7, fast: 0.9, native: 1.3 } },
  { name: "lstm512", file: "wide", threads: both, goals: { native: 1 } },
  { name: "gru512", file: "wide", threads: both, goals: { native: 1.2 } },
  { name: "infer", file: "infer", threads: both, tfjs: true, goals: { strict: 2, fast: 2.5 } },
  { name: "stream", file: "stream", threads: alone, quick: true, goals: { strict: 50, fast: 50 } },
];

/** A point of the growth measurement is a work too: a GRU step of B sequences of T steps with H units. */
export function growthWork({ B, T, H }) {
  return {
    name: `growth-${B}x${T}x${H}`,
    file: "growth",
    threads: both,
    ways: ["library"],
    modes: ["strict"],
    goals: {},
  };
}

/** The work of a name; throws for a name that is none. */
export function workOf(name) {
  const growth = /^growth-(\d+)x(\d+)x(\d+)$/.exec(name);
  if (growth) return growthWork({ B: Number(growth[1]), T: Number(growth[2]), H: Number(growth[3]) });
  const work = works.find((candidate) => candidate.name === name);
  if (!work) throw new Error(`no work "${name}"; there are ${works.map((candidate) => candidate.name).join(", ")}.`);
  return work;
}
