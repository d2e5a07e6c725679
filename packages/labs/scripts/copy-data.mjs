// The files that labs read by default travel in this package; the repository keeps one copy of each.
import { copyFileSync, mkdirSync } from "node:fs";

const dist = new URL("../dist/", import.meta.url);
mkdirSync(dist, { recursive: true });
for (const file of ["aapl.csv", "alice.txt"])
  copyFileSync(new URL(`../../../examples/data/${file}`, import.meta.url), new URL(file, dist));
