// Where the time of a work goes, by kernel: `npm run bench:profile -- --work denoise [--mode strict] [--json]`. Node's own profiler
// watches one contender; the kernels, which the library carries without names, are named by compiling them once more. Shares only:
// they say more than times on a machine whose speed changes.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { compileKernels } from "../packages/recurra/scripts/compile-kernels.mjs";

const { values } = parseArgs({
  options: {
    work: { type: "string", default: "denoise" },
    mode: { type: "string", default: "strict" },
    runs: { type: "string", default: "10" },
    json: { type: "boolean", default: false },
  },
});

/** The names of the module's functions by their numbers; imported ones come first and have none. */
async function kernelNames() {
  // As the library has them: another place for the constants already changes what is inlined.
  const { text } = (await compileKernels())[values.mode === "fast" ? "fast" : "strict"];
  const imported = [...text.matchAll(/\(import [^\n]*\(func/g)].map(() => "imported");
  return [...imported, ...[...text.matchAll(/^ \(func \$([^ )\n]+)/gm)].map(([, name]) => name)];
}

/** Runs the work under the profiler; its one profile that has kernels. */
function profile() {
  const folder = mkdtempSync(join(tmpdir(), "recurra-profile-"));
  try {
    const program = fileURLToPath(new URL("ours.mjs", import.meta.url));
    const args = ["--cpu-prof", "--cpu-prof-dir", folder, program, "--work", values.work, "--mode", values.mode];
    const { status, stderr } = spawnSync(process.execPath, args, { input: "\n".repeat(Number(values.runs)) });
    if (status !== 0) throw new Error(`the work ended with ${status}: ${stderr}`);
    return JSON.parse(readFileSync(join(folder, readdirSync(folder)[0]), "utf8"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function shares({ nodes, samples, timeDeltas }, names) {
  const byId = new Map(nodes.map((node) => [node.id, node.callFrame]));
  const time = new Map();
  let total = 0;
  samples.forEach((id, i) => {
    const { functionName, url } = byId.get(id);
    const kernel = /^wasm-function\[(\d+)\]$/.exec(functionName)?.[1];
    // What Node does before and after the work is not the work's.
    if (functionName === "(idle)" || url.startsWith("node:") || functionName === "(program)") return;
    const name = kernel === undefined ? "JavaScript" : (names[Number(kernel)] ?? functionName);
    const what = functionName === "(garbage collector)" ? "garbage collector" : name;
    time.set(what, (time.get(what) ?? 0) + timeDeltas[i]);
    total += timeDeltas[i];
  });
  return [...time].map(([name, spent]) => ({ name, share: spent / total })).sort((a, b) => b.share - a.share);
}

const found = shares(profile(), await kernelNames());
if (values.json) process.stdout.write(`${JSON.stringify({ work: values.work, mode: values.mode, shares: found })}\n`);
else {
  process.stdout.write(
    `${values.work}, ${values.mode}, Node ${process.version}; share of the time, making the data included\n`,
  );
  for (const { name, share } of found.slice(0, 16))
    process.stdout.write(`${(100 * share).toFixed(1).padStart(6)} %  ${name}\n`);
}
