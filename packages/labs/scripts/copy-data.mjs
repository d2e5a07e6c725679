// The price file that labs read by default travels in this package; the repository keeps one copy of it.
import { copyFileSync, mkdirSync } from "node:fs";

const dist = new URL("../dist/", import.meta.url);
mkdirSync(dist, { recursive: true });
copyFileSync(new URL("../../../examples/data/aapl.csv", import.meta.url), new URL("aapl.csv", dist));
