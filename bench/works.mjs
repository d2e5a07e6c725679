// The works of the benchmark, in the order of its tables. A work is measured in each mode, with each of its numbers of threads
// ("library": train(), Predictor, Stepper), and once more by a loop written by hand on the tape ("loop"), on one thread.
// `goals` say how many times as fast as the best peer of the run this project holds itself to be, by mode.

/** Threads matter where a batch is work enough for two. */
const alone = [1];
const both = [1, 2];

const inAll = ["PyTorch", "JAX", "TensorFlow", "TensorFlow.js"];
const inPython = ["PyTorch", "JAX", "TensorFlow"];
const notInKeras = ["PyTorch", "JAX"];

const notebookGoals = {
  rnn: { strict: 10, fast: 12 },
  lstm: { strict: 8, fast: 9 },
  gru: { strict: 8, fast: 10 },
};

/**
 * `file`: the module in workloads/; `peers`: who has the work; `quick`: whether --quick keeps it; `loop: false`: there is no loop
 * by hand; `modes`: only these.
 */
export const works = [
  { name: "denoise", file: "denoise", threads: both, peers: inAll, quick: true, goals: { strict: 6, fast: 7.5 } },
  { name: "signal", file: "signal", threads: alone, peers: notInKeras, quick: true, goals: { strict: 10, fast: 14 } },
  ...["rnn", "lstm", "gru"].map((cell) => ({
    name: `notebook-${cell}`,
    file: "notebook",
    threads: alone,
    peers: inAll,
    goals: notebookGoals[cell],
  })),
  { name: "lstm128", file: "wide", threads: both, peers: inPython, goals: { strict: 0.75, native: 1.5 } },
  { name: "gru128", file: "wide", threads: both, peers: inPython, quick: true, goals: { strict: 1.4, native: 2.4 } },
  { name: "lstm512", file: "wide", threads: both, peers: inPython, goals: { strict: 0.5, native: 1.15 } },
  { name: "gru512", file: "wide", threads: both, peers: inPython, goals: { strict: 0.55, native: 1.3 } },
  { name: "infer", file: "infer", threads: both, peers: inAll, goals: { strict: 2.5, fast: 3.5 } },
  { name: "stream", file: "stream", threads: alone, peers: notInKeras, quick: true, goals: { strict: 11, fast: 14 } },
];

/** A point of the growth measurement is a work too: a GRU step of B sequences of T steps with H units. */
export function growthWork({ B, T, H }) {
  return {
    name: `growth-${B}x${T}x${H}`,
    file: "growth",
    threads: both,
    peers: ["PyTorch"],
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
