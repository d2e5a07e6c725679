import { Series } from "recurra";
import { loadPretrained, zeroShot } from "recurra/pretrained";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fault, type Schema } from "../api/schema-check.fixture.ts";
import { checkAnswer } from "../http/hostile.fixture.ts";
import { day, post, problemOf, send } from "../service.fixture.ts";
import { createService, type Service } from "../service.ts";

let service: Service;
let url: string;

beforeAll(async () => {
  service = createService("pretrained", { workers: 1, limits: { rows: 400, windows: 3 } });
  ({ url } = await service.listen({ port: 0 }));
});

afterAll(async () => {
  await service.close();
});

const predict = (body: unknown) => post(`${url}/v1/predict`, body);
const week = (rows: number, start = 0): number[] =>
  Array.from({ length: rows }, (_, t) => 50 + (t + start) / 10 + [0, 3, 5, 4, 1, -4, -6][(t + start) % 7]);
const rowsOf = (values: readonly number[]) => values.map((value, t) => ({ time: day(t), value }));

test("a series in, its forecast out: the bits of zeroShot, with times that follow", async () => {
  const values = week(60);
  const { status, body } = await predict({ rows: rowsOf(values), horizon: 9, level: [0.8, 0.5], max: 60 });
  expect(status).toBe(200);
  const series = Series.fromColumns({ value: values }, { times: values.map((_, t) => day(t)) });
  const { rows, looks } = zeroShot(loadPretrained(), series, {
    target: "value",
    horizon: 9,
    level: [0.8, 0.5],
    max: 60,
  });
  expect(body).toMatchObject({ target: "value", level: 0.8, forecast: rows, notes: [] });
  expect((body.looks as { season: number }[])[0].season).toBe(looks[0].look.season ?? null);
  expect(rows[0].time).toBe(day(60));
});

test("columns without times, another target, and several windows give the bits that each has alone", async () => {
  const alone = await Promise.all(
    [week(60), week(33, 3)].map(
      async (sold) => (await predict({ columns: { sold }, target: "sold", horizon: 4 })).body,
    ),
  );
  const { body } = await predict({
    windows: [{ columns: { sold: week(60) } }, week(33, 3).map((sold) => ({ sold }))],
    target: "sold",
    horizon: 4,
  });
  expect(body.forecasts).toEqual(alone.map(({ forecast }) => forecast));
  expect(body.looks).toEqual(alone.map(({ looks }) => looks));
  expect((alone[0].forecast as { time: string }[])[0].time).toBe("61");
});

test("only rows behind a gap are read, and the answer says so", async () => {
  const rows = rowsOf(week(60)).toSpliced(20, 3);
  const { body } = await predict({ rows, horizon: 2 });
  expect(body.notes).toEqual([expect.stringMatching(/^Read were the last 37 of 57 rows, from 2024-01-24 on/)]);
});

test.each<[string, unknown, string, string]>([
  [
    "too few rows",
    { rows: rowsOf(week(3)) },
    "/rows",
    "needs 4 rows that follow each other without a gap, up to the last, but there are 3",
  ],
  ["no rows", { columns: { value: [] } }, "/columns", "but there are 0"],
  [
    "a missing cell",
    { rows: [...rowsOf(week(9)), { value: null }] },
    "/rows/9/value",
    'row 10, column "value" is null',
  ],
  ["a target that is no text", { rows: [], target: 3 }, "/target", "target is a number"],
  ["a long target", { rows: [], target: "x".repeat(201) }, "/target", "at most 200 signs"],
  ["a target that is the time", { rows: rowsOf(week(9)), target: "time" }, "/rows/0/time", "finite number"],
  ["a horizon that is none", { rows: rowsOf(week(9)), horizon: 1.5 }, "/horizon", "must be a whole number from 1"],
  ["a horizon of a text", { rows: rowsOf(week(9)), horizon: "5" }, "/horizon", "horizon is a text"],
  [
    "a horizon beyond what one request may ask",
    { rows: rowsOf(week(9)), horizon: 401 },
    "/horizon",
    "more than the 400",
  ],
  ["a level that is none", { rows: rowsOf(week(9)), level: 0.99 }, "/level", "from 0.5 to 0.95"],
  ["a season that is none", { rows: rowsOf(week(9)), season: [7, 7] }, "/season", "it must be"],
  ["an unknown field", { rows: rowsOf(week(9)), lookback: 5 }, "/lookback", 'unknown field "lookback"'],
  ["rows and columns", { rows: [], columns: {} }, "", '"rows" and "columns"'],
  ["too many rows", { rows: rowsOf(week(401)) }, "/rows", "more than the 400"],
  ["too many windows", { windows: [[], [], [], []] }, "/windows", "more than the 3"],
  [
    "windows of too many rows",
    { windows: [rowsOf(week(300)), rowsOf(week(300))] },
    "/windows",
    "more than the 400 rows",
  ],
  ["a window that is too short", { windows: [rowsOf(week(9)), rowsOf(week(2))] }, "/windows/1", "window 2, a forecast"],
  ["times that fall", { rows: rowsOf(week(9)).toReversed() }, "/rows/1/time", "times must ascend"],
  [
    "numbers too large for a forecast",
    { columns: { value: week(30).map((value) => value * 2e306) } },
    "/columns",
    "too large",
  ],
])("%s is a problem at its place", async (_, body, pointer, detail) => {
  const answer = await predict(body);
  expect([answer.status, problemOf(answer)]).toEqual([422, "invalid-values"]);
  const [error] = answer.body.errors as { pointer: string; detail: string }[];
  expect(error.pointer).toBe(pointer);
  expect(error.detail).toContain(detail);
});

test("bodies that mean ill get their problem document, and the next request its answer", async () => {
  const hostile: unknown[] = [
    "", "null", "[]", '{"rows":', `${"[".repeat(50)}`, '{"rows":[{"value":1e999}]}', '{"__proto__":{"rows":[]}}',
    '{"rows":[1,2,3,4,5]}', '{"rows":{"length":1e9}}', '{"columns":{"value":{"length":9}}}',
    '{"columns":{"__proto__":[1,2,3,4,5]},"target":"__proto__","season":"none","horizon":1e9}',
    '{"windows":[{"rows":[],"windows":[]}]}', '{"rows":[],"season":-1}', '{"rows":[],"min":"none","max":{}}',
    { rows: rowsOf(week(9)), min: 5, max: "abc" }, { rows: rowsOf(week(9)), time: 7 },
    { columns: { value: [1, 2, 3, 4, "5"] } }, { columns: { value: [1, 2, 3, 4, 5] }, times: [1, 2] },
    { rows: rowsOf(week(9)).map(({ value }) => ({ value, time: "soon" })) },
    { rows: rowsOf(week(9)).map(({ value }) => ({ value, time: 9e99 })) },
  ]; // biome-ignore format: a list
  for (const body of hostile) {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch(`${url}/v1/predict`, { method: "POST", body: text, headers });
    expect(answer.status, text).toBeGreaterThanOrEqual(400);
    await checkAnswer(answer, text);
  }
  const proto = '{"columns":{"__proto__":[1,2,3,4,5]},"target":"__proto__"}';
  expect((await predict(proto)).status).toBe(200);
});

test("extreme but finite series are forecast or refused, never answered with what is no number", async () => {
  for (const value of [
    new Array(30).fill(0),
    new Array(30).fill(-5e-324),
    week(30).map((x) => x * 1e-310),
    week(30).map((x) => x * 1e150),
    week(30).map((x, t) => (t === 29 ? 1e300 : x)),
    Array.from({ length: 4 }, (_, t) => t),
    week(30).map((_, t) => (-1) ** t * 1e308),
  ]) {
    const { status, body } = await predict({ columns: { value }, horizon: 60 });
    if (status === 422) continue;
    expect(status).toBe(200);
    for (const { value: middle, lower, upper } of body.forecast as Record<string, number>[]) {
      expect(lower <= middle && middle <= upper).toBe(true);
    }
  }
});

test("the description and the OpenAPI document are of this network: their example is answered, and answers fit", async () => {
  const { body: model } = await send(`${url}/v1/model`);
  expect(model).toMatchObject({
    task: "zero-shot",
    name: "pretrained network",
    target: "value",
    lookback: 4,
    mode: "strict",
  });
  expect(model.parameters).toBeGreaterThan(50_000);
  const { body: document } = await send(`${url}/openapi.json`);
  expect((document.info as Schema).description).toBe("Forecasts of any series without training over HTTP.");
  type Operation = {
    requestBody: { content: Record<string, { schema: Schema; example: unknown }> };
    responses: Record<string, { content: Record<string, { schema: Schema }> }>;
  };
  const operation = (document.paths as Record<string, Record<string, Operation>>)["/v1/predict"].post;
  const { schema, example } = operation.requestBody.content["application/json"];
  const answerSchema = operation.responses[200].content["application/json"].schema;
  for (const body of [
    example,
    { columns: { sold: week(30) }, target: "sold", season: 7, level: [0.9, 0.5] },
    { windows: [rowsOf(week(30)), { rows: rowsOf(week(20)) }], season: "none" },
  ]) {
    expect(fault(body, schema, document)).toBeUndefined();
    const answer = await predict(body);
    expect(answer.status).toBe(200);
    expect(fault(answer.body, answerSchema, document)).toBeUndefined();
  }
  expect(fault({ rows: week(9) }, schema, document)).toBeDefined();
});

test("it has no streams, and says what to do instead", async () => {
  const answer = await post(`${url}/v1/stream/a/step`, { row: { value: 1 } });
  expect([answer.status, problemOf(answer)]).toEqual([404, "no-streaming"]);
  expect(answer.body.detail).toBe("The pretrained network forecasts whole series: send them to /v1/predict.");
});
