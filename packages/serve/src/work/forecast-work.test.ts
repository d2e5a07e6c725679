import { Forecaster, type ForecastRow, readForecaster, writeForecaster } from "recurra";
import { expect, test } from "vitest";
import { describe } from "../api/description.ts";
import { forecasterBytes } from "../http/hostile.fixture.ts";
import { Problem } from "../http/problem.ts";
import { day, row, rows, seriesOf, smallForecaster, withoutTime } from "../service.fixture.ts";
import { ForecastWork } from "./forecast-work.ts";
import type { ForecastState } from "./work.ts";

const limits = { rows: 100, windows: 4, depth: 16 };

async function work(): Promise<ForecastWork> {
  return new ForecastWork(await smallForecaster(), limits);
}

/** "detail @ pointer, pointer" of the problem that a body makes. */
async function refusal(body: unknown): Promise<string> {
  return refused(await work(), (own) => own.predict(body));
}

function refused(own: ForecastWork, call: (own: ForecastWork) => unknown): string {
  try {
    call(own);
  } catch (error) {
    if (error instanceof Problem) return `${error.message} @ ${error.errors?.map(({ pointer }) => pointer).join(", ")}`;
    throw error;
  }
  return "none";
}

const like = (list: unknown): unknown => JSON.parse(JSON.stringify(list));

test("rows and columns give the bits of Forecaster.predict, intervals and times included", async () => {
  const own = await work();
  const list = rows(20, 32);
  const expected = (await smallForecaster()).predict(seriesOf(list));
  expect(expected[0]).toHaveProperty("lower");
  expect(own.predict({ rows: list })).toEqual({ target: "Close", level: 0.9, forecast: expected });
  const columns = { Close: list.map(({ Close }) => Close), Volume: list.map(({ Volume }) => Volume), Other: ["x"] };
  expect(own.predict({ columns, times: list.map(({ time }) => time) })).toMatchObject({ forecast: expected });
});

test("a model that keeps to bounds is described with them, and its answers keep to them", async () => {
  const list = rows(20, 32);
  const options = { target: "Close", lookback: 5, horizon: 3, hiddenSize: 4, epochs: 1, min: 52, max: 53 };
  const forecaster = new Forecaster(options);
  for await (const _ of forecaster.fit(seriesOf(rows(0, 80)), { threads: 1 })) void _;
  const { forecast } = new ForecastWork(forecaster, limits).predict({ rows: list }) as { forecast: ForecastRow[] };
  expect(forecast).toEqual(forecaster.predict(seriesOf(list)));
  for (const { lower = 0, upper = 99 } of forecast) expect([lower >= 52, upper <= 53]).toEqual([true, true]);
  expect(describe(writeForecaster(forecaster), "m")).toMatchObject({ bounds: { min: 52, max: 53 } });
  forecaster.dispose();
});

test("windows of different lengths give, side by side, the bits that each gives alone", async () => {
  const own = await work();
  const forecaster = await smallForecaster();
  const lists = [rows(0, 5), rows(30, 47), rows(60, 66)];
  const windows = [{ rows: lists[0] }, lists[1], { rows: lists[2] }];
  expect(own.predict({ windows })).toEqual({
    target: "Close",
    level: 0.9,
    forecasts: lists.map((list) => forecaster.predict(seriesOf(list))),
  });
});

test("without times the rows are the clock, and another field can hold the time", async () => {
  const own = await work();
  const forecaster = await smallForecaster();
  const bare = rows(0, 9).map(withoutTime);
  expect(own.predict({ rows: bare })).toMatchObject({ forecast: forecaster.predict(seriesOf(bare)) });
  const dated = rows(0, 9).map(({ time, ...rest }) => ({ Date: time, ...rest }));
  expect(own.predict({ rows: dated, time: "Date" })).toMatchObject({ forecast: [{ time: day(9) }, {}, {}] });
});

test("times in UTC milliseconds are read as such", async () => {
  const own = await work();
  const dated = rows(0, 6).map((one) => ({ ...one, time: Date.parse(one.time!) }));
  expect(own.predict({ rows: dated })).toMatchObject({ forecast: [{ time: day(6) }, { time: day(7) }, {}] });
});

test("dates that read both ways are refused until dateOrder says which", async () => {
  const own = await work();
  const dated = rows(0, 5).map((one, i) => ({ ...one, time: `0${i + 1}/02/2024` }));
  const said = refused(own, () => own.predict({ rows: dated }));
  expect(said).toContain("no date shows whether the day or the month comes first");
  expect(said).toContain('Say which with "dateOrder": "dmy" or "dateOrder": "mdy".');
  expect(own.predict({ rows: dated, dateOrder: "dmy" })).toMatchObject({ forecast: [{ time: "2024-02-06" }, {}, {}] });
});

const five = rows(0, 5);
const changed = (at: number, change: object): unknown[] =>
  five.map((one, i) => (i === at ? { ...one, ...change } : one));

test.each<[string, unknown, string]>([
  ["an array", [], "the body is an array; it must be an object. @ "],
  ["no form", {}, 'the body must hold one of "rows", "columns" and "windows", but it holds none of them. @ '],
  [
    "two forms",
    { rows: five, windows: [] },
    'the body must hold one of "rows", "columns" and "windows", but it holds "rows" and "windows". @ ',
  ],
  [
    "an unknown field",
    { row: five },
    'the body has an unknown field "row"; known are "rows", "columns", "times", "windows", "time", "dateOrder", "anyStep". @ /row',
  ],
  ["too few rows", { rows: rows(0, 4) }, "4 rows are too few: the model looks back on 5. @ /rows"],
  ["rows that are none", { rows: 3 }, "rows is a number; it must be a list of objects. @ /rows"],
  [
    "a row that is none",
    { rows: changed(1, {}).with(1, null) },
    "row 2 is null; it must be an object with the model's columns. @ /rows/1",
  ],
  [
    "a missing column",
    { rows: changed(2, { Volume: undefined }) },
    'row 3, column "Volume" is missing; it must be a finite number. @ /rows/2/Volume',
  ],
  [
    "a text for a number, and more",
    { rows: changed(0, { Close: "1.5", Volume: null }) },
    'row 1, column "Close" is a text; it must be a finite number; and 1 more fault. @ /rows/0/Close, /rows/0/Volume',
  ],
  [
    "an infinite number",
    { rows: changed(4, { Close: Number.POSITIVE_INFINITY }) },
    'row 5, column "Close" is too large to be a number; it must be a finite number. @ /rows/4/Close',
  ],
  [
    "numbers far from all that was learnt",
    { rows: changed(4, { Close: 1.7e308 }).with(0, { ...five[0], Close: -1.7e308 }) },
    "the forecast of these values is not a finite number: they are too far from those of the training. @ ",
  ],
  [
    "a time that is none",
    { rows: changed(3, { time: "soon" }) },
    'row 4, column "time": "soon" is not a date or time. Read are 2018-05-31, 2018/5/31, 5/31/2018, 31.05.2018, 31-May-18, 2018-05, May 31, 2018, 2018Q2, 2018-W22 and each with a time such as 2018-05-31T16:00:00Z. Correct the cell. @ /rows/3/time',
  ],
  [
    "a time out of order",
    { rows: changed(3, { time: day(1) }) },
    "row 4: the time 2024-01-02 is earlier than that of the row before it; times must ascend. @ /rows/3/time",
  ],
  [
    "a time twice",
    { rows: changed(3, { time: day(2) }) },
    "row 4: the time 2024-01-03 is the same as that of the row before it; times must ascend. @ /rows/3/time",
  ],
  [
    "a time that is missing",
    { rows: changed(3, { time: undefined }) },
    "row 4: the time is missing; it must be a text as in the first row. @ /rows/3/time",
  ],
  [
    "a time beyond all calendars",
    { rows: five.map((one, i) => ({ ...one, time: 1e300 + i })) },
    "row 1: the time is a number; it must be a text or a number of UTC milliseconds; and 4 more faults. @ /rows/0/time, /rows/1/time, /rows/2/time, /rows/3/time, /rows/4/time",
  ],
  [
    "columns of unequal lengths",
    { columns: { Close: [1, 2], Volume: [1] } },
    'column "Volume" has 1 value, but "Close" has 2. @ /columns/Volume',
  ],
  [
    "a column that is missing",
    { columns: { Close: [1] } },
    'column "Volume" is missing; it must be a list of numbers. @ /columns/Volume',
  ],
  [
    "times of another length",
    { columns: { Close: [1], Volume: [1] }, times: [] },
    "times has 0 entries, but the columns have 1 row. @ /times",
  ],
  ["too many rows", { rows: rows(0, 101) }, "101 rows are more than the 100 that one request may hold. @ /rows"],
  [
    "too many windows",
    { windows: [five, five, five, five, five] },
    "5 windows are more than the 4 that one request may hold. @ /windows",
  ],
  [
    "too many rows in windows",
    { windows: [rows(0, 60), rows(0, 60)] },
    "the windows hold more than the 100 rows that one request may hold. @ /windows",
  ],
  ["no windows", { windows: [] }, "windows is empty; give at least one. @ /windows"],
  [
    "a window too short",
    { windows: [five, rows(0, 2)] },
    "window 2, 2 rows are too few: the model looks back on 5. @ /windows/1",
  ],
  [
    "a fault in a window",
    { windows: [five, changed(1, { Close: {} })] },
    'window 2, row 2, column "Close" is an object; it must be a finite number. @ /windows/1/1/Close',
  ],
  [
    "a date order that is none",
    { rows: five, dateOrder: "x" },
    'dateOrder must be "ymd", "dmy" or "mdy". @ /dateOrder',
  ],
])("%s is refused with its place", async (_, body, wanted) => {
  expect(await refusal(body)).toBe(wanted);
});

const hourly = (from: number, to: number) =>
  rows(from, to).map((one, i) => ({ ...one, time: `2024-01-01 ${String(from + i).padStart(2, "0")}:00` }));
const otherStep =
  "have the step: 1 hour, but the model was fitted on rows with the step: 1 day. A forecast goes by rows, so it would be of " +
  'another thing. Give rows of the model\'s step, or fit a model on these, or add "anyStep": true if it is the same thing.';

test("rows of another step than those of the training are refused in every form, unless the body says anyStep", async () => {
  const own = await work();
  const hours = hourly(0, 6);
  const columns = { Close: hours.map(({ Close }) => Close), Volume: hours.map(({ Volume }) => Volume) };
  const times = hours.map(({ time }) => time);
  const months = rows(0, 6).map((one, i) => ({ ...one, time: `2024-0${i + 1}-01` }));
  expect(await refusal({ rows: hours })).toBe(`the body: its rows ${otherStep} @ /rows`);
  expect(await refusal({ columns, times })).toBe(`the body: its rows ${otherStep} @ /times`);
  expect(await refusal({ windows: [five, { rows: hours }] })).toBe(`window 2: its rows ${otherStep} @ /windows/1/rows`);
  expect(await refusal({ rows: months })).toContain("have the step: 1 month");
  expect(own.predict({ rows: hours, anyStep: true })).toMatchObject({
    forecast: [{ time: "2024-01-01 06:00" }, {}, {}],
  });
  expect(own.predict({ windows: [five, { columns, times }], anyStep: true })).toHaveProperty("forecasts");
  expect(await refusal({ rows: hours, anyStep: false })).toContain("have the step");
  expect(await refusal({ rows: five, anyStep: "yes" })).toBe("anyStep is a text; it must be true or false. @ /anyStep");
});

test("a stream of another step is refused as soon as its rows show it, unless the body says anyStep", async () => {
  const own = await work();
  const hours = hourly(0, 8);
  let state: ForecastState | undefined;
  for (const step of [1, 2, 3]) ({ state } = own.step({ row: hours[step - 1] }, state, { id: "a", step }));
  expect(refused(own, () => own.step({ row: hours[3] }, state, { id: "a", step: 4 }))).toBe(
    `this stream: its rows ${otherStep} @ /row/time`,
  );
  let answer: unknown;
  for (let step = 4; step <= 8; step++)
    ({ state, answer } = own.step({ row: hours[step - 1], anyStep: true }, state, { id: "a", step }));
  expect(answer).toMatchObject({ ready: true, forecast: [{ time: "2024-01-01 08:00" }, {}, {}] });
});

test("a row with a __proto__ column has no columns from it", async () => {
  const list = five.map((one) => JSON.parse(`{"time": "${one.time}", "Close": 1, "__proto__": {"Volume": 1}}`));
  expect(await refusal({ rows: list })).toContain('row 1, column "Volume" is missing');
});

test("a stream warms up, then forecasts with the bits of Forecaster.predict on all rows so far", async () => {
  const own = await work();
  const forecaster = await smallForecaster();
  let state: ForecastState | undefined;
  for (let step = 1; step <= 60; step++) {
    const done = own.step({ row: row(step - 1) }, state, { id: "a", step });
    state = structuredClone(done.state);
    const expected =
      step < 5
        ? { ready: false, status: `warming up: ${step} of 5`, forecast: null }
        : { ready: true, status: "ready", forecast: forecaster.predict(seriesOf(rows(0, step))) };
    expect(done.answer).toEqual({ id: "a", step, ...expected });
  }
  expect(state!.columns[0]).toHaveLength(32);
});

test.each<[string, object, string]>([
  ["a value that is a text", { value: "x" }, "value is a text; it must be a finite number. @ /value"],
  ["a time that is none", { value: 1, time: "garbage" }, "@ /time"],
  ["a time of another kind", { value: 1, time: 1e12 }, "but those of this stream's rows are texts. @ /time"],
  ["a time of no kind", { value: 1, time: {} }, "@ /time"],
  ["a time before the last", { value: 1, time: day(0) }, "times must ascend. @ /time"],
  ["a time that is missing", { value: 1 }, "but this one has none. @ "],
])("a stream of values: %s is refused at its place", async (_, body, wanted) => {
  const forecaster = readForecaster(await forecasterBytes(["Value"]));
  const own = new ForecastWork(forecaster, limits);
  const { state } = own.step({ value: 1, time: day(1) }, undefined, { id: "a", step: 1 });
  const said = refused(own, () => own.step(body, state, { id: "a", step: 2 }));
  expect(said.endsWith(wanted), said).toBe(true);
});

test("a stream without times counts its rows on, also those that it no longer holds", async () => {
  const own = await work();
  const forecaster = await smallForecaster();
  let state: ForecastState | undefined;
  let answer: unknown;
  for (let step = 1; step <= 50; step++)
    ({ state, answer } = own.step({ row: withoutTime(row(step - 1)) }, state, { id: "a", step }));
  expect(answer).toMatchObject({ forecast: like(forecaster.predict(seriesOf(rows(0, 50).map(withoutTime)))) });
});

test.each<[string, unknown, string]>([
  ["no row", {}, 'the body must hold "row". @ '],
  [
    "a value for a model of two columns",
    { value: 1 },
    'the model reads the columns "Close", "Volume"; give them as "row". @ /value',
  ],
  [
    "a column missing",
    { row: { time: day(2), Close: 1 } },
    'row 1, column "Volume" is missing; it must be a finite number. @ /row/Volume',
  ],
  [
    "no time where the others have one",
    { row: withoutTime(row(2)) },
    "the rows of this stream have a time, but this one has none. @ ",
  ],
  [
    "a number of another kind",
    { row: { ...row(2), time: 1e12 } },
    "the time is a number, but those of this stream's rows are texts. @ /row/time",
  ],
  [
    "a time before the last",
    { row: row(0) },
    "the rows of this stream, row 3: the time 2024-01-01 is earlier than that of the row before it; times must ascend. @ /row/time",
  ],
  [
    "another step",
    { row: row(2), step: 2 },
    "The body is step 2, but the stream's next step is 3. Nothing was changed. @ undefined",
  ],
])("a step with %s is refused", async (_, body, wanted) => {
  const own = await work();
  let state: ForecastState | undefined;
  for (const step of [1, 2]) ({ state } = own.step({ row: row(step - 1), step }, state, { id: "a", step }));
  expect(refused(own, () => own.step(body, state, { id: "a", step: 3 }))).toBe(wanted);
});

const dated = rows(20, 32).map(({ time, Close, Volume }) => ({ Date: time, Close, Volume }));

test.each([
  [
    "that no row has",
    { rows: dated, time: "Datum" },
    'time names the field "Datum", which no row has: the first one has "Date". @ /time',
  ],
  [
    "that no row of any window has",
    { windows: [{ rows: dated }], time: "datum" },
    'window 1, time names the field "datum", which no row has: the first one has "Date". @ /time',
  ],
  [
    "where rows have nothing but the columns",
    { rows: rows(20, 32).map(withoutTime), time: "time" },
    `time names the field "time", which no row has: they have no field but the model's columns. @ /time`,
  ],
  [
    "that is a column of the model",
    { rows: dated, time: "Close" },
    'time names the column "Close", which the model reads as a number; name another field. @ /time',
  ],
  [
    "beside columns",
    { columns: { Close: [1, 2, 3, 4, 5], Volume: [1, 2, 3, 4, 5] }, time: "Date" },
    'time names a field of rows, but the body has columns; give their times as "times". @ /time',
  ],
  [
    "beside windows of columns",
    { windows: [{ columns: { Close: [1, 2, 3, 4, 5], Volume: [1, 2, 3, 4, 5] } }], time: "Date" },
    'time names a field of rows, but the body has columns; give their times as "times". @ /time',
  ],
  [
    "that only some rows have",
    { rows: dated.map((one, i) => (i === 4 ? { Close: 1, Volume: 1 } : one)), time: "Date" },
    "row 5: the time is missing; it must be a text as in the first row. @ /rows/4/Date",
  ],
])(
  "a field of times is refused %s: it would be passed over, and with it the check of the step",
  async (_, body, line) => {
    expect(await refusal(body)).toBe(line);
  },
);
