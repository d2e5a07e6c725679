import fc from "fast-check";
import { expect, test } from "vitest";
import { memoryBytes } from "./engine.ts";
import * as heap from "./heap.ts";

test("blocks lie at multiples of 64 and do not overlap", () => {
  const blocks = [1, 64, 65, 1000, 3].map((bytes) => ({ start: heap.allocate(bytes), bytes }));
  blocks.sort((a, b) => a.start - b.start);
  for (let i = 0; i < blocks.length; i++) {
    expect(blocks[i].start % 64).toBe(0);
    if (i > 0) expect(blocks[i].start).toBeGreaterThanOrEqual(blocks[i - 1].start + blocks[i - 1].bytes);
  }
  for (const { start } of blocks) heap.release(start);
});

test("released neighbours join, in whatever order they are released", () => {
  const used = heap.stats().used;
  for (const order of [
    [0, 1, 2],
    [2, 1, 0],
    [0, 2, 1],
    [1, 0, 2],
  ]) {
    const blocks = [0, 1, 2].map(() => heap.allocate(4096));
    for (const i of order) heap.release(blocks[i]);
    const whole = heap.allocate(3 * 4096);
    expect(whole).toBe(Math.min(...blocks));
    heap.release(whole);
  }
  expect(heap.stats().used).toBe(used);
});

test("a program that makes and releases blocks again and again takes no more memory", () => {
  const round = (): void => {
    const blocks = Array.from({ length: 50 }, (_, i) => heap.allocate(1000 * (i + 1)));
    for (const block of blocks) heap.release(block);
  };
  round();
  const before = memoryBytes();
  for (let i = 0; i < 100; i++) round();
  expect(memoryBytes()).toBe(before);
});

test("releasing twice is refused", () => {
  const block = heap.allocate(64);
  heap.release(block);
  expect(() => heap.release(block)).toThrow(`heap: ${block} is not a reserved block; was it released twice?`);
});

test("in whatever order blocks come and go, no two in use overlap, and none is lost", () => {
  const action = fc.oneof(
    fc.record({ reserve: fc.integer({ min: 0, max: 400_000 }) }),
    fc.record({ release: fc.nat() }),
  );
  fc.assert(
    fc.property(fc.array(action, { maxLength: 80 }), (actions) => {
      const before = heap.stats();
      const blocks: [number, number][] = [];
      for (const next of actions) {
        if ("reserve" in next) {
          const start = heap.allocate(next.reserve);
          const end = start + Math.max(1, next.reserve);
          expect(start % 64).toBe(0);
          expect(end).toBeLessThanOrEqual(memoryBytes());
          for (const [a, b] of blocks) expect(start >= b || end <= a).toBe(true);
          blocks.push([start, end]);
        } else if (blocks.length > 0) heap.release(blocks.splice(next.release % blocks.length, 1)[0][0]);
      }
      for (const [start] of blocks) heap.release(start);
      expect(heap.stats()).toMatchObject({ used: before.used, blocks: before.blocks });
    }),
    { seed: 1, numRuns: 200 },
  );
});
