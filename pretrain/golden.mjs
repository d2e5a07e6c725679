// Whether the first steps give the golden hash of pretrain/golden.json in this Node, and on two threads; or writes what they give there.
// Usage: npm run pretrain:golden                  node pretrain/golden.mjs [--steps 3] [--threads 2] [--write]
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { hashAfter } from "./hash-after.mjs";

const { values: options } = parseArgs({
  options: {
    steps: { type: "string", default: "300" },
    threads: { type: "string", default: "2" },
    write: { type: "boolean", default: false },
  },
});
const file = new URL("./golden.json", import.meta.url);
const golden = JSON.parse(readFileSync(file, "utf8"));
const now = await hashAfter({ steps: Number(options.steps), threads: Number(options.threads) });
const said = `Node ${process.version}  ${options.steps} steps, ${options.threads} threads: ${now}`;
if (options.write) {
  writeFileSync(file, `${JSON.stringify({ ...golden, [options.steps]: now }, null, 2)}\n`);
  process.stdout.write(`${said}\nWrote it to pretrain/golden.json. Commit it only if the bits were meant to change.\n`);
} else {
  const same = now === golden[options.steps];
  process.stdout.write(`${said}, ${same ? "the golden one" : `BUT GOLDEN IS ${golden[options.steps]}`}\n`);
  process.exitCode = same ? 0 : 1;
}
