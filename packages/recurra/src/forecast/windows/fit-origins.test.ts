import { expect, test } from "vitest";
import { Series } from "../../data/index.ts";
import { Forecaster } from "../forecaster.ts";
import { fitOrigins, lookbackInRuns, measuredTargets, requireFitOrigins } from "./fit-origins.ts";

const DAY = 86_400_000;
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

/** Days without those at `left`. */
function days(count: number, left: readonly number[] = []): Series {
  const kept = range(0, count).filter((day) => !left.includes(day));
  const x = kept.map((day) => 100 + 10 * (day % 7) + (day % 3));
  return Series.fromColumns({ x }, { times: kept.map((day) => Date.UTC(2021, 0, 4) + day * DAY), name: "sales.csv" });
}

const shape = { target: "x", inputs: ["x"], lookback: 7, horizon: 3 };

test("windows of a fit lie between the gaps", () => {
  const series = days(60, [20, 21]);
  expect([...fitOrigins(series, shape)]).toEqual([...range(7, 18), ...range(27, 56)]);
});

test("a window more than half of whose target was made is not learned from; errors are taken where all was measured", () => {
  const series = days(60, [20, 21]).fillGaps("seasonal");
  const all = range(7, 58);
  // Of three target rows two are made at 19 (19, 20, 21), at 20 (20, 21, 22), and one at 18 and 21.
  expect([...fitOrigins(series, shape)]).toEqual(all.filter((origin) => origin !== 19 && origin !== 20));
  expect([...measuredTargets(series, shape, Uint32Array.from(all))]).toEqual(
    all.filter((origin) => origin < 18 || origin > 21),
  );
  const whole = Uint32Array.of(7, 8);
  expect(measuredTargets(days(60), shape, whole)).toBe(whole);
});

test("a default lookback leaves at least half as many windows as the shortest would have", () => {
  expect(lookbackInRuns(days(60), 3, 28)).toBe(28);
  // Runs of 10 rows: with a lookback of one row 7 windows each, with 4 rows 4, with 5 rows 3.
  const often = days(
    120,
    range(0, 120).filter((day) => day % 12 >= 10),
  );
  expect(lookbackInRuns(often, 3, 28)).toBe(4);
  expect(lookbackInRuns(often, 3, 2)).toBe(2);
});

test("without a window between the gaps, the longest run is named, and what would do", () => {
  const left = [...range(0, 120).filter((day) => day % 14 >= 12 && day > 20)];
  const series = days(120, left);
  const model = new Forecaster({ target: "x", lookback: 20, horizon: 7 });
  expect(() => model.layout(series)).toThrow(
    "sales.csv: lookback 20 + horizon 7 needs 27 rows, but the longest run without gaps has 26 (2021-01-04 to 2021-01-29). " +
      'Fill the gaps with fillGaps: "seasonal", or use lookback: 12, the longest that has windows, or shorten the horizon.',
  );
  // One run has room for windows to learn from, but for none to validate on.
  expect(() => new Forecaster({ target: "x", lookback: 19, horizon: 7 }).layout(series)).toThrow(
    "lookback 19 + horizon 7 needs 26 rows and 7 more to choose the number of epochs, but the longest run without gaps has 26",
  );
  expect(() => requireFitOrigins(series, { ...shape, lookback: 19, horizon: 7 }, Uint32Array.of(19), 0)).not.toThrow();
});

test("a forecast is refused where times are missing among the rows that it reads, and holidays are none", async () => {
  const model = new Forecaster({ target: "x", lookback: 7, horizon: 3, hiddenSize: 2, epochs: 1, seed: 1 });
  for await (const _ of model.fit(days(60))) {
    // to its end
  }
  const late = days(40, [35, 36]);
  expect(() => model.predict(late)).toThrow(
    "sales.csv: 2 rows are missing between 2021-02-07 and 2021-02-10, among the 7 that the forecast reads. " +
      'A forecast goes by rows, and the step is: 1 day. Fill the gap with fillGaps: "seasonal".',
  );
  expect(model.predict(days(50, [35, 36]))).toHaveLength(3);
  expect(model.predict(late.fillGaps("seasonal"))).toHaveLength(3);
  model.dispose();
});

test("few rows of business days around a holiday are forecast: they do not show the step that the fit had", async () => {
  const business = range(0, 140).filter((day) => day % 7 < 5);
  const times = business.map((day) => Date.UTC(2021, 0, 4) + day * DAY);
  const x = business.map((day) => day % 7);
  const model = new Forecaster({ target: "x", lookback: 5, horizon: 2, hiddenSize: 2, epochs: 1, seed: 1 });
  for await (const _ of model.fit(Series.fromColumns({ x }, { times }))) {
    // to its end
  }
  // Wednesday and Thursday, then Tuesday to Thursday behind Easter.
  const easter = ["2021-03-31", "2021-04-01", "2021-04-06", "2021-04-07", "2021-04-08"];
  expect(model.predict(Series.fromColumns({ x: [2, 3, 1, 2, 3] }, { times: easter }))).toHaveLength(2);
  model.dispose();
});
