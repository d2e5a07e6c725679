// Requests to a model that knows columns, the calendar or holidays of the rows to come.
import { Forecaster, Series, writeForecaster } from "recurra";
import { expect, onTestFinished, test } from "vitest";
import { describe } from "../api/description.ts";
import { openApi } from "../api/openapi.ts";
import { fault } from "../api/schema-check.fixture.ts";
import { Problem } from "../http/problem.ts";
import { day } from "../service.fixture.ts";
import { ForecastWork } from "./forecast-work.ts";
import type { ForecastState } from "./work.ts";

const limits = { rows: 100, windows: 4, depth: 16 };
const promo = (n: number): number => ((n * 7) % 11 < 2 ? 1 : 0);
const sales = (n: number): number => 100 + (n % 7) + 30 * promo(n) + (n % 3);
const row = (n: number) => ({ time: day(n), sales: sales(n), promo: promo(n) });
const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => row(from + i));
const ahead = (from: number, to: number) => rows(from, to).map(({ time, promo }) => ({ time, promo }));
const seriesOf = (from: number, to: number) => {
  const list = rows(from, to);
  const columns = { sales: list.map((one) => one.sales), promo: list.map((one) => one.promo) };
  return Series.fromColumns(columns, { times: list.map(({ time }) => time) });
};

async function fitted(options: object = { future: ["promo"] }): Promise<Forecaster> {
  const one = new Forecaster({ target: "sales", lookback: 8, horizon: 3, model: "linear", ...options });
  onTestFinished(() => one.dispose());
  for await (const _ of one.fit(seriesOf(0, 80), { threads: 1 }));
  return one;
}

function refused(own: ForecastWork, body: unknown): string {
  try {
    own.predict(body);
  } catch (error) {
    if (error instanceof Problem) return `${error.message} @ ${error.errors?.map(({ pointer }) => pointer).join(", ")}`;
    throw error;
  }
  return "none";
}

test("rows to come stand in ahead: the answer is that of Forecaster.predict, in each form of a body", async () => {
  const forecaster = await fitted();
  const own = new ForecastWork(forecaster, limits);
  const forecast = forecaster.predict(seriesOf(60, 80), { future: { promo: [80, 81, 82].map(promo) } });
  const past = rows(60, 80);
  expect(own.predict({ rows: past, ahead: ahead(80, 83) })).toMatchObject({ forecast });
  // Without times they follow on.
  expect(own.predict({ rows: past, ahead: ahead(80, 83).map((one) => ({ promo: one.promo })) })).toMatchObject({
    forecast,
  });
  const columns = { sales: past.map((one) => one.sales), promo: past.map((one) => one.promo) };
  const times = past.map(({ time }) => time);
  expect(own.predict({ columns, times, ahead: ahead(80, 84) })).toMatchObject({ forecast });
  const windows = [
    { rows: past, ahead: ahead(80, 83) },
    { rows: rows(0, 10), ahead: ahead(10, 13) },
  ];
  expect(own.predict({ windows })).toMatchObject({
    forecasts: [forecast, forecaster.predict(seriesOf(0, 10), { future: { promo: [10, 11, 12].map(promo) } })],
  });
});

test.each<[string, unknown, string]>([
  [
    "none",
    { rows: rows(60, 80) },
    'a forecast of 3 rows needs "promo" for 2024-03-21 to 2024-03-23; behind 2024-03-20, the last row with a value, there is no row. Add these 3 rows and fill in what is empty. @ /ahead',
  ],
  [
    "too few",
    { rows: rows(60, 80), ahead: ahead(80, 82) },
    'a forecast of 3 rows needs "promo" for 2024-03-21 to 2024-03-23; given are 2 rows, 2024-03-21 to 2024-03-22; 1 row is missing at the end. Add this row and fill in what is empty. @ /ahead',
  ],
  [
    "those of another time",
    { rows: rows(60, 80), ahead: ahead(82, 85) },
    'a forecast of 3 rows needs "promo" for 2024-03-21 to 2024-03-23; given are 3 rows, 2024-03-23 to 2024-03-25; 2 rows are missing between 2024-03-20 and 2024-03-23. Add these 2 rows and fill in what is empty. @ /ahead',
  ],
  [
    "a cell that is none",
    { rows: rows(60, 80), ahead: [{ promo: null }, { promo: 1 }, { promo: 0 }] },
    'ahead, row 1, column "promo" is null; it must be a finite number. @ /ahead/0/promo',
  ],
  [
    "no list",
    { rows: rows(60, 80), ahead: { promo: 1 } },
    "ahead is an object; it must be a list of objects. @ /ahead",
  ],
  [
    "beside windows",
    { windows: [rows(60, 80)], ahead: ahead(80, 83) },
    "ahead stands in each window, not beside them. @ /ahead",
  ],
  [
    "none in a window",
    { windows: [{ rows: rows(60, 80), ahead: ahead(80, 83) }, { rows: rows(60, 70) }] },
    'window 2, a forecast of 3 rows needs "promo" for 2024-03-11 to 2024-03-13; behind 2024-03-10, the last row with a value, there is no row. Add these 3 rows and fill in what is empty. @ /windows/1/ahead',
  ],
])("rows to come that are wrong are refused: %s", async (_, body, said) => {
  const own = new ForecastWork(await fitted(), limits);
  expect(refused(own, body)).toBe(said);
});

test("the problem has the rows to fill in; a model that reads none refuses them", async () => {
  const own = new ForecastWork(await fitted(), limits);
  let found: Problem | undefined;
  try {
    own.predict({ rows: rows(60, 80) });
  } catch (error) {
    found = error as Problem;
  }
  expect(found?.errors).toMatchObject([
    { code: "AHEAD_ROWS", table: "time,promo\n2024-03-21,\n2024-03-22,\n2024-03-23," },
  ]);
  const plain = new ForecastWork(await fitted({}), limits);
  expect(refused(plain, { rows: rows(60, 80), ahead: ahead(80, 83) })).toBe(
    'the body has an unknown field "ahead"; known are "rows", "columns", "times", "windows", "time", "dateOrder", "anyStep". @ /ahead',
  );
});

test("a calendar needs times and no rows to come", async () => {
  const forecaster = await fitted({ calendar: ["weekday"] });
  const own = new ForecastWork(forecaster, limits);
  const list = rows(60, 80).map(({ time, sales }) => ({ time, sales }));
  expect(own.predict({ rows: list })).toMatchObject({ forecast: forecaster.predict(seriesOf(60, 80)) });
  expect(refused(own, { rows: list.map(({ sales }) => ({ sales })) })).toContain("the rows have numbers and no times");
});

test("a stream is told of the rows to come with each row", async () => {
  const forecaster = await fitted();
  const own = new ForecastWork(forecaster, limits);
  let state: ForecastState | undefined;
  for (let n = 40; n < 60; n++) {
    const step = own.step({ row: row(n), ahead: ahead(n + 1, n + 4) }, state, { id: "a", step: n - 39 });
    state = step.state;
    if (n < 47) continue;
    const future = { promo: [n + 1, n + 2, n + 3].map(promo) };
    expect(step.answer).toMatchObject({ ready: true, forecast: forecaster.predict(seriesOf(40, n + 1), { future }) });
  }
});

test.each<[string, object]>([
  ["columns", { future: ["promo"] }],
  ["the calendar", { calendar: ["weekday"] }],
  ["both", { future: ["promo"], calendar: ["weekday", "month"] }],
])("the description says what is known ahead, and its example can be sent: %s", async (_, options) => {
  const forecaster = await fitted(options);
  const description = describe(writeForecaster(forecaster), "m");
  expect(description).toMatchObject({ ahead: { future: [], calendar: [], holidays: 0, ...options } });
  const settings = { limits, token: undefined } as unknown as Parameters<typeof openApi>[1];
  const document = openApi(description, settings) as unknown as {
    paths: Record<string, { post: { requestBody: { content: Record<string, { schema: object; example: unknown }> } } }>;
  };
  const { schema, example } = document.paths["/v1/predict"].post.requestBody.content["application/json"];
  expect(fault(example, schema as never, document as never)).toBeUndefined();
  expect(refused(new ForecastWork(forecaster, limits), example)).toBe("none");
});
