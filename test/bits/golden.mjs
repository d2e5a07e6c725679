// Compares the hashes of the built library in this Node with golden.json, or writes them there.
// Usage: node test/bits/golden.mjs            npm run golden     (builds and writes)
import { readFileSync, writeFileSync } from "node:fs";
import * as recurra from "recurra";
import * as nn from "recurra/nn";
import { agreed, differences, hashes } from "./program.mjs";

const file = new URL("./golden.json", import.meta.url);
const { found, most } = await hashes({ ...recurra, ...nn });
const now = agreed(found);
if (process.argv.includes("--write")) {
  writeFileSync(file, `${JSON.stringify(now, null, 2)}\n`);
  process.stdout.write("Wrote test/bits/golden.json. Commit it only if the bits were meant to change.\n");
} else {
  const wrong = differences(now, JSON.parse(readFileSync(file, "utf8")));
  process.stdout.write(
    wrong.length === 0
      ? `Node ${process.version}  ${Object.keys(now).length} golden hashes, on up to ${most} threads: the same bits.\n`
      : `Node ${process.version}  OTHER BITS THAN test/bits/golden.json:\n${wrong.join("\n")}\n`,
  );
  process.exitCode = wrong.length === 0 ? 0 : 1;
}
