// Forecasts that know something of the rows to come: columns of the data, waves of the calendar, holidays.
import { afterEach, expect, test } from "vitest";
import { shop } from "../ahead/ahead.fixture.ts";
import { Series } from "../data/index.ts";
import { auditLeakage } from "../evaluation/index.ts";
import { readTrainingState, type TrainingState, writeTrainingState } from "../training/index.ts";
import { Forecaster } from "./forecaster.ts";
import { readForecaster, writeForecaster } from "./forecaster-file.ts";
import type { FitOptions } from "./settings/fit-options.ts";
import type { ForecasterOptions } from "./settings/forecaster-options.ts";

const { series, promo, price } = shop(220, 7);
const known = series.slice(0, 220);
const future = { promo: promo.slice(220), price: price.slice(220) };

const made: Forecaster[] = [];
afterEach(() => {
  for (const forecaster of made.splice(0)) forecaster.dispose();
});

async function fitted(options: Partial<ForecasterOptions> = {}, fit: FitOptions = {}): Promise<Forecaster> {
  const one = new Forecaster({
    ...{ target: "sales", horizon: 7, lookback: 14, season: 7, hiddenSize: 8, epochs: 3, future: ["promo", "price"] },
    ...options,
  });
  made.push(one);
  for await (const _ of one.fit(known, fit));
  return one;
}

const values = (one: Forecaster, ...given: Parameters<Forecaster["predict"]>) =>
  one.predict(...given).map(({ value }) => value);

const models: Partial<ForecasterOptions>[] = [
  { model: "stepwise", cell: "lstm" },
  { model: "stepwise", linear: false },
  { model: "segment", linear: false },
  { model: "segment" },
  { model: "linear" },
];

test.each(models)(
  "%j: forecasts know the rows ahead, however they are given, and nothing else of them",
  async (options) => {
    const one = await fitted(options);
    const own = values(one, series);
    expect(values(one, known, { future: series.slice(220) })).toEqual(own);
    expect(values(one, known, { future })).toEqual(own);
    expect([...one.predictAt(series, Uint32Array.of(220))]).toEqual(own);
    const promos = future.promo.map((on, i) => (i === 3 ? 1 - on : on));
    const other = values(one, known, { future: { ...future, promo: promos } });
    expect(other[3]).not.toBe(own[3]);
    expect(auditLeakage(one, known, [40, 100, 213])).toMatchObject({ compared: 21 });
    expect(one.predict(series).map(({ time }) => time)).toEqual(
      Array.from({ length: 7 }, (_, i) => new Date((19_220 + i) * 86_400_000).toISOString().slice(0, 10)),
    );
  },
);

test.each(models)("%j: a file, written and read again, forecasts the same bits", async (options) => {
  const one = await fitted({ ...options, calendar: ["weekday"], holidays: ["2022-06-06", "2022-10-03"] });
  const bytes = writeForecaster(one);
  const again = readForecaster(bytes);
  made.push(again);
  expect(writeForecaster(again)).toEqual(bytes);
  expect(values(again, series)).toEqual(values(one, series));
  expect([...again.columns, ...again.future]).toEqual(["sales", "promo", "price", "promo", "price"]);
});

test.each(models)("%j: a fit that is interrupted goes on to the same bytes, on one thread or two", async (options) => {
  const states: TrainingState[] = [];
  const settings: Partial<ForecasterOptions> = { ...options, calendar: ["weekday", "month"] };
  const checkpoint = { every: 0, save: (state: TrainingState): void => void states.push(state) };
  const bytes = writeForecaster(await fitted(settings, { threads: 1, checkpoint }));
  expect(writeForecaster(await fitted(settings, { threads: 2 }))).toEqual(bytes);
  if (options.model === "linear") return;
  const { state } = readTrainingState(writeTrainingState(states[Math.floor(states.length / 2)]));
  expect(writeForecaster(await fitted(settings, { resume: state }))).toEqual(bytes);
});

test("a network alone learns what a promotion does", async () => {
  const error = async (options: Partial<ForecasterOptions>): Promise<number> => {
    const one = await fitted({ linear: false, epochs: 40, ...options });
    const origins = Uint32Array.from({ length: 20 }, (_, i) => 190 + i);
    const sales = known.column("sales");
    return one
      .predictAt(known, origins)
      .reduce((sum, value, i) => sum + Math.abs(value - sales[origins[Math.floor(i / 7)] + (i % 7)]), 0);
  };
  expect(await error({})).toBeLessThan(0.5 * (await error({ future: undefined })));
  const segment = { model: "segment", hiddenSize: 32 } as const;
  expect(await error(segment)).toBeLessThan(0.7 * (await error({ ...segment, future: undefined })));
});

test("a holiday is known to a forecast: on it the values fall as they did before", async () => {
  const holidays = ["2022-01-20", "2022-02-07", "2022-03-08", "2022-04-06", "2022-05-10", "2022-06-08", "2022-07-06"];
  const shut = new Set(holidays.map((day) => Date.parse(day) / 86_400_000 - 19_000));
  const sales = known.column("sales").map((value, row) => (shut.has(row) ? value - 80 : value));
  const shop = Series.fromColumns({ sales: [...sales] }, { times: [...known.times.values()] });
  const next = async (days: readonly string[]): Promise<number[]> => {
    const one = await fitted({ model: "linear", future: undefined, holidays: days }, {});
    for await (const _ of one.fit(shop));
    return values(one, shop);
  };
  const [open, closed] = [await next(holidays), await next([...holidays, "2022-08-18"])];
  // Row 220 is 2022-08-16.
  expect(closed.map((value, step) => value < open[step] - 40)).toEqual([0, 0, 1, 0, 0, 0, 0].map(Boolean));
  expect([...closed.slice(0, 2), ...closed.slice(3)]).toEqual([...open.slice(0, 2), ...open.slice(3)]);
});

test.each<[string, Partial<ForecasterOptions>, string]>([
  [
    "the target known ahead",
    { future: ["sales"] },
    'Forecaster: future names "sales", which is to be forecast and so not known ahead. Leave it out of future, or choose another target.',
  ],
  [
    "an input known ahead",
    { inputs: ["sales", "promo"] },
    'Forecaster: "promo" stands in inputs, read up to the last row, and in future. A column that is known ahead is read of the past rows too. Leave it out of inputs, or leave it out of future if it is not known ahead.',
  ],
  ["a name twice", { future: ["promo", "promo"] }, "names of columns, each once"],
  ["no names", { future: [] }, "names of columns, each once"],
  ["no feature of the calendar", { calendar: ["minute" as "hour"] }, '"hour", "weekday", "month", "dayOfYear"'],
  ["no day", { holidays: ["25.12.2024"] }, 'a list of days such as "2024-12-25"'],
])("settings are refused: %s", async (_, options, said) => {
  await expect(fitted(options)).rejects.toThrow(said);
});

test("a fit refuses a missing cell of the past, a column that is none, and a clock that does not show the feature", async () => {
  await expect(fitted({ future: ["promos"] })).rejects.toThrow(
    'shop.csv: there is no column "promos". Nearest: "promo"',
  );
  await expect(fitted({ calendar: ["hour"] })).rejects.toThrow("cannot be told from times that are each a date");
  const holes = Series.fromColumns({
    sales: [...known.column("sales")],
    promo: promo.slice(0, 220).map((v, i) => (i === 9 ? Number.NaN : v)),
  });
  const one = new Forecaster({ target: "sales", future: ["promo"], horizon: 2, lookback: 4 });
  expect(() => one.layout(holes)).toThrow('column "promo" has 1 missing cell');
});

test("forecasts without the rows ahead are refused, with the rows to fill in; windows alone never suffice", async () => {
  const one = await fitted();
  expect(() => one.predict(known)).toThrow(
    'shop.csv: a forecast of 7 rows needs "promo" and "price" for 2022-08-16 to 2022-08-22; behind 2022-08-15, the last row with a value, there is no row. Add these 7 rows and fill in what is empty, or leave out of future what is not known ahead.\ntime,promo,price\n2022-08-16,,\n',
  );
  expect(() => one.predictAt(known, Uint32Array.of(218))).toThrow("a forecast of 7 rows needs");
  expect(() => one.predictWindows([{ sales: known.column("sales"), promo, price }])).toThrow(
    "windows: the model knows columns ahead, and windows have none of the rows to come. Give a series with its rows ahead to predict().",
  );
  const holes = Series.fromColumns(
    {
      sales: [...known.column("sales")],
      promo: promo.slice(0, 220).map((v, i) => (i === 205 ? Number.NaN : v)),
      price: price.slice(0, 220),
    },
    { times: [...known.times.values()], name: "shop.csv" },
  );
  expect(() => one.predictAt(holes, Uint32Array.of(200))).toThrow(
    "it is empty on 2022-08-01, and the forecast reads it, for it is known ahead. Fill it in.",
  );
});

test("the calendar alone needs no rows ahead: the clock goes on by itself, after a refit too", async () => {
  const one = await fitted({ calendar: ["weekday"], future: undefined });
  expect(values(one, known)).toHaveLength(7);
  const refit = await one.refitted(known);
  made.push(refit);
  expect(values(refit, known)).toHaveLength(7);
});

test.each<Partial<ForecasterOptions>>([{ model: "linear" }, { model: "segment", linear: false }])(
  "%j: rows past the horizon are told what is known of them, to the end of the last block",
  async (options) => {
    const one = await fitted({ ...options, horizon: 3, calendar: ["weekday"] });
    const rows = one.predict(series, { horizon: 5 });
    expect(rows.map(({ beyond }) => beyond)).toEqual([undefined, undefined, undefined, true, true]);
    expect(rows.map(({ time }) => time)).toEqual([0, 1, 2, 3, 4].map((i) => series.times.label(220 + i)));
    // The second block is that of a series that ends with the forecasts of the first.
    const sales = [...series.column("sales")];
    for (let i = 0; i < 3; i++) sales[220 + i] = rows[i].value;
    const further = Series.fromColumns({ sales, promo, price }, { times: [...series.times.values()] });
    expect(rows.slice(3).map(({ value }) => value)).toEqual(values(one, further).slice(0, 2));
    expect([...(one.predictBeyond?.(series, Uint32Array.of(220), 5) ?? [])]).toEqual(rows.map(({ value }) => value));
    expect(() => one.predict(series.slice(0, 225), { horizon: 5 })).toThrow(
      'a forecast of 6 rows needs "promo" and "price" for 2022-08-16 to 2022-08-21; given are 5 rows',
    );
  },
);

test.each<[string, Partial<ForecasterOptions>]>([
  ["future", {}],
  ["calendar", { future: undefined, calendar: ["weekday"] }],
  ["holidays", { future: undefined, holidays: ["2022-06-06"] }],
])("a decoder that writes row by row refuses %s in one sentence", async (name, options) => {
  await expect(fitted({ model: "seq2seq", ...options })).rejects.toThrow(
    `Forecaster: model: "seq2seq" reads its own forecasts alone, and so nothing of ${name}. Choose another model, or leave ${name} out.`,
  );
});
