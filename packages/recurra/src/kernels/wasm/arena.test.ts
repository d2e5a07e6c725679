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
    "call loss.backward(), or wrap work that needs no gradient in noGrad(() => ...) and a part whose intermediate tensors " +
      "may go in scope(() => ...). If one step really needs more, call setStepMemoryLimit(bytes).",
  );
});
