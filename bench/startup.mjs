// How long a program waits before it can work: `npm run bench:startup`, or with --json, --runs N. Each number is the median of nine child
// processes, taken in turns; an empty Node process is shown beside them, since its time belongs to nobody here.
//
//   import  reading the library, from before its import to after it, within the process
//   kernel  the first call of a kernel: the text read, the module compiled, a matrix product done
//   help    `recurra --help` from start to exit, and how much of it an empty Node process does not take

import { spawnSync } from "node:child_process";
import { availableParallelism, cpus, loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { median } from "recurra/statistics";

const { values } = parseArgs({ options: { json: { type: "boolean" }, runs: { type: "string", default: "9" } } });
const runs = Number(values.runs);
const limits = { libraryMs: 40, helpMs: 200 };
const path = (name) => fileURLToPath(new URL(`../packages/${name}`, import.meta.url));
const library = path("recurra/dist/index.js");

const program = `
  const start = performance.now();
  const { ones } = await import(${JSON.stringify(library)});
  const imported = performance.now();
  ones([2, 3]).matmul(ones([3, 2])).toArray();
  console.log(JSON.stringify({ importMs: imported - start, kernelMs: performance.now() - imported }));`;

/** Milliseconds from start to exit, and what the process wrote. */
function timed(args) {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  const ms = performance.now() - start;
  if (status !== 0) throw new Error(`node ${args[0]} ended with ${status}: ${stderr}`);
  return { ms, stdout };
}

function measured() {
  const samples = { emptyMs: [], importMs: [], kernelMs: [], libraryMs: [], helpMs: [], forecastHelpMs: [] };
  for (let run = 0; run < runs; run++) {
    samples.emptyMs.push(timed(["--eval", ""]).ms);
    const { importMs, kernelMs } = JSON.parse(timed(["--input-type=module", "--eval", program]).stdout);
    samples.importMs.push(importMs);
    samples.kernelMs.push(kernelMs);
    samples.libraryMs.push(importMs + kernelMs);
    samples.helpMs.push(timed([path("cli/bin/recurra.js"), "--help"]).ms);
    samples.forecastHelpMs.push(timed([path("cli/bin/recurra.js"), "forecast", "--help"]).ms);
  }
  return Object.fromEntries(Object.entries(samples).map(([name, values]) => [name, Number(median(values).toFixed(1))]));
}

const medians = measured();
const machine = {
  node: process.versions.node,
  processor: cpus()[0]?.model ?? "unknown",
  cores: availableParallelism(),
  load: Number(loadavg()[0].toFixed(2)),
};
if (values.json) {
  process.stdout.write(`${JSON.stringify({ ...machine, runs, limits, medians })}\n`);
} else {
  const { emptyMs, importMs, kernelMs, libraryMs, helpMs, forecastHelpMs } = medians;
  const row = (name, ms, note = "") => `${name.padEnd(32)}${ms.toFixed(1).padStart(8)}  ${note}\n`;
  process.stdout.write(
    `Node ${machine.node}, ${machine.processor}, ${machine.cores} cores, load ${machine.load}; medians of ${runs}, ms\n\n` +
      row("empty Node process", emptyMs) +
      row("import the library", importMs) +
      row("first kernel call", kernelMs) +
      row("import and first kernel call", libraryMs, `limit ${limits.libraryMs}`) +
      row(
        "recurra --help",
        helpMs,
        `limit ${limits.helpMs}; ${(helpMs - emptyMs).toFixed(1)} without Node's own start`,
      ) +
      row("recurra forecast --help", forecastHelpMs),
  );
}
