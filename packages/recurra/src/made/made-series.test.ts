import { expect, test } from "vitest";
import { MADE_SEASONS, madeSeries } from "./made-series.ts";

const SOME = Array.from({ length: 400 }, (_, index) => index);

/** The autocorrelation of the changes from row to row at a lag. */
function changesAt(values: Float64Array, lag: number): number {
  const changes = values.slice(1).map((value, t) => value - values[t]!);
  const mean = changes.reduce((sum, value) => sum + value, 0) / changes.length;
  let product = 0;
  let squares = 0;
  for (let t = 0; t < changes.length; t++) {
    squares += (changes[t]! - mean) ** 2;
    if (t >= lag) product += (changes[t]! - mean) * (changes[t - lag]! - mean);
  }
  return product / squares;
}

test("every series is finite, has the rows asked for, and few of them stand still", () => {
  let still = 0;
  for (const index of SOME) {
    const { values } = madeSeries({ index, rows: 200 });
    expect(values).toHaveLength(200);
    expect(values.every((value) => Number.isFinite(value))).toBe(true);
    if (values.every((value) => value === values[0])) still++;
  }
  expect(still).toBeLessThan(5);
});

test("a series hangs on its seed and its index alone", () => {
  const one = madeSeries({ seed: 3, index: 7 });
  madeSeries({ seed: 3, index: 6 });
  expect(madeSeries({ seed: 3, index: 7 })).toEqual(one);
  expect(madeSeries({ seed: 4, index: 7 }).values).not.toEqual(one.values);
  expect(madeSeries({ seed: 3, index: 8 }).values).not.toEqual(one.values);
});

test("most series of a season repeat at it, and those that are said to have none do not", () => {
  for (const season of MADE_SEASONS) {
    const made = SOME.slice(0, 150).map((index) => madeSeries({ index, season }));
    const repeats = (seasonal: boolean) => {
      const those = made.filter((one) => one.seasonal === seasonal);
      return those.filter((one) => changesAt(one.values, season) > 0.3).length / Math.max(1, those.length);
    };
    expect(repeats(true), `${season}`).toBeGreaterThan(0.3);
    expect(repeats(false), `${season}`).toBeLessThan(0.25);
  }
});

test("without a season asked for, all seasons and none come up, and the season is told", () => {
  const seen = new Map<number | undefined, number>();
  for (const index of SOME) {
    const { season, values } = madeSeries({ index });
    expect(values).toHaveLength(18 * (season ?? 24));
    seen.set(season, (seen.get(season) ?? 0) + 1);
  }
  expect([...seen.keys()].sort()).toEqual([...MADE_SEASONS, undefined].sort());
  expect(seen.get(undefined)! / SOME.length).toBeGreaterThan(0.15);
  expect(madeSeries({ season: "none" })).toMatchObject({ season: undefined, seasonal: false });
});

test("some are counts, some never fall below a ground, some grow by shares", () => {
  const made = SOME.map((index) => madeSeries({ index, rows: 300 }).values);
  const share = (fits: (values: Float64Array) => boolean) => made.filter(fits).length / made.length;
  expect(share((values) => values.every((value) => Number.isInteger(value) && value >= 0))).toBeGreaterThan(0.08);
  const atGround = (values: Float64Array) => values.filter((value) => value === 0).length > 30;
  expect(share((values) => atGround(values) && !values.every((value) => value === 0))).toBeGreaterThan(0.05);
  expect(share((values) => values.every((value) => value > 0))).toBeGreaterThan(0.3);
});

test.each([
  [{ season: 1 }, 'madeSeries: season must be a whole number from 2 to 10,000 or "none", but it is 1.'],
  [{ rows: 1.5 }, "madeSeries: rows must be a whole number from 2 to 10,000,000, but it is 1.5."],
  [{ index: -1 }, "madeSeries: index must be a whole number from 0, but it is -1."],
  [{ length: 3 }, /madeSeries: there is no option "length"/],
])("%j is refused", (options, message) => {
  expect(() => madeSeries(options as object)).toThrow(message);
});
