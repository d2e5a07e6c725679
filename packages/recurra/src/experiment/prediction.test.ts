import { expect, test } from "vitest";
import { Series } from "../data/index.ts";
import { mae } from "../evaluation/index.ts";
import { Forecaster } from "../forecast/index.ts";
import { predictNext } from "./prediction.ts";

const day = 86_400_000;
const rows = 60;
const columns = {
  v: Array.from({ length: rows }, (_, i) => 20 + Math.abs((i % 8) - 4)),
  w: Array.from({ length: rows }, (_, i) => i % 3),
};
const times = Array.from({ length: rows }, (_, i) => day * (19_000 + i));
const series = Series.fromColumns(columns, { times, name: "v.csv" });

const forecaster = new Forecaster({ target: "v", inputs: ["w"], horizon: 3, lookback: 4, hiddenSize: 3, epochs: 1 });
for await (const _ of forecaster.fit(series.slice(0, 50))) void _;

test("the rows after the last: the forecaster's own, with nothing to compare them with", () => {
  const { forecast, errors, asOf, data, model } = predictNext(forecaster, series);
  const own = forecaster.predict(series);
  expect(forecast.map(({ time, value }) => ({ time, value }))).toEqual(own.map(({ time, value }) => ({ time, value })));
  expect(forecast.every(({ actual, seenByFit }) => actual === null && seenByFit === false)).toBe(true);
  expect([errors, asOf, data.file, model.horizon]).toEqual([null, null, "v.csv", 3]);
});

test("as of an earlier row, the true values stand beside it, and whether the fit has seen them", () => {
  const from = series.times.label(48);
  const { forecast, errors, asOf } = predictNext(forecaster, series, { from });
  expect(asOf).toBe(series.times.label(47));
  expect(forecast.map(({ actual }) => actual)).toEqual(columns.v.slice(48, 51));
  expect(forecast.map(({ seenByFit }) => seenByFit)).toEqual([true, true, false]);
  const truths = columns.v.slice(48, 51);
  const values = forecast.map(({ value }) => value);
  expect(errors).toEqual({
    rows: 3,
    mae: mae(truths, values),
    lastValueMae: mae(
      truths,
      truths.map(() => columns.v[47]),
    ),
  });
  expect(values).toEqual([...forecaster.predictAt(series, Uint32Array.of(48))]);
});

test("at the end of the series some rows have no true value", () => {
  const { forecast, errors } = predictNext(forecaster, series, { from: series.times.label(58) });
  expect(forecast.map(({ actual }) => actual)).toEqual([columns.v[58], columns.v[59], null]);
  expect(errors?.rows).toBe(2);
});

test("it is plain: JSON carries it unchanged", () => {
  const result = predictNext(forecaster, series, { from: series.times.label(50) });
  expect(JSON.parse(JSON.stringify(result))).toEqual(result);
});

test.each([
  [series.slice(0, 3), {}, "v.csv: the model looks back on 4 rows, but there are 3. Give a longer series."],
  [
    series,
    { from: "2100-01-01" },
    /^v\.csv: from: "2100-01-01": there is no row at that time or later\. The series has 60 rows, .*Leave from out/,
  ],
  [
    series,
    { from: series.times.label(2) },
    /^v\.csv: the model looks back on 4 rows, but before .* there are 2\. Name a later row with from\.$/,
  ],
  [series.select(["w"]), {}, 'v.csv: there is no column "v". Nearest: "w".'],
  [series, { form: "2100" } as object, 'prediction: there is no option "form". Say from or sort.'],
  [
    Series.fromColumns(columns, { times: times.map((time) => time / 24), name: "h.csv" }),
    {},
    /its rows have the step: 1 hour, but the model was fitted on rows with the step: 1 day.*anyStep: true/,
  ],
])("what does not fit the model is refused: %#", (given, settings, message) => {
  expect(() => predictNext(forecaster, given, settings)).toThrow(message);
});

test("a hole that the forecast does not read does no harm; one that it reads is repaired or refused", () => {
  const holes = (row: number) =>
    Series.fromColumns(
      { ...columns, w: columns.w.map((value, i) => (i === row ? Number.NaN : value)) },
      { times, name: "v.csv" },
    );
  const whole = predictNext(forecaster, series).forecast;
  expect(predictNext(forecaster, holes(20)).forecast).toEqual(whole);
  expect(() => predictNext(forecaster, holes(57))).toThrow('column "w" has 1 missing cell');
  expect(predictNext(forecaster, holes(57), { repair: "forward-fill" }).data.notes).toHaveLength(1);
});
