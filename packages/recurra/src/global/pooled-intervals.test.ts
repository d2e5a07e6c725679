import { expect, test } from "vitest";
import { errorScale, intervalsOf, poolErrors } from "./pooled-intervals.ts";

test("a radius is the quantile of the errors of all series, each in units of what its own series errs", () => {
  // Two series that err alike but for their scale, nine windows of two steps each; the second step errs twice as much.
  const errors = (scale: number) =>
    Float64Array.from({ length: 18 }, (_, at) => scale * (1 + (at >> 1)) * (1 + (at & 1)));
  const series = [1, 100].map((unit) => ({ unit, errors: errors(unit) }));
  const pooled = poolErrors(series, 2, [0.5, 0.9])!;
  expect(pooled.usual).toBeCloseTo(7.5, 12);
  const [one, hundred] = series.map((each) => intervalsOf(pooled, errorScale(each, 2, pooled.usual)));
  expect(one.level).toBe(0.5);
  // Of eighteen errors the tenth: 5 at the first step, 10 at the second; of 90 % the eighteenth.
  expect(one.radius!.map((radius) => radius)).toEqual([expect.closeTo(5, 9), expect.closeTo(10, 9)]);
  expect(one.further).toEqual([{ level: 0.9, radius: [expect.closeTo(9, 9), expect.closeTo(18, 9)] }]);
  expect(hundred.radius!.map((radius) => radius / 100)).toEqual([expect.closeTo(5, 9), expect.closeTo(10, 9)]);
});

test("what a series errs is drawn to what is usual where it has few windows", () => {
  const scale = (windows: number) => errorScale({ unit: 10, errors: new Float64Array(windows).fill(1) }, 1, 0.5);
  expect([scale(0), scale(4), scale(396)]).toEqual([5, 3, expect.closeTo(1.04, 9)]);
});

test("a level that needs more windows than there are has no radius, and without windows there are no intervals", () => {
  const { radii } = poolErrors([{ unit: 1, errors: Float64Array.of(1, 2, 3) }], 1, [0.5, 0.95])!;
  expect(radii[1]).toBeNull();
  expect(radii[0]).toHaveLength(1);
  expect(poolErrors([{ unit: 1, errors: new Float64Array() }], 1, [0.9])).toBeUndefined();
});
