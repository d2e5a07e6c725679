// What an experiment and a prediction make of columns that are known ahead.
import { expect, test } from "vitest";
import { shop } from "../ahead/ahead.fixture.ts";
import { Series } from "../data/index.ts";
import { readForecaster } from "../forecast/index.ts";
import { Experiment } from "./experiment.ts";
import { predictNext } from "./prediction.ts";
import type { ExperimentResult } from "./result.ts";
import { readSettings } from "./settings.ts";

const { series, promo, price } = shop(240, 10);
const known = series.slice(0, 240);
const settings = { target: "sales", horizon: 7, lookback: 14, model: "linear", future: ["promo", "price"] } as const;

async function run(given: Series, more: object = {}): Promise<{ result: ExperimentResult; model: Uint8Array }> {
  let model: Uint8Array = new Uint8Array();
  for await (const event of new Experiment(given, { ...settings, ...more }).run()) {
    if (event.type === "model") model = event.model;
    if (event.type === "result") return { result: event.result, model };
  }
  throw new Error("no result");
}

const mae = ({ backtest }: ExperimentResult): number => backtest.scores[0].mae;

test("rows behind the last value are those that the forecast is of; scores and forecasts know what is ahead", async () => {
  const { result, model } = await run(series);
  expect(result.data).toMatchObject({
    ...{ rows: 240, inputs: ["sales"], findings: [] },
    ahead: { future: ["promo", "price"], calendar: [], holidays: 0 },
  });
  expect(result.forecast.map(({ time }) => time)).toEqual(
    [0, 1, 2, 3, 4, 5, 6].map((i) => series.times.label(240 + i)),
  );
  const { result: without } = await run(known, { future: undefined });
  expect(without.data.ahead).toBeUndefined();
  expect(mae(result)).toBeLessThan(0.5 * mae(without));
  // A forecast of more promotions is higher on their days.
  const more = { sales: [...series.column("sales")], promo: promo.map((on, i) => (i < 240 ? on : 1 - on)), price };
  const { result: other } = await run(Series.fromColumns(more, { times: [...series.times.values()] }));
  const changes = other.forecast.map(({ value }, i) => Math.sign(Math.round((value - result.forecast[i].value) / 10)));
  expect(changes).toEqual(promo.slice(240, 247).map((on) => 1 - 2 * on));
  const forecaster = readForecaster(model);
  expect(predictNext(forecaster, series).forecast.map(({ value }) => value)).toEqual(
    result.forecast.map(({ value }) => value),
  );
  forecaster.dispose();
});

test("an experiment without the rows ahead is refused before it fits, with the rows to fill in", () => {
  const make = (given: Series, more: object = {}) => new Experiment(given, { ...settings, ...more });
  expect(() => make(known)).toThrow(
    'a forecast of 7 rows needs "promo" and "price" for 2022-09-05 to 2022-09-11; behind',
  );
  expect(() => make(series, { horizon: 12 })).toThrow(
    "given are 10 rows, 2022-09-05 to 2022-09-14; 2 rows are missing at the end. Add these 2 rows and fill in what is empty, or leave out of future what is not known ahead.\ntime,promo,price\n2022-09-15,,\n2022-09-16,,",
  );
  expect(() => make(series, { future: undefined })).toThrow(
    'The last 10 rows have no "sales". Choose repair: "forward-fill"',
  );
  expect(() => make(series, { future: undefined })).toThrow("name what is known of them ahead with future: COLUMNS");
});

test("a column that only the rows ahead have is refused, and so is the target under another name in the verdict", async () => {
  const sales = [...series.column("sales")];
  const times = [...series.times.values()];
  const late = Series.fromColumns({ sales, promo: promo.map((on, i) => (i < 240 ? Number.NaN : on)) }, { times });
  expect(() => new Experiment(late, { ...settings, future: ["promo"] })).toThrow(
    'series: "promo" has no value in the 240 rows up to 2022-09-04, and a model learns from these. Add it to the past rows too, or leave it out of future.',
  );
  const twin = sales.map((value, i) => (Number.isNaN(value) ? 100 + i : value));
  const { result } = await run(Series.fromColumns({ sales, twin }, { times }), { future: ["twin"] });
  expect(result.data.findings.map(({ message }) => message)).toEqual([
    '"twin" is "sales" itself in 240 rows, and is said to be known ahead: a forecast cannot know it',
  ]);
  expect(result.verdict.sentence).toContain("a forecast cannot know it");
});

test("repairs are of the past rows: a hole in the rows ahead is never filled", () => {
  const columns = { sales: [...series.column("sales")], promo: [...promo], price: [...price] };
  columns.promo[20] = Number.NaN;
  columns.promo[242] = Number.NaN;
  const holes = Series.fromColumns(columns, { times: [...series.times.values()], name: "holes.csv" });
  expect(() => new Experiment(holes, { ...settings, repair: "forward-fill" })).toThrow(
    '"promo" is empty in 2022-09-07. Add this row and fill in what is empty, or leave out of future what is not known ahead.\ntime,promo,price\n2022-09-07,,',
  );
});

test("a prediction as of an earlier row reads the rows ahead of the file, and of the last row those behind it", async () => {
  const { model } = await run(series);
  const forecaster = readForecaster(model);
  const { forecast, asOf } = predictNext(forecaster, series, { from: series.times.label(236) });
  expect(asOf).toBe(series.times.label(235));
  expect(forecast.map(({ actual }) => actual)).toEqual([
    ...[...series.column("sales")].slice(236, 240),
    ...[null, null, null],
  ]);
  expect(forecast.map(({ value }) => value)).toEqual([...forecaster.predictAt(series, Uint32Array.of(236))]);
  expect(() => predictNext(forecaster, known)).toThrow("a forecast of 7 rows needs");
  expect(() => predictNext(forecaster, known, { from: series.times.label(236) })).toThrow("a forecast of 3 rows needs");
  forecaster.dispose();
});

test("auto takes the calendar that the rows show, and the result says which", async () => {
  const { result } = await run(known, { future: undefined, calendar: "auto", holidays: ["2022-01-20", "2022-08-15"] });
  expect(result.data.ahead).toEqual({ future: [], calendar: ["weekday"], holidays: 2 });
  expect(readSettings({ future: "promo,price", calendar: "hour, weekday", holidays: "2024-12-25" })).toMatchObject({
    ...{ future: ["promo", "price"], calendar: ["hour", "weekday"], holidays: ["2024-12-25"] },
  });
  expect(() => readSettings({ calendar: "minute" })).toThrow('calendar must be "auto" or a list of "hour", "weekday"');
  expect(() => readSettings({ holidays: "Christmas" })).toThrow('a list of days such as "2024-12-25", each once');
});
