// The memory of a whole lab: `node bench/lab-memory.mjs [--json]`. Runs `recurra lab denoise` with its own numbers of sequences, for a few
// epochs (more take no more), with its report, and tells the largest resident set of that process.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const epochs = 3;
const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "recurra-bench-"));
const resident = JSON.stringify(new URL("resident.mjs", import.meta.url).href);
const report = `import { mostResident } from ${resident}; process.on("exit", () => process.stderr.write("\\nMiB " + mostResident()));`;
const lab = ["lab", "denoise", "--epochs", String(epochs), "--quiet", "--out", join(folder, "run")];
const args = ["--import", `data:text/javascript,${encodeURIComponent(report)}`, path("../packages/cli/bin/recurra.js")];
try {
  const { status, stderr } = spawnSync(process.execPath, [...args, ...lab], { encoding: "utf8", timeout: 120_000 });
  const said = /\nMiB ([\d.]+)$/.exec(stderr);
  if (status !== 0 || !said) throw new Error(`recurra ${lab.slice(0, 2).join(" ")} did not end well: ${stderr.trim()}`);
  const told = { node: process.version, lab: "denoise", epochs, megabytes: Number(said[1]) };
  if (process.argv.includes("--json")) console.log(JSON.stringify(told));
  else
    console.log(`Node ${told.node}; recurra lab denoise, ${epochs} epochs: ${told.megabytes.toFixed(0)} MiB at most`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
