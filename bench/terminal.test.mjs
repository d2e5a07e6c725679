import { expect, test } from "vitest";
import { denoise, growth, lstm128 } from "./results.fixture.mjs";
import { goalsText, growthText, workText } from "./terminal.mjs";

test("a work shows every contender with its spread, and why one was not measured", () => {
  const text = workText(denoise);
  expect(text).toContain("denoise: an epoch\n");
  expect(text).toMatch(/Recurra strict, 2 threads +200 ms \(200 ms to 200 ms\) +6\.00x \(6\.00 to 6\.00\) PyTorch/);
  expect(text).toMatch(/PyTorch, 2 threads +1\.20 s \(1\.20 s to 1\.20 s\)$/m);
  expect(text).toContain("  Recurra native, 1 thread: not measured, no BLAS was found");
});

test("the goals stand beside the ratios, also those that are missed or not measured", () => {
  const lines = goalsText([denoise, lstm128])
    .split("\n")
    .map((line) => line.replaceAll(/ {2,}/g, " | "));
  expect(lines).toEqual([
    "work | mode | ours | threads | peer | ahead",
    "denoise | strict | 200 ms | 2 | 1.20 s | Recurra 6.00x | goal 3.5x met",
    "denoise | fast | not measured | goal 5x",
    "denoise | strict | 200 ms | 2 | 10.0 s | Recurra 50.0x TensorFlow.js | goal 25x met",
    "lstm128 | strict | 60.0 ms | 1 | 30.0 ms | PyTorch 2.00x | goal 0.4x met",
    "lstm128 | fast | 30.0 ms | 1 | 30.0 ms | even | goal 0.5x met",
    "lstm128 | native | not measured | goal 1.1x",
  ]);
});

test("growth shows each point with the power since the one before", () => {
  expect(growthText(growth)).toMatch(/T = 100 +10\.0 ms +power 1\.00 +20\.0 ms +power 0\.30 +2\.00x/);
});
