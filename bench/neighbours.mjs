// The measurements that are programs of their own: start-up (startup.mjs), the tape (tape.mjs), backtests (backtest.mjs), a lab's memory
// (lab-memory.mjs) and kernels (kernels.mjs). Each prints one JSON document with --json, which becomes a section of tables here.

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { counted } from "recurra/words";
import { markdownTable, threeDigits } from "./table.mjs";

const run = promisify(execFile);

/**
 * What such a program says, by the Node and with the arguments given; undefined when there is no such program, and { failed } with
 * the reason when it fails.
 */
export async function neighbour(name, { node = process.execPath, args = [] } = {}) {
  const file = fileURLToPath(new URL(`${name}.mjs`, import.meta.url));
  if (!existsSync(file)) return undefined;
  try {
    const { stdout } = await run(node, [file, "--json", ...args], { maxBuffer: 2 ** 24, timeout: 180_000 });
    return JSON.parse(stdout);
  } catch (error) {
    const lines = (error.stderr || error.message).trim().split("\n");
    // Node ends with its version.
    return { failed: lines.findLast((line) => /Error\b/.test(line)) ?? lines.at(-1) };
  }
}

const startupNames = {
  emptyMs: "An empty Node process",
  importMs: "Importing the library",
  kernelMs: "The first call of a kernel",
  libraryMs: "Import and first kernel",
  helpMs: "`recurra --help`",
  forecastHelpMs: "`recurra forecast --help`",
};

/** Their sections as Markdown, for the page and for the terminal; none for a program that did not run. */
export function neighbourSections({ startup, tape, backtest, labMemory, kernels = [] }) {
  const ran = kernels.filter(Boolean);
  return [
    ...(startup ? ["## Start-up", ...told(startup, startupText)] : []),
    ...(labMemory ? ["## Memory of a lab", ...told(labMemory, labMemoryText)] : []),
    ...(backtest ? ["## Backtests", ...told(backtest, backtestText)] : []),
    ...(tape ? ["## The tape", ...told(tape, tapeText)] : []),
    ...(ran.length > 0 ? ["## Kernels", ...ran.flatMap((result) => told(result, kernelText))] : []),
  ];
}

function told(result, text) {
  return result.failed ? [`Not measured: ${result.failed}`] : text(result);
}

function startupText({ runs, medians }) {
  const rows = Object.entries(medians).map(([name, ms]) => [startupNames[name] ?? name, threeDigits(ms)]);
  return [`Medians of ${runs} processes each.`, markdownTable([["", "ms"], ...rows])];
}

function labMemoryText({ node, lab, epochs, megabytes }) {
  return [
    `\`recurra lab ${lab}\` with ${counted(epochs, "epoch")} and its report, on Node ${node}: the process took ${megabytes.toFixed(0)} MiB at most.`,
  ];
}

export function backtestText({ node, windows, lookback, horizon, rows }) {
  return [
    `What a backtest of ${windows.toLocaleString("en-US")} windows costs beside the forward passes of its network, a GRU of 32 units that reads ${lookback} rows and forecasts ${horizon}: CPU time on Node ${node}, the least of three rounds.`,
    markdownTable([
      ["Work", "CPU ms", "windows a second", "beside the forward passes"],
      ...rows.map(({ name, milliseconds, beside }) => [
        name,
        milliseconds.toFixed(0),
        Math.round((1000 * windows) / milliseconds).toLocaleString("en-US"),
        beside.toFixed(2),
      ]),
    ]),
  ];
}

function tapeText({ node, nodes, runs, forward, both }) {
  const row = (name, { median, least }) => [name, median.toFixed(0), least.toFixed(0)];
  return [
    `A chain of ${counted(nodes, "operation")} on 4 numbers each, written by hand: what each costs, whatever it computes. Strict mode, Node ${node}, ${runs} runs.`,
    markdownTable([
      ["For each operation", "median, ns", "least, ns"],
      row("forward", forward),
      row("forward and backward", both),
    ]),
  ];
}

function kernelText({ mode, node, peak, rows }) {
  const percent = (share) => `${(100 * share).toFixed(0)} %`;
  const products = rows.filter((row) => row.share !== undefined);
  const elements = rows.filter((row) => row.nanoseconds !== undefined);
  return [
    `Mode ${mode} on Node ${node}, one thread. The peak of multiply-adds on one core reached ${peak.toFixed(1)} GFLOP/s; a share is of the peak measured beside the kernel.`,
    markdownTable([
      ["Matrix product", "Size", "Use", "GFLOP/s", "of the peak"],
      ...products.map(({ kernel, size, use, rate, share }) => [kernel, size, use, rate.toFixed(1), percent(share)]),
    ]),
    markdownTable([
      ["Element by element", "Size", "ns each"],
      ...elements.map(({ kernel, size, nanoseconds }) => [kernel, size, nanoseconds.toFixed(3)]),
    ]),
  ];
}
