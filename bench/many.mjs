// How much time and memory `recurra forecast --series` takes for very many series: `npm run bench:many`, or with --series N --rows N.
// Writes a CSV of made series (a week on a level of its own, which drifts, with noise), runs the built command line on it as a child
// process, and says its CPU time and the most memory that it had. Ends with exit code 1 above the limits.

import { spawn } from "node:child_process";
import { createWriteStream, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Generator } from "recurra/core";

const { values } = parseArgs({
  options: { series: { type: "string", default: "100000" }, rows: { type: "string", default: "200" } },
});
const [series, rows] = [Number(values.series), Number(values.rows)];
/** For 100,000 series of 200 rows: CPU seconds of two cores for half an hour, and bytes. */
const limits = { cpu: 3600, memory: 1e9 };
const WEEK = [0, 3, 5, 4, 1, -4, -6];

async function write(file) {
  const stream = new Generator(0).stream("sales");
  let drawn = 0;
  const random = () => stream.uniform(drawn++);
  const days = Array.from({ length: rows }, (_, row) =>
    new Date(Date.UTC(2024, 0, 1 + row)).toISOString().slice(0, 10),
  );
  const out = createWriteStream(file);
  out.write("id,day,sales\n");
  for (let id = 0; id < series; id++) {
    const level = 20 + 200 * random();
    const swing = 0.02 * level * (1 + 2 * random());
    let drift = 0;
    let text = "";
    for (let row = 0; row < rows; row++) {
      drift = 0.97 * drift + (random() - 0.5) * 0.1 * level;
      const sales = level + drift + swing * WEEK[row % 7] + (random() - 0.5) * 0.1 * level;
      text += `s${id},${days[row]},${sales.toFixed(1)}\n`;
    }
    if (!out.write(text)) await new Promise((resolve) => out.once("drain", resolve));
  }
  await new Promise((resolve) => out.end(resolve));
}

/** Runs the command line; what it took. */
function run(file, out) {
  const told = `process.on("exit", () => { const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage(); console.error(JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1e6, memory: 1024 * maxRSS })); })`;
  const bin = fileURLToPath(new URL("../packages/cli/bin/recurra.js", import.meta.url));
  const args = ["forecast", file, "--series", "id", "--target", "sales", "--horizon", "7", "--out", out];
  const child = spawn(
    process.execPath,
    ["--import", `data:text/javascript,${encodeURIComponent(told)}`, bin, ...args],
    {
      stdio: ["ignore", "inherit", "pipe"],
    },
  );
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text) => {
    said += text;
    process.stderr.write(text);
  });
  return new Promise((resolve, reject) => {
    child.on("close", (code) => {
      if (code === 0) resolve(JSON.parse(said.trim().split("\n").at(-1)));
      else reject(new Error(`the command line ended with ${code}`));
    });
  });
}

const folder = mkdtempSync(join(tmpdir(), "recurra-many-"));
try {
  const file = join(folder, "sales.csv");
  await write(file);
  const { cpu, memory } = await run(file, join(folder, "run"));
  const size = statSync(file).size;
  console.log(
    `${series} series of ${rows} rows, ${(size / 1e6).toFixed(0)} MB of CSV: ${cpu.toFixed(0)} s of CPU, at most ${(memory / 1e6).toFixed(0)} MB`,
  );
  if (cpu > limits.cpu || memory > limits.memory) {
    console.error(`more than ${limits.cpu} s or ${limits.memory / 1e6} MB`);
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
