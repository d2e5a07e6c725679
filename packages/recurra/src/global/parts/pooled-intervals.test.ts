import { expect, test } from "vitest";
import { errorScale, intervalsOf, poolErrors } from "./pooled-intervals.ts";

test("a radius is the quantile of the errors of all series, each in units of what its own series errs", () => {
  // Two series that err alike but for their scale, forty windows of two steps each; the second step errs twice as much.
  const errors = (scale: number) =>
    Float64Array.from({ length: 80 }, (_, at) => scale * (1 + ((at >> 1) % 10)) * (1 + (at & 1)));
  const series = [1, 100].map((unit) => ({ unit, errors: errors(unit) }));
  const pooled = poolErrors(series, 2, [0.5, 0.9])!;
  expect(pooled.usual).toBeCloseTo(8.25, 12);
  const [one, hundred] = series.map((each) => intervalsOf(pooled, errorScale(each, 2, pooled.usual)));
  expect(one.level).toBe(0.5);
  // Of eighty errors the forty-first: 6 at the first step, 12 at the second; of 90 % the seventy-third.
  expect(one.radius).toEqual([expect.closeTo(6, 9), expect.closeTo(12, 9)]);
  expect(one.further).toEqual([{ level: 0.9, radius: [expect.closeTo(10, 9), expect.closeTo(20, 9)] }]);
  expect(hundred.radius!.map((radius) => radius / 100)).toEqual([expect.closeTo(6, 9), expect.closeTo(12, 9)]);
});

test("intervals are wider where one half of a series' windows does not tell what the other half errs", () => {
  const of = (error: (at: number) => number) => {
    const errors = Float64Array.from({ length: 400 }, (_, at) => error(at));
    return poolErrors([{ unit: 1, errors }], 1, [0.9])!.radii[0]![0];
  };
  const steady = of((at) => (at % 2 === 0 ? 1 : 5));
  const changed = of((at) => (at < 200 ? 1 : 5));
  expect(changed).toBeGreaterThan(1.5 * steady);
});

test("what a series errs is drawn to what is usual where it has few windows", () => {
  const scale = (windows: number) => errorScale({ unit: 10, errors: new Float64Array(windows).fill(1) }, 1, 0.5);
  expect([scale(0), scale(60), scale(5940)]).toEqual([5, 3, expect.closeTo(1.04, 9)]);
});

test("a level that needs more windows than there are has no radius, and without windows there are no intervals", () => {
  const { radii } = poolErrors([{ unit: 1, errors: Float64Array.of(1, 2, 3) }], 1, [0.5, 0.95])!;
  expect(radii[1]).toBeNull();
  expect(radii[0]).toHaveLength(1);
  expect(poolErrors([{ unit: 1, errors: new Float64Array() }], 1, [0.9])).toBeUndefined();
});

test("radii follow the changes of the season where such intervals score better, and not else", () => {
  // Errors of up to four, at every second step ten times that.
  const errors = Float64Array.from({ length: 400 }, (_, at) => (1 + ((at >> 1) % 4)) * (at % 4 < 2 ? 1 : 10));
  const of = (change: (at: number) => number) =>
    poolErrors([{ unit: 1, errors, changes: errors.map((_, at) => change(at)) }], 2, [0.9, 0.5], 4)!;
  const follows = of((at) => (at % 4 < 2 ? 0.2 : 2));
  expect(follows.seasonal?.rows).toBe(4);
  const [quiet, loud] = [0.2, 2].map((change) => intervalsOf(follows, 10, Float64Array.of(change, change)));
  expect(loud.radius!.map((radius, step) => radius / quiet.radius![step])).toEqual([
    expect.closeTo(10, 9),
    expect.closeTo(10, 9),
  ]);
  // Where changes are not known, those of all.
  expect(intervalsOf(follows, 10).radius).toEqual(follows.radii[0]!.map((one) => one * 10));
  expect(of((at) => (at % 4 < 2 ? 2 : 0.2)).seasonal).toBeUndefined();
  expect(of(() => 1).seasonal).toBeUndefined();
});
