import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import * as arena from "./arena.ts";
import { memoryBytes } from "./engine.ts";
import * as heap from "./heap.ts";

const bottom = arena.mark();
afterEach(() => {
  arena.resetTo(bottom);
  arena.setLimit(2 ** 30);
});

test("step memory lies at multiples of 64 and does not overlap", () => {
  const pointers = [1, 4, 64, 65, 100].map((bytes) => [arena.allocate(bytes), bytes]);
  for (let i = 0; i < pointers.length; i++) {
    expect(pointers[i][0] % 64).toBe(0);
    if (i > 0) expect(pointers[i][0]).toBeGreaterThanOrEqual(pointers[i - 1][0] + pointers[i - 1][1]);
  }
});

test("going back to a mark gives the same addresses again", () => {
  arena.allocate(1000);
  const mark = arena.mark();
  const first = arena.allocate(5000);
  arena.resetTo(mark);
  expect(arena.allocate(5000)).toBe(first);
});

test("a request larger than a segment gets one of its own", () => {
  const large = 5 * 2 ** 20;
  const pointer = arena.allocate(large);
  const after = arena.allocate(64);
  expect(after).toBeGreaterThanOrEqual(pointer + large);
});

test("the same requests take no memory from the second step on, also when the heap grows between segments", () => {
  const step = (first: boolean): void => {
    for (let i = 0; i < 60; i++) {
      arena.allocate(300_000 + 7_000 * i);
      if (first && i % 9 === 0) heap.allocate(1_500_000);
    }
    arena.resetTo(bottom);
  };
  step(true);
  const before = memoryBytes();
  for (let i = 0; i < 20; i++) step(false);
  expect(memoryBytes()).toBe(before);
});

test("segments that touch become one when the step ends", () => {
  for (let i = 0; i < 100; i++) arena.allocate(900_000);
  const { segments } = arena.stats();
  arena.resetTo(bottom);
  expect(arena.stats().segments).toBeLessThan(segments);
  expect(arena.stats().used).toBe(0);
});

test("a step over the limit is told how to end", () => {
  arena.setLimit(arena.stats().capacity);
  const fill = (): void => {
    for (;;) arena.allocate(100_000);
  };
  expect(fill).toThrow(/the current step holds \d+ bytes and asks for more; the limit is \d+ bytes of step memory\./);
  expect(fill).toThrow(
    "Call loss.backward(), or wrap work that needs no gradient in noGrad(() => ...), or wrap a part whose intermediate tensors " +
      "may go in scope(() => ...), or if one step really needs more, call setStepMemoryLimit(bytes).",
  );
});

test("a limit that is no number above 0 is refused", () => {
  for (const limit of [Number.NaN, 0, -1]) {
    expect(() => arena.setLimit(limit)).toThrow(
      `setStepMemoryLimit: bytes must be a number above 0, but it is ${limit}.`,
    );
  }
});

test("whatever is reserved, and whatever is gone back to, no two blocks in use overlap", () => {
  const action = fc.oneof(
    { weight: 4, arbitrary: fc.record({ reserve: fc.integer({ min: 0, max: 700_000 }) }) },
    { weight: 1, arbitrary: fc.record({ reserve: fc.integer({ min: 1 << 20, max: 3 << 20 }) }) },
    { weight: 1, arbitrary: fc.constant({ enter: true } as const) },
    { weight: 1, arbitrary: fc.constant({ leave: true } as const) },
    { weight: 1, arbitrary: fc.record({ heap: fc.integer({ min: 1, max: 2 << 20 }) }) },
  );
  fc.assert(
    fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
      const frames = [{ mark: arena.mark(), blocks: 0 }];
      const blocks: [number, number][] = [];
      const persistent: [number, number][] = [];
      for (const next of actions) {
        if ("reserve" in next) {
          const start = arena.allocate(next.reserve);
          const end = start + Math.max(1, next.reserve);
          expect(start % 64).toBe(0);
          expect(end).toBeLessThanOrEqual(memoryBytes());
          for (const [a, b] of [...blocks, ...persistent]) expect(start >= b || end <= a).toBe(true);
          blocks.push([start, end]);
        } else if ("heap" in next) {
          const start = heap.allocate(next.heap);
          for (const [a, b] of blocks) expect(start >= b || start + next.heap <= a).toBe(true);
          persistent.push([start, start + next.heap]);
        } else if ("enter" in next) frames.push({ mark: arena.mark(), blocks: blocks.length });
        else if (frames.length > 1) {
          const frame = frames.pop()!;
          arena.resetTo(frame.mark);
          blocks.length = frame.blocks;
        }
      }
      arena.resetTo(frames[0].mark);
      for (const [start] of persistent) heap.release(start);
    }),
    { seed: 1, numRuns: 200 },
  );
});

test("one request that the limit is not made for is told apart from a step that never ends", () => {
  arena.setLimit(2 ** 21);
  expect(() => arena.allocate(2 ** 30)).toThrow(/one operation asks for 1073741824 bytes.*the limit is 2097152/);
  expect(() => {
    for (let i = 0; i < 10_000; i++) arena.allocate(100_000);
  }).toThrow(/the current step holds \d+ bytes and asks for more/);
});
