// The same seed gives the same bytes on every Node: forecasts the example with several versions of Node and compares the
// hashes of model.safetensors; and compares the golden hashes of test/bits, on one to eight threads, in each. The binaries come from npm, into a folder of their own beside this file.
// Usage: npm run test:nodes            (Node 20, 22, 24 and 26)
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const versions = ["20", "22", "24", "26"];
const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = fileURLToPath(new URL("./binaries/", import.meta.url));

function binaryOf(version) {
  const name = process.platform === "win32" ? "node.exe" : "node";
  return join(folder, "node_modules", `node-${version}`, "bin", name);
}

if (!versions.every((version) => existsSync(binaryOf(version)))) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  const platform = `${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const wanted = versions.map((version) => `node-${version}@npm:node-${platform}@${version}`);
  execFileSync("npm", ["install", "--no-audit", "--no-fund", ...wanted], { cwd: folder, stdio: "inherit" });
}

const work = mkdtempSync(join(tmpdir(), "recurra-nodes-"));
const hashes = new Map();
try {
  for (const version of versions) {
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
        binaryOf(version),
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
        `Node ${execFileSync(binaryOf(version), ["-v"], { encoding: "utf8" }).trim()}  ${cell.padEnd(5)} ${hash}\n`,
      );
      if (!hashes.has(cell)) hashes.set(cell, new Set());
      hashes.get(cell).add(hash);
    }
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
const golden = versions.map((version) => {
  const program = join(root, "test/bits/golden.mjs");
  return spawnSync(binaryOf(version), [program], { stdio: ["ignore", "inherit", "inherit"] }).status === 0;
});
// The training of recurra/pretrained, 300 steps of it.
const pretrained = versions.map((version) => {
  const program = join(root, "pretrain/golden.mjs");
  return spawnSync(binaryOf(version), [program], { stdio: ["ignore", "inherit", "inherit"] }).status === 0;
});
const same = [...hashes.values()].every((set) => set.size === 1) && [...golden, ...pretrained].every(Boolean);
process.stdout.write(same ? "The bytes are the same on every version.\n" : "THE BYTES DIFFER.\n");
process.exitCode = same ? 0 : 1;
