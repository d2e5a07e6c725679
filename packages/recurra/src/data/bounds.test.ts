import { expect, test } from "vitest";
import { Generator } from "../core/random.ts";
import { clip, findMin } from "./bounds.ts";

const values = (length: number, of: (i: number) => number): Float64Array =>
  Float64Array.from({ length }, (_, i) => of(i));

test("clip moves a value to the nearest end, and leaves one within and one that is not finite alone", () => {
  expect([-1, 0, 5, 11].map((value) => clip(value, { min: 0, max: 10 }))).toEqual([0, 0, 5, 10]);
  expect([clip(-1, {}), clip(-1, { max: 3 }), clip(9, { min: 3 })]).toEqual([-1, -1, 9]);
  expect(clip(Number.NaN, { min: 0, max: 1 })).toBeNaN();
});

test("counts, sales and solar power, whose lowest values are at 0 or near it, have their end there", () => {
  expect(findMin(values(200, (i) => i % 5))).toBe(0);
  expect(findMin(values(240, (i) => Math.max(0, 6 - Math.abs((i % 24) - 12))))).toBe(0);
  const random = new Generator(1).stream("sales");
  expect(findMin(values(500, (i) => 40 * random.uniform(i)))).toBe(0);
  expect(findMin(Float64Array.of(0, 0, 0, Number.NaN, 4, 5))).toBe(0);
});

test("nothing is found where values are below 0, far above it, all 0, or few come near it", () => {
  expect(findMin(values(200, (i) => (i % 5) - 1))).toBeUndefined();
  expect(findMin(values(200, (i) => 100 + (i % 50)))).toBeUndefined();
  expect(findMin(values(200, () => 0))).toBeUndefined();
  expect(findMin(values(1000, (i) => (i < 3 ? 0 : 10 + (i % 9))))).toBeUndefined();
  expect(findMin(Float64Array.of(0, 0, 7, 8))).toBeUndefined();
  expect(findMin(new Float64Array(0))).toBeUndefined();
});

test("a walk from 0, which knows no end, is hardly ever given one", () => {
  let found = 0;
  for (let seed = 0; seed < 400; seed++) {
    const random = new Generator(seed).stream("walk");
    const walk = values(300, (i) => random.normal(i));
    for (let i = 1; i < walk.length; i++) walk[i] += walk[i - 1];
    if (findMin(walk) !== undefined) found++;
  }
  expect(found).toBeLessThanOrEqual(8);
});
