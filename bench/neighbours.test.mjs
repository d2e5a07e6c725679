import { expect, test } from "vitest";
import { neighbour, neighbourSections } from "./neighbours.mjs";

test("start-up is a table of medians", () => {
  const text = neighbourSections({ startup: { runs: 9, medians: { importMs: 21.43, helpMs: 100.2 } } }).join("\n");
  expect(text).toContain("## Start-up\nMedians of 9 processes each.");
  expect(text).toContain("| Importing the library | 21.4 |\n| `recurra --help` | 100 |");
});

test("kernels are a table of products with their share of the peak, and one of what goes element by element", () => {
  const rows = [
    { kernel: "product", size: "4 x 8 x 16", use: "GRU 30", rate: 38.04, peak: 40, share: 0.951 },
    { kernel: "tanh", size: "4096", nanoseconds: 0.51234, peak: 40, multiplyAdds: 10.2 },
  ];
  const text = neighbourSections({ kernels: [{ mode: "strict", node: "v20.19.0", peak: 41.23, rows }] }).join("\n");
  expect(text).toContain(
    "Mode strict on Node v20.19.0, one thread. The peak of multiply-adds on one core reached 41.2 GFLOP/s",
  );
  expect(text).toContain("| product | 4 x 8 x 16 | GRU 30 | 38.0 | 95 % |");
  expect(text).toContain("| tanh | 4096 | 0.512 |");
});

test("the tape is a table of nanoseconds, a lab's memory a sentence", () => {
  const tape = {
    node: "v20.19.0",
    nodes: 1000,
    runs: 9,
    forward: { median: 400.4, least: 350 },
    both: { median: 999.6, least: 900 },
  };
  const labMemory = { node: "v20.19.0", lab: "denoise", epochs: 3, megabytes: 123.4 };
  const text = neighbourSections({ tape, labMemory }).join("\n");
  expect(text).toContain("A chain of 1,000 operations on 4 numbers each");
  expect(text).toContain("| forward and backward | 1000 | 900 |");
  expect(text).toContain(
    "`recurra lab denoise` with 3 epochs and its report, on Node v20.19.0: the process took 123 MiB at most.",
  );
});

test("backtests are a table of works beside the forward passes", () => {
  const rows = [
    { name: "forward passes", milliseconds: 500, beside: 1 },
    { name: "forecasts", milliseconds: 600.4, beside: 1.2008 },
  ];
  const backtest = { node: "v24.0.0", windows: 10_000, lookback: 48, horizon: 24, rows };
  const text = neighbourSections({ backtest }).join("\n");
  expect(text).toContain("## Backtests\nWhat a backtest of 10,000 windows costs");
  expect(text).toContain("| forecasts | 600 | 16,656 | 1.20 |");
});

test("a program that is not there has no section, and one that failed says why", async () => {
  expect(await neighbour("no-such-program")).toBeUndefined();
  expect(neighbourSections({})).toEqual([]);
  expect(neighbourSections({ kernels: [{ failed: "out of memory" }, undefined] })).toEqual([
    "## Kernels",
    "Not measured: out of memory",
  ]);
});

test("the start of the library and of the command line can be measured", async () => {
  const { medians, failed } = await neighbour("startup", { args: ["--runs", "1"] });
  expect(failed).toBeUndefined();
  expect(Object.values(medians).every((ms) => ms > 0)).toBe(true);
});
