// The same seed gives the same bytes on every Node: forecasts the example with several versions of Node and compares the
// hashes of model.safetensors; and compares the golden hashes of test/bits, on one to eight threads, in each. Of Node 24 and later the command line computes with vectors of 256 bits
// (test/wide), of the others it does not.
// Usage: npm run test:nodes            (Node 20, 22, 24 and 26)
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { binaries } from "./binaries.mjs";

const versions = ["20", "22", "24", "26"];
const root = fileURLToPath(new URL("../..", import.meta.url));
const installed = binaries(versions);

const work = mkdtempSync(join(tmpdir(), "recurra-nodes-"));
const hashes = new Map();
try {
  for (const [version, binary] of installed) {
    for (const cell of ["lstm", "gru", "rnn"]) {
      const out = join(work, `${version}-${cell}`);
      const options = [
        "--target",
        "Close",
        "--inputs",
        "Close,Volume",
        "--epochs",
        "3",
        "--dropout",
        "0.1",
        "--layers",
        "2",
      ];
      const file = join(root, "examples", "data", "aapl.csv");
      execFileSync(
        binary,
        [
          join(root, "packages/cli/bin/recurra.js"),
          "forecast",
          file,
          ...options,
          "--cell",
          cell,
          "--seed",
          "11",
          "--quiet",
          "--out",
          out,
        ],
        { stdio: ["ignore", "ignore", "inherit"] },
      );
      const hash = createHash("sha256")
        .update(readFileSync(join(out, "model.safetensors")))
        .digest("hex");
      process.stdout.write(
        `Node ${execFileSync(binary, ["-v"], { encoding: "utf8" }).trim()}  ${cell.padEnd(5)} ${hash}\n`,
      );
      if (!hashes.has(cell)) hashes.set(cell, new Set());
      hashes.get(cell).add(hash);
    }
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
const golden = installed.flatMap(([, binary]) => {
  const program = join(root, "test/bits/golden.mjs");
  // Also with vectors of 256 bits, where the engine has them.
  return [[], ["--experimental-wasm-revectorize"]].map((flags) => {
    const known = spawnSync(binary, [...flags, "-e", "0"]).status === 0;
    return !known || spawnSync(binary, [...flags, program], { stdio: ["ignore", "inherit", "inherit"] }).status === 0;
  });
});
// The training of recurra/pretrained, 300 steps of it.
const pretrained = installed.map(([, binary]) => {
  const program = join(root, "pretrain/golden.mjs");
  return spawnSync(binary, [program], { stdio: ["ignore", "inherit", "inherit"] }).status === 0;
});
const same = [...hashes.values()].every((set) => set.size === 1) && [...golden, ...pretrained].every(Boolean);
process.stdout.write(same ? "The bytes are the same on every version.\n" : "THE BYTES DIFFER.\n");
process.exitCode = same ? 0 : 1;
