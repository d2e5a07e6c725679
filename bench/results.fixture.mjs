// Results of a run that never was, for the tests of what is made of results: two works with fixed seconds.
import { counted } from "recurra/words";
import { summarise } from "./summary.mjs";
import { growthWork, workOf } from "./works.mjs";

const ours = (mode, threads, seconds, way = "library") => ({
  name: `Recurra ${mode}${way === "loop" ? ", loop by hand" : ""}, ${counted(threads, "thread")}`,
  side: "ours",
  mode,
  way,
  threads,
  seconds,
  megabytes: 90 + threads,
  about: { peer: "Recurra", per: "an epoch", node: mode === "fast" ? "v24.0.0" : "v20.19.0" },
});
const torch = (threads, seconds) => ({
  name: `PyTorch, ${counted(threads, "thread")}`,
  side: "PyTorch",
  threads,
  seconds,
  megabytes: 350,
  about: { peer: "PyTorch 2.13.0", per: "an epoch" },
});
const jax = (seconds) => ({
  name: "JAX, 1 thread",
  side: "JAX",
  threads: 1,
  seconds,
  about: { peer: "JAX 0.10.2", per: "an epoch" },
});
const tfjs = (seconds) => ({
  name: "TensorFlow.js WASM",
  side: "TensorFlow.js",
  threads: 1,
  seconds,
  megabytes: 400,
  about: { peer: "TensorFlow.js 4.22.0, WASM", share: "one batch, times 26.7" },
});

/** One thread of ours is 3 times, two are 6.25 times as fast as PyTorch's better one. TensorFlow.js took part in two rounds. */
export const denoise = summarise(workOf("denoise"), [
  ours("strict", 1, [0.4, 0.4, 0.4]),
  ours("strict", 2, [0.2, 0.2, 0.2]),
  ours("strict", 1, [0.5, 0.5, 0.5], "loop"),
  { ...ours("native", 1, []), out: "no BLAS was found" },
  torch(1, [1.4, 1.4, 1.4]),
  torch(2, [1.25, 1.25, 1.25]),
  jax([1.6, 1.6, 1.6]),
  tfjs([10, 10]),
]);

/** PyTorch is twice as fast as strict; fast lies on both sides of it. Without joined vectors strict takes twice as long. */
export const lstm128 = summarise(workOf("lstm128"), [
  ours("strict", 1, [0.06, 0.06, 0.06]),
  ours("strict", 1, [0.12, 0.12, 0.12], "narrow"),
  ours("fast", 1, [0.02, 0.03, 0.06]),
  torch(1, [0.03, 0.03, 0.03]),
]);

/** JAX is the best peer, ours are twice as fast as it and ten times as fast as PyTorch. */
export const signal = summarise(workOf("signal"), [
  ours("strict", 1, [0.01, 0.01, 0.01]),
  torch(1, [0.1, 0.1, 0.1]),
  jax([0.02, 0.02, 0.02]),
]);

const growthLine = (axis, value, oursSeconds, theirs) => {
  const { library, peers } = summarise(growthWork({ B: 64, T: value, H: 32 }), [
    ours("strict", 1, [oursSeconds]),
    torch(1, [theirs]),
  ]);
  return { axis, value, ours: library.strict, PyTorch: peers.PyTorch };
};

export const growth = {
  base: { B: 64, T: 100, H: 32 },
  lines: [growthLine("T", 10, 0.001, 0.01), growthLine("T", 100, 0.01, 0.02), growthLine("B", 4, 0.001, 0.01)],
};

export const results = {
  machine: {
    date: "2026-01-02",
    processor: "A processor",
    cores: 2,
    gigabytes: 8,
    system: "linux 6.0",
    recurra: "0.1.0",
    node: "v20.19.0",
    fastNode: "v24.0.0",
    peers: { PyTorch: "PyTorch 2.13.0", JAX: "JAX 0.10.2" },
  },
  rounds: 3,
  missing: [],
  works: [denoise, lstm128],
  growth,
};
