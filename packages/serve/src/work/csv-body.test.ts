// Tables as bodies: the same forecasts as from the file, and every table that cannot be read is a problem that says so.

import fc from "fast-check";
import { Forecaster, Series } from "recurra";
import { loadPretrained, zeroShot } from "recurra/pretrained";
import { expect, test } from "vitest";
import { post, problemOf, row, rows, seriesOf, smallForecaster, started } from "../service.fixture.ts";
import { ForecastWork } from "./forecast-work.ts";
import { PretrainedWork } from "./pretrained-work.ts";

const limits = { rows: 100, windows: 4, depth: 16 };
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const table = (from: number, to: number, head = "Date,Close,Note,Volume"): string =>
  [head, ...rows(from, to).map(({ time, Close, Volume }) => `${time},${Close},"a, b",${Volume}`)].join("\n");

const csv = (url: string, body: string) => post(url, body, { "Content-Type": "text/csv; charset=utf-8" });

test("a table is forecast as the same rows are in JSON, whatever else stands in it", async () => {
  const { url } = await started();
  const wanted = (await smallForecaster()).predict(seriesOf(rows(20, 40)));
  const { status, body } = await csv(`${url}/v1/predict`, table(20, 40));
  expect([status, body]).toEqual([200, { target: "Close", level: 0.9, forecast: JSON.parse(JSON.stringify(wanted)) }]);
  const german = table(20, 40)
    .replaceAll(/,(?! )/g, ";")
    .replaceAll(".", ",");
  expect((await csv(`${url}/v1/predict?delimiter=;&decimal=,`, german)).body).toEqual(body);
});

test.each([
  ["another column of times", "?time=Datum", table(20, 40), /"Datum".*"Date"/],
  ["an option that there is not", "?repair=drop", table(20, 40), /unknown option "repair"; known are time, /],
  ["a column that is missing", "", table(20, 40, "Date,Close,Note,Other"), /no column "Volume"/],
  ["too few rows", "", table(20, 23), /looks back on 5 rows, but there are 3/],
  ["too many rows", "", table(0, 101), /101 rows are more than the 100/],
  ["a cell that is no number", "", table(20, 40).replace(String(row(33).Close), "soon"), /Close/],
  [
    "dates of which no one shows the order",
    "",
    table(0, 9).replaceAll(/2024-01-(\d\d)/g, "$1/01/2024"),
    /\?dateOrder=dmy/,
  ],
  ["rows of another step", "", table(20, 40).replaceAll(/2024-(\d\d)-(\d\d)/g, "2024-01-01 $1:$2"), /\?anyStep=true/],
  ["nothing", "", "", /./],
])("a table with %s is refused with a sentence that tells it", async (_, query, text, told) => {
  const { url } = await started({ limits: { rows: 100 } });
  const answer = await csv(`${url}/v1/predict${query}`, text);
  expect([answer.status, problemOf(answer)]).toEqual([422, "invalid-values"]);
  expect(answer.body.detail).toMatch(told);
});

test("with ?anyStep=true rows of another step are taken, and other words for it are not", async () => {
  const { url } = await started();
  const hours = table(20, 40).replaceAll(/2024-(\d\d)-(\d\d)/g, "2024-01-01 $1:$2");
  expect((await csv(`${url}/v1/predict?anyStep=true`, hours)).status).toBe(200);
  expect((await csv(`${url}/v1/predict?anyStep=yes`, hours)).status).toBe(422);
});

test("only forecasts take tables: a step of a stream is JSON, and a network's windows are", async () => {
  const { url } = await started();
  const answer = await csv(`${url}/v1/stream/a/step`, table(20, 21));
  expect([answer.status, problemOf(answer)]).toEqual([415, "unsupported-media-type"]);
});

test("a model that knows columns ahead finds the rows to come behind the last row with a target", async () => {
  const promo = (n: number): number => n % 3;
  const options = { target: "Close", inputs: ["Close"], future: ["promo"], lookback: 5, horizon: 3 };
  const forecaster = new Forecaster({ ...options, hiddenSize: 4, epochs: 1, linear: false });
  const list = rows(0, 80);
  const columns = { Close: list.map(({ Close }) => Close), promo: list.map((_, n) => promo(n)) };
  const times = list.map(({ time }) => time ?? "");
  for await (const _ of forecaster.fit(Series.fromColumns(columns, { times }), { threads: 1 })) void _;
  const text = [
    "time,Close,promo",
    ...rows(20, 33).map(({ time, Close }, i) => `${time},${i < 10 ? Close : ""},${promo(20 + i)}`),
  ];
  const known = Series.fromColumns(
    { Close: columns.Close.slice(20, 30), promo: columns.promo.slice(20, 30) },
    { times: times.slice(20, 30) },
  );
  const wanted = forecaster.predict(known, { future: { promo: columns.promo.slice(30, 33) } });
  const work = new ForecastWork(forecaster, limits);
  expect(work.predictCsv(bytesOf(text.join("\n")), {})).toMatchObject({ forecast: wanted });
  forecaster.dispose();
});

test("the pretrained network forecasts a table's column by what the query asks for", () => {
  const network = loadPretrained();
  const work = new PretrainedWork(network, limits);
  const options = { target: "Close", horizon: 4, season: 7, level: [0.8, 0.5] };
  const wanted = zeroShot(network, seriesOf(rows(20, 60)), options);
  const query = { target: "Close", horizon: "4", season: "7", level: "0.8,0.5" };
  expect(work.predictCsv(bytesOf(table(20, 60)), query)).toMatchObject({
    target: "Close",
    level: 0.8,
    forecast: wanted.rows,
  });
  const refused = (more: Record<string, string>) => () =>
    work.predictCsv(bytesOf(table(20, 60)), { ...query, ...more });
  expect(refused({ horizon: "soon" })).toThrow(/horizon is a text; it must be/);
  expect(refused({ target: "Closed" })).toThrow(/"Closed"/);
  network.dispose();
});

test("any bytes as a table are answered with finite forecasts or refused as not fitting", async () => {
  const work = new ForecastWork(await smallForecaster(), limits);
  const good = table(20, 40);
  const spoilt = fc.tuple(
    fc.nat(good.length),
    fc.nat(40),
    fc.string({ unit: fc.constantFrom(...'0,;"\n\r\t-e.é\0N'), maxLength: 9 }),
  );
  const text = fc
    .array(spoilt, { maxLength: 4 })
    .map((list) => list.reduce((all, [at, count, put]) => all.slice(0, at) + put + all.slice(at + count), good));
  const query = fc.record(
    { time: fc.constantFrom("Date", "Close", "false", "x", ""), delimiter: fc.constantFrom(";", "tab", "xx", "") },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(text.map(bytesOf), fc.uint8Array({ maxLength: 200 })), query, (bytes, asked) => {
      try {
        const { forecast } = work.predictCsv(bytes, asked) as { forecast: { value: number }[] };
        expect(forecast.every(({ value }) => Number.isFinite(value))).toBe(true);
      } catch (error) {
        expect(error).toMatchObject({ type: "invalid-values" });
      }
    }),
    { numRuns: 300 },
  );
});
