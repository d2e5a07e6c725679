// Who takes part in a work: ours in each mode, by the library with each number of threads and by a loop by hand; PyTorch with one
// and with two threads; TensorFlow.js. A contender is { name, side, mode?, threads, way?, command, args }.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const threadWord = (threads) => `${threads} thread${threads === 1 ? "" : "s"}`;

/** Which peers this machine has; what is missing, with how to get it. */
export function findPeers() {
  const missing = [];
  const torch = hasTorch();
  if (!torch) missing.push("PyTorch is not on this machine: pip install torch==2.13.0 (python3).");
  const tfjs = existsSync(here("peers/tfjs/node_modules/@tensorflow/tfjs-backend-wasm"));
  if (!tfjs) missing.push("TensorFlow.js is not installed: npm run bench:peers.");
  return { torch, tfjs, missing };
}

function hasTorch() {
  try {
    execFileSync("python3", ["-c", "import torch, numpy"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Ours. `node` is the Node of the fast mode, when it is not this one. */
export function ours(work, { modes, node }) {
  return modes
    .filter((mode) => !work.modes || work.modes.includes(mode))
    .flatMap((mode) => {
      const command = mode === "fast" && node ? node : process.execPath;
      const one = (way, threads) => ({
        name: `Recurra ${mode}${way === "loop" ? ", loop by hand" : ""}, ${threadWord(threads)}`,
        side: "ours",
        mode,
        threads,
        way,
        command,
        args: [here("ours.mjs"), "--work", work.name, "--mode", mode, "--threads", String(threads), "--way", way],
      });
      const ways = work.ways ?? ["library", "loop"];
      return ways.flatMap((way) => (way === "loop" ? [one(way, 1)] : work.threads.map((threads) => one(way, threads))));
    });
}

/** The peers that have this work. */
export function peers(work, { torch, tfjs }) {
  const list = [];
  for (const threads of torch ? [1, 2] : []) {
    list.push({
      name: `PyTorch, ${threadWord(threads)}`,
      side: "PyTorch",
      threads,
      command: "python3",
      args: [here("peers/torch_peer.py"), "--threads", String(threads), "--works", work.name, "--asked"],
    });
  }
  if (tfjs && work.tfjs) {
    list.push({
      name: "TensorFlow.js WASM",
      side: "TensorFlow.js",
      threads: 1,
      command: process.execPath,
      args: [here("peers/tfjs/tfjs_peer.mjs"), "--work", work.name],
    });
  }
  return list;
}
