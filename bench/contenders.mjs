// Who takes part in a work: ours in each mode, by the library with each number of threads and by a loop by hand; PyTorch, JAX and
// TensorFlow with one and with two threads; TensorFlow.js. A contender is { name, side, mode?, threads, way?, command, args, env? }.

import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { counted } from "recurra/words";

/** The peers in Python: the module that must be there, what installs it, and the variants in which it runs. */
const inPython = [
  { side: "PyTorch", module: "torch", packages: "torch==2.13.0 numpy", file: "torch_peer.py" },
  { side: "JAX", module: "jax", packages: "jax numpy", file: "jax_peer.py" },
  { side: "TensorFlow", module: "tensorflow", packages: "tensorflow-cpu numpy", file: "tf_peer.py", xla: true },
];

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
  const python = inPython
    .filter(() => !alone)
    .filter(({ side, module, packages }) =>
      has("python3", ["-c", `import ${module}, numpy`], () => `${side} is not here: pip install ${packages}.`),
    )
    .map(({ side }) => side);
  const tfjs = !alone && existsSync(here("peers/tfjs/node_modules/@tensorflow/tfjs-backend-wasm"));
  if (!tfjs && !alone) missing.push("TensorFlow.js is not here: npm run bench:peers.");
  const load = ["--input-type=module", "-e", 'await (await import("recurra/native")).loadNative()'];
  const native =
    !modes.includes("native") || has(process.execPath, load, (failure) => `Mode native is not here: ${failure}`);
  const other =
    node !== undefined && has(node, ["--version"], () => `${node} is no Node that runs; fast mode takes this one.`);
  return {
    python,
    tfjs,
    modes: native ? modes : modes.filter((mode) => mode !== "native"),
    node: other ? node : undefined,
    wide: joinsVectors(),
    missing,
  };
}

/** Whether this Node is one whose engine joins vectors of 128 bits into those of 256: then strict mode is measured without, too. */
function joinsVectors() {
  const told = execFileSync(
    process.execPath,
    ["--input-type=module", "-e", 'console.log((await import("recurra/wide")).enableWide().wide)'],
    { cwd: here("."), encoding: "utf8" },
  );
  return told.trim() === "true";
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

/** Ours: by the library, and by a loop by hand where `loops` says so; strict mode without joined vectors where there are such (`wide`). */
export function ours(work, { modes, node, loops = true, wide = false }) {
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
      const library = work.threads.map((threads) => one("library", threads));
      const narrow = wide && mode === "strict" ? library.map(narrowed) : [];
      const loop = loops && work.loop !== false ? [one("loop", 1)] : [];
      return [...library, ...narrow, ...loop];
    });
}

/** The same with vectors of 128 bits. */
function narrowed(contender) {
  const name = contender.name.replace("strict", "strict, vectors of 128 bits");
  return { ...contender, name, way: "narrow", env: { RECURRA_WIDE: "0" } };
}

/** The peers that have this work. */
export function peers(work, { python, tfjs }) {
  const list = inPython
    .filter(({ side }) => python.includes(side) && work.peers.includes(side))
    .flatMap(({ side, file, xla }) => {
      const one = (threads, name, ...flags) => ({
        name: `${name}, ${counted(threads, "thread")}`,
        side,
        threads,
        command: "python3",
        args: [here(`peers/${file}`), "--threads", String(threads), "--works", work.name, "--asked", ...flags],
      });
      return [one(1, side), one(2, side), ...(xla ? [one(1, `${side}, XLA`, "--xla")] : [])];
    });
  if (tfjs && work.peers.includes("TensorFlow.js")) {
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
