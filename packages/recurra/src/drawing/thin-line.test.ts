import { expect, test } from "vitest";
import { thinLine } from "./thin-line.ts";

test("a line with few points keeps them all", () => {
  const points = Array.from({ length: 20 }, (_, x) => ({ x, y: x * x }));
  expect(thinLine(points, 10)).toBe(points);
});

test("a long line keeps its ends and every peak, at two points for each column of pixels at most", () => {
  const points = Array.from({ length: 10_000 }, (_, at) => ({ x: at / 100, y: Math.sin(at / 7) }));
  points[4321] = { x: 43.21, y: 50 };
  points[7654] = { x: 76.54, y: -50 };
  const thinned = thinLine(points, 100);
  expect(thinned.length).toBeLessThanOrEqual(202);
  for (const at of [0, 4321, 7654, 9999]) expect(thinned).toContain(points[at]);
  expect(thinned).toEqual([...thinned].sort((a, b) => a.x - b.x));
});

test("on an axis where points lie closer on one side, each column of pixels keeps its own", () => {
  const points = Array.from({ length: 10_000 }, (_, at) => ({ x: 100 * Math.log10(at + 1), y: at % 2 }));
  const thinned = thinLine(points, 400);
  expect(thinned.slice(0, 5)).toEqual(points.slice(0, 5));
  expect(thinned.length).toBeLessThanOrEqual(802);
});

test("a path that turns back keeps its outermost points in their order", () => {
  const points = Array.from({ length: 5_000 }, (_, at) => ({ x: Math.cos(at / 100), y: Math.sin(at / 100) }));
  points[2500] = { x: -9, y: 0 };
  const thinned = thinLine(points, 200);
  expect(thinned.length).toBeLessThanOrEqual(402);
  expect(thinned).toContain(points[2500]);
  expect(thinned).toEqual(points.filter((point) => thinned.includes(point)));
});
