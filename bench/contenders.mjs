// Who takes part in a work: ours in each mode, by the library with each number of threads and by a loop by hand; PyTorch with one
// and with two threads; TensorFlow.js. A contender is { name, side, mode?, threads, way?, command, args }.

import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { counted } from "recurra/words";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/**
 * Who can take part on this machine: the peers, the modes, the Node of the fast mode; what is missing, with how to get it.
 * `modes` are those asked for, `node` is a path; nobody looks for peers beside another checkout.
 */
export function findContenders({ modes, node, against }) {
  const missing = [];
  const has = (command, args, otherwise) => {
    const failure = failureOf(command, args);
    if (failure !== undefined) missing.push(otherwise(failure));
    return failure === undefined;
  };
  const alone = against !== undefined;
  const torch =
    !alone &&
    has("python3", ["-c", "import torch, numpy"], () => "PyTorch is not here: pip install torch==2.13.0 numpy.");
  const tfjs = !alone && existsSync(here("peers/tfjs/node_modules/@tensorflow/tfjs-backend-wasm"));
  if (!tfjs && !alone) missing.push("TensorFlow.js is not here: npm run bench:peers.");
  const load = ["--input-type=module", "-e", 'await (await import("recurra/native")).loadNative()'];
  const native =
    !modes.includes("native") || has(process.execPath, load, (failure) => `Mode native is not here: ${failure}`);
  const other =
    node !== undefined && has(node, ["--version"], () => `${node} is no Node that runs; fast mode takes this one.`);
  return {
    torch,
    tfjs,
    modes: native ? modes : modes.filter((mode) => mode !== "native"),
    node: other ? node : undefined,
    missing,
  };
}

/** Why a command fails, in its own words; undefined when it does not. */
function failureOf(command, args) {
  try {
    execFileSync(command, args, { cwd: here("."), stdio: ["ignore", "ignore", "pipe"], timeout: 60_000 });
    return undefined;
  } catch (error) {
    const lines = (String(error.stderr ?? "").trim() || error.message).split("\n");
    return (lines.find((line) => /^\w*Error\b/.test(line)) ?? lines[0]).replace(/^\w*Error( \[\w+\])?: /, "");
  }
}

/** Ours: by the library, and by a loop by hand where `loops` says so. */
export function ours(work, { modes, node, loops = true }) {
  return modes
    .filter((mode) => !work.modes || work.modes.includes(mode))
    .flatMap((mode) => {
      const command = mode === "fast" && node ? node : process.execPath;
      const one = (way, threads) => ({
        name: `Recurra ${mode}${way === "loop" ? ", loop by hand" : ""}, ${counted(threads, "thread")}`,
        side: "ours",
        mode,
        threads,
        way,
        command,
        args: [here("ours.mjs"), "--work", work.name, "--mode", mode, "--threads", String(threads), "--way", way],
      });
      const ways = loops && work.loop !== false ? ["library", "loop"] : ["library"];
      return ways.flatMap((way) => (way === "loop" ? [one(way, 1)] : work.threads.map((threads) => one(way, threads))));
    });
}

/** The peers that have this work. */
export function peers(work, { torch, tfjs }) {
  const list = [];
  for (const threads of torch ? [1, 2] : []) {
    list.push({
      name: `PyTorch, ${counted(threads, "thread")}`,
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
