import { expect, test } from "vitest";
import { cutSeries, msis, readRows, scoreSeries } from "./m4.mjs";

const seasons = [{ rows: 2, name: "2 rows", found: true }];
const known = Float64Array.of(1, 2, 3, 5, 4, 8);
const constant = (value, spread) => ({
  name: "constant",
  forecastSeries: ({ series, horizon }) =>
    series.map(() => ({
      values: new Float64Array(horizon).fill(value),
      lower: new Float64Array(horizon).fill(value - spread),
      upper: new Float64Array(horizon).fill(value + spread),
    })),
});

test("a row is a name and its values, quoted or not, and may end in empty cells", () => {
  const rows = readRows('"V1","V2","V3"\n"H1","605","586"\r\nH2,7,NA\nH3,8,\n');
  expect([...rows].map(([name, values]) => [name, ...values])).toEqual([
    ["H1", 605, 586],
    ["H2", 7],
    ["H3", 8],
  ]);
});

test("MASE, sMAPE, MSIS and coverage are those worked out by hand", async () => {
  // Steps over a season of 2: 2, 3, 1, 3: their mean is 9 / 4. Errors of 6: 1, 4.
  const parts = [{ name: "a", known, truth: Float64Array.of(7, 10) }];
  const scores = await scoreSeries(constant(6, 2), parts, { horizon: 2, seasons });
  expect(scores.mase).toBeCloseTo(2.5 / 2.25, 12);
  expect(scores.smape).toBeCloseTo(100 * (1 / 6.5 + 4 / 8) * 0.5, 12);
  // Intervals [4, 8] are 4 wide; 10 lies 2 above, at 2 / 0.05 each.
  expect(scores.msis).toBeCloseTo((4 + 4 + 40 * 2) / 2 / 2.25, 9);
  expect(scores.coverage).toBe(0.5);
  expect(scores.series).toBe(1);
});

test("MSIS charges a truth below its interval as one above", () => {
  expect(msis([0], [3], [5], 1, 0.9)).toBeCloseTo(2 + 20 * 3, 9);
  expect(msis([8], [3], [5], 2, 0.9)).toBeCloseTo((2 + 20 * 3) / 2, 9);
  expect(msis([4], [3], [5], 1, 0.9)).toBe(2);
});

test("scores are means over series, not over rows, and a series without a forecast is not counted", async () => {
  const parts = [
    { name: "a", known, truth: Float64Array.of(7, 7) },
    { name: "b", known, truth: Float64Array.of(6, 6) },
    { name: "c", known, truth: Float64Array.of(6, 6) },
  ];
  const some = { name: "some", forecastSeries: (asked) => constant(6, 0).forecastSeries(asked).with(2, undefined) };
  const scores = await scoreSeries(some, parts, { horizon: 2, seasons });
  expect(scores.mase).toBeCloseTo(1 / 2.25 / 2, 12);
  expect(scores.series).toBe(2);
});

test("without test rows the last ones of the known score, and with them all known ones are seen", () => {
  const train = new Map([["a", known]]);
  const cut = { horizon: 2, season: 2 };
  const [validation] = cutSeries(train, undefined, cut);
  expect([...validation.known]).toEqual([1, 2, 3, 5]);
  expect([...validation.truth]).toEqual([4, 8]);
  const [tested] = cutSeries(train, new Map([["a", Float64Array.of(9, 10, 11)]]), cut);
  expect([...tested.known]).toEqual([...known]);
  expect([...tested.truth]).toEqual([9, 10]);
  expect(() => cutSeries(train, new Map([["a", Float64Array.of(9)]]), cut)).toThrow(
    "a: the test file has 1 rows of it, not 2.",
  );
});

test("no view leads from what a method is given to a row that scores", async () => {
  const seen = [];
  const method = {
    name: "curious",
    forecastSeries({ series, horizon }) {
      seen.push(...series.map((values) => new Float64Array(values.buffer).length));
      return series.map(() => ({ values: new Float64Array(horizon) }));
    },
  };
  const parts = cutSeries(new Map([["a", known]]), undefined, { horizon: 2, season: 2 });
  await scoreSeries(method, parts, { horizon: 2, seasons });
  expect(seen).toEqual([4]);
});

test("some of the series are evenly spaced, and those without a season are left out", () => {
  const train = new Map(["a", "b", "c", "d"].map((name) => [name, known]));
  const cut = { horizon: 2, season: 2, count: 2 };
  expect(cutSeries(train, undefined, cut).map(({ name }) => name)).toEqual(["a", "c"]);
  train.set("a", Float64Array.of(1, 2, 3));
  expect(cutSeries(train, undefined, cut).map(({ name }) => name)).toEqual(["c"]);
});
