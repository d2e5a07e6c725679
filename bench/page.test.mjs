import { expect, test } from "vitest";
import { pageText } from "./page.mjs";
import { denoise, results, signal } from "./results.fixture.mjs";

const page = pageText(results);

test("the page tells when, on what, and by which command it was made", () => {
  expect(page).toContain("Written by `npm run bench -- --write --node PATH` on 2026-01-02.");
  expect(page).toContain("| Recurra | 0.1.0 on Node v20.19.0; fast mode on Node v24.0.0 |");
  expect(page).toContain("| BLAS of the native mode | none measured |");
  expect(page).toContain("| PyTorch | PyTorch 2.13.0 |\n| JAX | JAX 0.10.2 |\n| TensorFlow | not measured |");
});

test("its short table has a line for each work, with ratio and spread", () => {
  expect(page).toContain(
    "| **denoise**<br>an epoch | PyTorch, 1.25 s on 2 threads | 200 ms on 2 threads, **6.25x (6.25 to 6.25)** | not measured | not measured | not measured | 8.00x JAX, 50.0x TensorFlow.js |",
  );
  expect(page).toContain("| 60.0 ms, **0.50x (0.50 to 0.50)** | 120 ms, **0.25x (0.25 to 0.25)** |");
});

test("ours are measured by the best peer of a work, and the column without joined vectors is there where it was measured", () => {
  const text = pageText({ ...results, works: [signal] });
  expect(text).toContain(
    "| **signal**<br>an epoch | JAX, 20.0 ms | 10.0 ms, **2.00x (2.00 to 2.00)** | not measured | not measured | 10.0x PyTorch |",
  );
});

test("it says plainly where a peer is faster, and where nobody is", () => {
  expect(page).toContain("## Where a peer is faster\n\n- lstm128, strict mode: PyTorch is 2.00x as fast\n");
  expect(page).toContain("Even, since half of the rounds lie on both sides of 1:\n\n- lstm128, fast mode\n");
  expect(pageText({ ...results, works: [denoise] })).toContain("Nowhere among these works.");
});

test("it tells how a change is measured against the state before it", () => {
  expect(page).toContain("## Before and after a change\n\n`npm run bench -- --against DIR` puts another checkout");
});

test("it knows no goals", () => {
  expect(page).not.toMatch(/goal/i);
});

test("memory is that of denoise, and growth has its table and its plot", () => {
  expect(page).toContain("| Recurra strict, 2 threads | 92 |");
  expect(page).toContain(
    "![Time of a GRU step as T, B and H grow, on logarithmic scales](images/benchmarks-growth.svg)",
  );
  expect(page).toContain("| T = 100 | 10.0 ms | 1.00 | 20.0 ms | 0.30 | 2.00x (2.00 to 2.00) |");
});

test("every contender has a line, scaled ones with their share, and those that did not run their reason", () => {
  expect(page).toContain("| TensorFlow.js WASM (one batch, times 26.7) | 10.0 s (10.0 s to 10.0 s) |  |  |  | 2 |");
  expect(page).toContain("- Recurra native, 1 thread: no BLAS was found");
});

test("it is written without any peer", () => {
  const ours = denoise.rows.filter((row) => row.side === "ours").map((row) => ({ ...row, timesAsFast: {} }));
  const alone = { ...denoise, peers: {}, best: undefined, library: { strict: ours[1] }, rows: ours };
  const missing = ["PyTorch is not on this machine."];
  const text = pageText({ ...results, missing, works: [alone], growth: undefined });
  expect(text).toContain("PyTorch is not on this machine.");
  expect(text).not.toContain("Where a peer is faster");
  expect(text).not.toMatch(/undefined|NaN/);
});
