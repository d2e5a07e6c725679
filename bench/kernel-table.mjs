// The table of kernels in docs/performance.md: shares of the peak of products, times of the rest, with vectors of 128 bits and of 256.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { markdownTable } from "./table.mjs";

const page = fileURLToPath(new URL("../docs/performance.md", import.meta.url));
const [begin, end] = ["<!-- kernels: npm run bench:kernels -- --write -->", "<!-- kernels end -->"];

function measure(flags) {
  const program = fileURLToPath(new URL("kernels.mjs", import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, program, "--json"], { encoding: "utf8" });
  if (status !== 0) throw new Error(`the measurement ended with ${status}: ${stderr}`);
  return JSON.parse(stdout);
}

/** The two tables of a run with vectors of 128 bits and one of 256. */
export function kernelTables(narrow, wide) {
  const percent = (share) => `${(100 * share).toFixed(0)}%`;
  const pairs = narrow.rows.map((row, i) => [row, wide.rows[i]]);
  return [
    `Strict mode, Node ${narrow.node}, one core. Its peak of multiply-adds was ${narrow.peak.toFixed(0)} GFLOP/s with vectors of 128 bits and ${wide.peak.toFixed(0)} with 256; shares are of the peak measured beside each kernel.`,
    markdownTable([
      ["matrix product", "size", "in", "128 bits", "256 bits"],
      ...pairs
        .filter(([row]) => row.share !== undefined)
        .map(([a, b]) => [a.kernel, a.size, a.use, percent(a.share), percent(b.share)]),
    ]),
    markdownTable([
      ["element by element", "size", "128 bits, ns each", "256 bits, ns each"],
      ...pairs
        .filter(([row]) => row.nanoseconds !== undefined)
        .map(([a, b]) => [a.kernel, a.size, a.nanoseconds.toFixed(3), b.nanoseconds.toFixed(3)]),
    ]),
  ].join("\n\n");
}

export function writeTable() {
  const text = readFileSync(page, "utf8");
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${page} has no place between "${begin}" and "${end}".`);
  const tables = kernelTables(measure([]), measure(["--experimental-wasm-revectorize"]));
  writeFileSync(page, `${text.slice(0, from + begin.length)}\n\n${tables}\n\n${text.slice(to)}`);
}
