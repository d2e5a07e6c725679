// npm run bench:reading -- [--rows 500000] [--columns 4] [--rounds 5] [--form iso] [--python PATH] [--before FOLDER]: how long a CSV takes to read, beside
// pandas where a Python has it, and beside another build of the library (a folder packages/recurra that was built): each in a process of
// its own, one after the other in every round. What is given is the median, with the most memory.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { forms, writeRows } from "./rows.mjs";

const here = (file) => fileURLToPath(new URL(file, import.meta.url));
const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "500000" },
    columns: { type: "string", default: "4" },
    rounds: { type: "string", default: "5" },
    form: { type: "string", default: "iso" },
    python: { type: "string" },
    before: { type: "string" },
  },
});
const [rows, columns, rounds] = [values.rows, values.columns, values.rounds].map(Number);
// "all": each form after the other, beside the usual one.
const wanted = values.form === "all" ? forms : values.form.split(",");
const unknown = wanted.find((form) => !forms.includes(form));
if (unknown !== undefined)
  throw new Error(`--form: there is no form ${unknown}; there are ${forms.join(", ")} and all`);
const folder = mkdtempSync(join(tmpdir(), "reading-"));
const path = join(folder, "rows.csv");
try {
  for (const form of wanted) measure(form);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function measure(form) {
  writeRows(path, rows, columns, form);
  const readers = [
    { name: "recurra", argv: [process.execPath, here("ours.mjs"), path, here("../../packages/recurra")] },
    ...(values.before ? [{ name: "before", argv: [process.execPath, here("ours.mjs"), path, values.before] }] : []),
    // What pandas needs to be told of other forms is not measured.
    ...(values.python && form === "iso"
      ? [{ name: "pandas", argv: [values.python, here("pandas_peer.py"), path] }]
      : []),
  ];
  const runs = readers.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, { argv }] of readers.entries()) {
      runs[i].push(JSON.parse(execFileSync(argv[0], argv.slice(1), { encoding: "utf8" })));
    }
  }
  const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];
  const times = runs.map((list) => median(list.map(({ seconds }) => seconds)));
  const cpu = median(runs[0].map(({ cpuSeconds }) => cpuSeconds));
  console.log(
    `${form}: ${rows} rows x ${columns} columns, ${(statSync(path).size / 1e6).toFixed(1)} MB, ${rounds} rounds, ${cpu.toFixed(2)} s of CPU`,
  );
  for (const [i, { name }] of readers.entries()) {
    const memory = Math.max(...runs[i].map(({ megabytes }) => megabytes)).toFixed(0);
    const ratio = i === 0 ? "" : `, ${(times[i] / times[0]).toFixed(2)} times recurra's`;
    const version = runs[i][0].version === undefined ? "" : ` ${runs[i][0].version}`;
    console.log(`${name}${version}: ${times[i].toFixed(3)} s${ratio}, at most ${memory} MiB`);
  }
}
