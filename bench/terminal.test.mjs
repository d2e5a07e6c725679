import { expect, test } from "vitest";
import { denoise, growth, lstm128, signal } from "./results.fixture.mjs";
import { goalsText, growthText, workText } from "./terminal.mjs";

test("a work shows every contender with its spread, and why one was not measured", () => {
  const text = workText(denoise);
  expect(text).toContain("denoise: an epoch\n");
  expect(text).toMatch(/Recurra strict, 2 threads +200 ms \(200 ms to 200 ms\) +6\.25x \(6\.25 to 6\.25\) PyTorch/);
  expect(text).toMatch(/PyTorch, 2 threads +1\.25 s \(1\.25 s to 1\.25 s\)$/m);
  expect(text).toContain("  Recurra native, 1 thread: not measured, no BLAS was found");
});

test("the goals stand beside the ratios, also those that are missed or not measured", () => {
  const lines = goalsText([denoise, lstm128, signal])
    .split("\n")
    .map((line) => line.replaceAll(/ {2,}/g, " | "));
  expect(lines).toEqual([
    "work | mode | ours | threads | best peer | ahead",
    "denoise | strict | 200 ms | 2 | PyTorch 1.25 s | Recurra 6.25x | goal 6x met",
    "denoise | fast | not measured | goal 7.5x",
    "lstm128 | strict | 60.0 ms | 1 | PyTorch 30.0 ms | PyTorch 2.00x | goal 0.75x missed",
    "lstm128 | fast | 30.0 ms | 1 | PyTorch 30.0 ms | even",
    "lstm128 | native | not measured | goal 1.5x",
    "lstm128 | strict, 128 bits | 120 ms | 1 | PyTorch 30.0 ms | PyTorch 4.00x",
    "signal | strict | 10.0 ms | 1 | JAX 20.0 ms | Recurra 2.00x | goal 10x missed",
    "signal | fast | not measured | goal 14x",
  ]);
});

test("growth shows each point with the power since the one before", () => {
  expect(growthText(growth)).toMatch(/T = 100 +10\.0 ms +power 1\.00 +20\.0 ms +power 0\.30 +2\.00x/);
});
