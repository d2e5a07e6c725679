// One of Recurra's contenders: a work in a mode, with some threads, by the library or by a loop written by hand.
// Usage: node bench/ours.mjs --work denoise [--mode strict|fast|native] [--threads 2] [--way library|loop]
// It warms up, says so in a line, and then times one run for every line on standard input (answer.mjs).

import { parseArgs } from "node:util";
import { setFlagsFromString } from "node:v8";
import { enableWide } from "recurra/wide";
import { counted } from "recurra/words";
import { answer, decline } from "./answer.mjs";
import { workOf } from "./works.mjs";

const { values } = parseArgs({
  options: {
    work: { type: "string" },
    mode: { type: "string", default: "strict" },
    threads: { type: "string", default: "1" },
    way: { type: "string", default: "library" },
  },
});
const { mode, way } = values;
const threads = Number(values.threads);
// Node 20 has relaxed SIMD behind a flag, which must be up before the kernels are compiled.
if (mode === "fast" && Number(process.versions.node.split(".")[0]) < 22) {
  setFlagsFromString("--experimental-wasm-relaxed-simd");
}

// As the command line does: vectors of 256 bits where they were tested, unless RECURRA_WIDE=0.
const { wide } = enableWide();

/** The BLAS that was found, as it calls itself; undefined where the mode needs none. Throws when there is none. */
async function nativeLibrary() {
  if (mode !== "native") return undefined;
  const { loadNative } = await import("recurra/native");
  const { library, version } = await loadNative();
  return version || library;
}

async function prepared() {
  const blas = await nativeLibrary();
  if (mode === "fast") {
    const { fastSupported, loadFast } = await import("recurra/fast");
    if (!fastSupported()) throw new Error(`Node ${process.version} has no relaxed SIMD`);
    loadFast();
  }
  const workload = await import(`./workloads/${workOf(values.work).file}.mjs`);
  const { per } = workload;
  const work = await workload[way](values.work, { mode, threads });
  if (work.threads !== threads) throw new Error(`runs on ${counted(work.threads, "thread")}, not ${threads}`);
  const about = { peer: "Recurra", work: values.work, per: typeof per === "function" ? per(values.work) : per };
  return { about: { ...about, mode, threads, way, node: process.version, wide, blas }, work };
}

try {
  const { about, work } = await prepared();
  await answer(about, work.run, { end: work.end });
} catch (error) {
  // Before the first line this is its reason; after it, the line that is missing tells of it.
  decline(error.message);
  process.exitCode = 1;
}
