import { expect, test } from "vitest";
import { Pace } from "./pace.ts";

/** A clock that a test moves. */
function clocked(): { pace: Pace; step: (ms: number, epoch?: number, threads?: number, loss?: number) => boolean } {
  let now = 0;
  const pace = new Pace(() => now);
  const step = (ms: number, epoch = 1, threads = 1, loss = 0.5): boolean => {
    now += ms;
    return pace.count({ epoch, batch: 1, loss, norm: 1, threads });
  };
  return { pace, step };
}

test("the time of a batch is that of those after the first ones, which are slower", () => {
  const { pace, step } = clocked();
  step(5000);
  for (let i = 0; i < 3; i++) step(300); // 900 ms
  for (let i = 0; i < 19; i++) step(100);
  expect(pace.batchTime).toBeUndefined();
  step(100);
  expect(pace.batchTime).toBe(100);
  for (let i = 0; i < 50; i++) step(900);
  expect(pace.batchTime).toBe(100);
});

test("threads that join begin the measurement anew", () => {
  const { pace, step } = clocked();
  for (let i = 0; i < 12; i++) step(200);
  for (let i = 0; i < 40; i++) step(110, 1, 2);
  expect(pace.batchTime).toBeCloseTo(110);
  expect(pace.threads).toBe(2);
});

test("what lies between two epochs is not a batch's time", () => {
  const { pace, step } = clocked();
  for (let epoch = 1; epoch <= 20; epoch++) {
    step(3000, epoch);
    for (let i = 0; i < 3; i++) step(100, epoch);
  }
  expect(pace.batchTime).toBeCloseTo(100);
});

test("a fit is told of now and then: nothing in its first fifth of a second, and then as often", () => {
  const { step } = clocked();
  expect([150, 40, 30, 100, 90, 20].map((ms) => step(ms))).toEqual([false, false, true, false, false, true]);
});

test("the loss is the mean of the epoch's batches so far", () => {
  const { pace, step } = clocked();
  for (const loss of [1, 2]) step(10, 1, 1, loss);
  expect(pace.loss).toBe(1.5);
  step(10, 2, 1, 5);
  expect(pace.loss).toBe(5);
});
