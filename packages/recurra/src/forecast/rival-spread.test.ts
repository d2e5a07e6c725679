import { expect, test } from "vitest";
import { Generator } from "../core/random.ts";
import { HEAD_QUANTILES } from "../nn/networks/forecast-head.ts";
import { headForm, pointForm } from "./rival-spread.ts";

const chance = new Generator(5).stream("errors");
const normal = Float64Array.from({ length: 4000 }, (_, at) => (at % 2 === 0 ? 0.5 : 2) * chance.normal(at));

/** df and scale of both steps. */
function studentOf(errors: Float64Array) {
  const [df, middle, first, , , second] = headForm("studentT", errors, 2)(Float32Array.of(7, 8)).toArray();
  return { df, middle, scales: [first, second] };
}

test("a value alone is what it is", () => {
  expect(pointForm(2)(Float32Array.of(1, 2, 3, 4)).shape).toEqual([2, 2]);
});

test("normal errors have the scales of their steps, and tails of a normal distribution", () => {
  const { df, middle, scales } = studentOf(normal);
  expect(df).toBeGreaterThanOrEqual(25);
  expect(middle).toBe(7);
  expect(scales[0]).toBeGreaterThan(0.47);
  expect(scales[0]).toBeLessThan(0.53);
  expect(scales[1]).toBeGreaterThan(1.88);
  expect(scales[1]).toBeLessThan(2.12);
});

test("a few large errors make the tails heavier and leave the scales nearly as they are", () => {
  const { df, scales } = studentOf(normal.map((error, at) => (at % 40 < 2 ? 12 * error : error)));
  expect(df).toBeLessThan(7);
  expect(scales[0]).toBeGreaterThan(0.35);
  expect(scales[0]).toBeLessThan(0.6);
});

test("a rival that never errs has the smallest scale, and no number that is none", () => {
  const { scales } = studentOf(new Float64Array(8));
  expect(scales).toEqual([Math.fround(1e-6), Math.fround(1e-6)]);
});

test("quantiles lie around the forecast as the errors of its step do, and rise", () => {
  const numbers = headForm("quantile", normal, 2)(Float32Array.of(10, 10)).toArray();
  const count = HEAD_QUANTILES.length;
  const [first, second] = [numbers.slice(0, count), numbers.slice(count)];
  expect(numbers).toHaveLength(2 * count);
  expect([...first]).toEqual([...first].sort((a, b) => a - b));
  expect(first[4]).toBeCloseTo(10, 1);
  expect(second[8] - 10).toBeCloseTo(1.96 * 2, 0);
  expect(first[8] - 10).toBeLessThan(1.96 * 0.6);
});
