import { expect, test } from "vitest";
import { scope, zeros } from "../tensor/index.ts";
import { bytesPerSample, evenChunk, FEWEST, forwardChunk } from "./chunk-size.ts";

test("chunks of a batch are as even as rows of four allow, hold what fits 2 MiB, and no fewer than 16 samples", () => {
  expect(evenChunk(300, 100_000)).toBe(20);
  expect(evenChunk(300, 10_000)).toBe(152);
  expect(evenChunk(300, 1)).toBe(300);
  expect(evenChunk(100, 10 << 20)).toBe(16);
  expect(evenChunk(100, 10 << 20, 32)).toBe(28);
});

test("chunks of a forward pass do not depend on how many samples there are, and take half of that", () => {
  expect(forwardChunk(10_000)).toBe(104);
  expect(forwardChunk(10 << 20)).toBe(FEWEST);
  expect(forwardChunk(10 << 20, 64)).toBe(64);
});

test("the bytes of a sample are what 8 take more than 4, whatever all together take", () => {
  const bytes = bytesPerSample((count) => {
    scope(() => void zeros([1000]).add(1));
    scope(() => void zeros([count, 256]).add(1));
  });
  expect(bytes).toBeGreaterThanOrEqual(1024);
  expect(bytes).toBeLessThanOrEqual(4096);
});
