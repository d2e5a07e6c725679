import { expect, test } from "vitest";
import { Generator } from "../../core/random.ts";
import { looksLikeWalk } from "./random-walk.ts";

const RUNS = 200;

/** How many of two hundred series of such rows are taken for a walk. */
function taken(rows: number, make: (normal: (row: number) => number) => (row: number) => number): number {
  return Array.from({ length: RUNS }, (_, seed) => {
    const stream = new Generator(seed).stream("walk-test");
    const next = make((row) => stream.normal(row));
    return looksLikeWalk(Float64Array.from({ length: rows }, (_, row) => next(row)));
  }).filter((one) => one === true).length;
}

const autoregression =
  (weight: number, drift = 0) =>
  (normal: (row: number) => number) => {
    let at = 0;
    return (row: number) => (at = weight * at + drift + normal(row));
  };

test("95 of 100 random walks at least look like one, long or short, their steps normal, of heavy tails or of changing size", () => {
  const heavy = (normal: (row: number) => number) => {
    let at = 0;
    return (row: number) => {
      at += normal(3 * row) / Math.sqrt(0.1 + normal(3 * row + 1) ** 2 + normal(3 * row + 2) ** 2);
      return at;
    };
  };
  const calmAndWild = (normal: (row: number) => number) => {
    let at = 0;
    return (row: number) => {
      at += normal(row) * (Math.floor(row / 20) % 2 === 0 ? 1 : 4);
      return at;
    };
  };
  for (const rows of [61, 301]) {
    for (const walk of [autoregression(1), heavy, calmAndWild])
      expect(taken(rows, walk)).toBeGreaterThanOrEqual(0.95 * RUNS);
  }
});

test("what is drawn back to a level, lies around a line, goes on as it went or drifts does not", () => {
  const around = (slope: number) => (normal: (row: number) => number) => (row: number) => slope * row + normal(row);
  const smooth = (normal: (row: number) => number) => {
    let [at, speed] = [0, 0];
    return (row: number) => {
      speed = 0.9 * speed + normal(row);
      at += speed;
      return at;
    };
  };
  expect(taken(40, around(0))).toBeLessThan(0.02 * RUNS);
  expect(taken(40, around(0.2))).toBeLessThan(0.05 * RUNS);
  expect(taken(100, smooth)).toBeLessThan(0.02 * RUNS);
  expect(taken(300, autoregression(0.9))).toBeLessThan(0.25 * RUNS);
  expect(taken(300, autoregression(1, 0.4))).toBeLessThan(0.02 * RUNS);
});

test("of fewer than twenty changes nothing is told; a line and what stands still are no walk", () => {
  const line = (rows: number, slope: number) => Float64Array.from({ length: rows }, (_, row) => 3 + slope * row);
  expect(looksLikeWalk(line(20, 1))).toBe(undefined);
  expect([looksLikeWalk(line(21, 1)), looksLikeWalk(line(21, 0))]).toEqual([false, false]);
});
