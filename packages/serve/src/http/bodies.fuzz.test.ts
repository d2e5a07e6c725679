// Bodies from strangers, thousands of them, through the application and its real workers: each is answered with numbers or with
// a problem document, never with a fault, and none changes what others get.

import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fuzz } from "../../../../test/fuzz.ts";
import { createService, type Service } from "../index.ts";
import { checkAnswer, forecasterBytes, goodRows, networkBytes } from "./hostile.fixture.ts";

const TOKEN = "correct-horse-battery-staple";
const limits = { bodyBytes: 20_000, depth: 8, rows: 200, windows: 5, streams: 8 };
let single: Service;
let several: Service;
let network: Service;
let guarded: Service;

beforeAll(async () => {
  const one = await forecasterBytes(["Value"]);
  single = createService(one, { workers: 1, limits });
  several = createService(await forecasterBytes(["__proto__", "a/b~c"]), { workers: 1, limits });
  network = createService(networkBytes(), { workers: 1, limits });
  guarded = createService(one, { workers: 1, limits, token: TOKEN });
});

afterAll(async () => {
  await Promise.all([single, several, network, guarded].map((service) => service?.close()));
});

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly body?: BodyInit;
  readonly headers?: Record<string, string>;
}

async function send(service: Service, { method = "POST", path = "/v1/predict", body, headers }: Sent) {
  const request = new Request(`http://localhost${path}`, {
    method,
    ...(body !== undefined && { body }),
    headers: { "Content-Type": "application/json", ...headers },
  });
  const answer = await service.fetch(request);
  return {
    status: answer.status,
    document: await checkAnswer(answer, `${method} ${path} ${String(body).slice(0, 300)}`),
  };
}

const nasty = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, "", "NaN", "Infinity", "1", "1e999", [], {}, [[]], [{}], { length: 3 }),
  fc.constantFrom<unknown>(0, -0, -1, 0.5, 1e308, -1e308, 5e-324, 2 ** 53, 1e21, 3.5e38, 8.64e15, 8.65e15),
  fc.constantFrom<unknown>("2024-01-01", "01/02/2024", "31/12/2024", "2024-02-30", "2024-01-01T10:00:00Z", "__proto__"),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.array(fc.integer(), { maxLength: 5 }),
  fc.jsonValue({ maxDepth: 3 }),
);

const field = fc.constantFrom(
  "rows",
  "columns",
  "times",
  "windows",
  "time",
  "dateOrder",
  "anyStep",
  "row",
  "value",
  "values",
  "step",
  "horizon",
);
const name = fc.oneof(
  field,
  fc.constantFrom("Value", "__proto__", "a/b~c", "constructor", "toString", "length", "", "Time"),
  fc.string({ unit: "binary", maxLength: 8 }),
);

/** Objects whose keys are put in as written, "__proto__" among them. */
const object = (key: fc.Arbitrary<string>, value: fc.Arbitrary<unknown>) =>
  fc.array(fc.tuple(key, value), { maxLength: 5 }).map((entries) => Object.fromEntries(entries));

const cell = fc.oneof(
  { weight: 8, arbitrary: fc.double({ min: -1e4, max: 1e4, noNaN: true }) },
  { weight: 1, arbitrary: nasty },
);
const time = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 20_000 }).map((day) => day * 86_400_000) },
  { weight: 1, arbitrary: nasty },
);
const column = fc.array(cell, { maxLength: 12 });
const columns = fc.record({ Value: column, ["__proto__"]: column, "a/b~c": column }, { requiredKeys: [] });
const rows = fc.array(
  fc.oneof(
    { weight: 9, arbitrary: fc.record({ time, Value: cell }, { requiredKeys: ["Value"] }) },
    { weight: 1, arbitrary: object(name, cell) },
    { weight: 1, arbitrary: nasty },
  ),
  { maxLength: 12 },
);
const cube = fc.array(fc.array(fc.array(cell, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 }), {
  maxLength: 6,
});
const wild = fc.oneof(
  object(field, nasty),
  object(name, nasty),
  fc.record({ rows }),
  fc.record({ rows, time: nasty, dateOrder: nasty }, { requiredKeys: ["rows"] }),
  fc.record({ columns, times: fc.array(time, { maxLength: 12 }) }, { requiredKeys: ["columns"] }),
  fc.record({ windows: fc.array(fc.oneof(rows, fc.record({ rows }), fc.record({ columns })), { maxLength: 7 }) }),
  fc.record({ windows: cube, horizon: nasty }, { requiredKeys: ["windows"] }),
  nasty,
);

/** Bodies that fit one of the models. */
const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const fitting: fc.Arbitrary<unknown> = fc
  .record({
    values: fc.array(fc.tuple(number, number), { minLength: 2, maxLength: 12 }),
    windows: fc.integer({ min: 1, max: 5 }),
    form: fc.constantFrom("rows", "columns", "windows", "network"),
    timed: fc.constantFrom("no", "text", "number"),
  })
  .map(({ values, windows, form, timed }) => {
    const timeOf = (i: number) => (timed === "text" ? `2024-01-${String(i + 1).padStart(2, "0")}` : i * 86_400_000);
    const list = values.map(([a, b], i) => {
      const entries: [string, unknown][] = [
        ["Value", a],
        ["__proto__", a],
        ["a/b~c", b],
      ];
      return Object.fromEntries(timed === "no" ? entries : [["time", timeOf(i)], ...entries]);
    });
    if (form === "rows") return { rows: list };
    if (form === "windows") return { windows: Array.from({ length: windows }, () => list) };
    if (form === "network") return { windows: Array.from({ length: windows }, () => values) };
    const [first, second] = [values.map(([a]) => a), values.map(([, b]) => b)];
    return {
      columns: Object.fromEntries([
        ["Value", first],
        ["__proto__", first],
        ["a/b~c", second],
      ]),
      ...(timed !== "no" && { times: values.map((_, i) => timeOf(i)) }),
    };
  });

/** The value with another one somewhere inside; `at` chooses the place, level by level. */
function spoilt(value: unknown, at: readonly number[], put: unknown): unknown {
  if (at.length === 0 || typeof value !== "object" || value === null) return put;
  const keys = Object.keys(value);
  if (keys.length === 0) return put;
  const key = keys[at[0] % keys.length];
  const entries = Object.entries(value).map(([k, one]) => [k, k === key ? spoilt(one, at.slice(1), put) : one]);
  return Array.isArray(value) ? entries.map(([, one]) => one) : Object.fromEntries(entries);
}

const body = fc.oneof(
  wild,
  fitting,
  fc
    .tuple(fitting, fc.array(fc.nat(), { minLength: 1, maxLength: 4 }), nasty)
    .map(([value, at, put]) => spoilt(value, at, put)),
);

/** Text of a body as a client may send it: as it is, or with pieces cut out and others put in. */
const edit = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(4), fc.string({ maxLength: 4 }));
const text = fc
  .tuple(
    body,
    fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.array(edit, { maxLength: 3 }) }),
  )
  .map(([value, edits]) =>
    edits.reduce((now, [at, cut, put]) => {
      const place = Math.floor(at * now.length);
      return now.slice(0, place) + put + now.slice(place + cut);
    }, JSON.stringify(value) ?? ""),
  );

function requireFinite(value: unknown): void {
  if (typeof value === "number") expect(Number.isFinite(value)).toBe(true);
  else if (typeof value === "object" && value !== null) for (const one of Object.values(value)) requireFinite(one);
  else expect(typeof value, JSON.stringify(value)).toBe("string");
}

test("every body to /v1/predict is answered with finite forecasts or a problem, by each kind of model", async () => {
  let answered = 0;
  await fc.assert(
    fc.asyncProperty(text, async (sent) => {
      for (const service of [single, several, network]) {
        const { status, document } = await send(service, { body: sent });
        expect([200, 400, 413, 422]).toContain(status);
        if (status !== 200) continue;
        answered++;
        requireFinite(document.forecast ?? document.forecasts ?? document.outputs);
      }
    }),
    fuzz(700),
  );
  expect(answered).toBeGreaterThan(100);
});

/** Times as a clock gives them, and sometimes as it does not. */
const ascending = fc
  .tuple(
    fc.constantFrom(1, 1000, 3_600_000, 86_400_000, 2_629_746_000),
    fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 12 }),
    fc.array(time, { maxLength: 12 }),
    fc.nat(4),
  )
  .map(([unit, steps, others, which]) => {
    let now = 0;
    return which === 0 ? others : steps.map((step) => (now += step * unit));
  });

test("every rows, columns and times are answered with as many forecasts as windows and rows as the horizon", async () => {
  let answered = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(column, { minLength: 1, maxLength: 5 }), ascending, async (lists, times) => {
      const windows = lists.map((Value) => ({
        columns: { Value },
        ...(times.length > 0 && { times: times.slice(0, Value.length) }),
      }));
      const { status, document } = await send(single, { body: JSON.stringify({ windows, anyStep: true }) });
      expect([200, 422]).toContain(status);
      if (status === 422) return;
      answered++;
      const forecasts = document.forecasts as { time: string; value: number }[][];
      expect(forecasts.map((forecast) => forecast.length)).toEqual(lists.map(() => 3));
      requireFinite(forecasts);
    }),
    fuzz(1000),
  );
  expect(answered).toBeGreaterThan(20);
});

test("bytes that are no JSON, in any content type and coding, are refused with 400 or 415", async () => {
  const type = fc.constantFrom(
    "",
    "text/plain",
    "application/json; charset=latin1",
    "application/jsonp",
    "multipart/form-data",
    "application/json",
  );
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 60 }),
      type,
      fc.constantFrom("identity", "gzip", "br", "x"),
      async (bytes, contentType, coding) => {
        const headers = { "Content-Type": contentType, "Content-Encoding": coding };
        const { status } = await send(single, { body: bytes.slice(), headers });
        const refused = contentType !== "application/json" || coding !== "identity" ? [415] : [400, 422];
        expect(refused).toContain(status);
      },
    ),
    fuzz(1000),
  );
});

test("any method, address and header is answered with a document or a problem, and none without the token", async () => {
  const path = fc.oneof(
    fc.constantFrom(
      "/",
      "/healthz",
      "/readyz",
      "/metrics",
      "/openapi.json",
      "/v1/model",
      "/v1/predict",
      "/v1/stream/a",
    ),
    fc.constantFrom(
      "/v1/stream/a/step",
      "/v1/stream//step",
      "/v1/stream/%00/step",
      "/v1/stream/..%2fx/step",
      "//v1/model",
    ),
    fc.constantFrom(
      "/v1/stream/%E0%A4%A/step",
      "/v1/predict/",
      "/healthz/..",
      "/V1/MODEL",
      "/__proto__",
      "/v1/stream/%F0%9F",
    ),
    fc.string({ maxLength: 20 }).map((part) => `/${encodeURIComponent(part)}`),
    fc.webPath(),
  );
  const method = fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "QUERY", "PROPFIND");
  const token = fc.constantFrom(
    "",
    TOKEN,
    `${TOKEN} `,
    TOKEN.slice(0, -1),
    `${TOKEN}x`,
    TOKEN.toUpperCase(),
    "Bearer",
    `"${TOKEN}"`,
  );
  const scheme = fc.constantFrom("", "Bearer", "bearer", "Basic", "Bearer Bearer", "Token");
  await fc.assert(
    fc.asyncProperty(path, method, scheme, token, async (at, how, kind, key) => {
      const authorization = `${kind} ${key}`.trim();
      const headers: Record<string, string> = authorization === "" ? {} : { Authorization: authorization };
      const sent = { method: how, path: at, headers, ...(["GET", "HEAD"].includes(how) ? {} : { body: "{}" }) };
      if (how === "HEAD") {
        const answer = await guarded.fetch(new Request(`http://localhost${at}`, { method: "HEAD", headers }));
        expect(answer.status).toBeLessThan(500);
        expect(await answer.text()).toBe("");
        return;
      }
      const { status } = await send(guarded, sent);
      const right = /^bearer$/i.test(kind) && key.trim() === TOKEN;
      const open = /^\/(healthz|readyz)$/.test(new URL(`http://localhost${at}`).pathname);
      if (!right && !open) expect(status, `${how} ${at} ${authorization}`).toBe(401);
      if (right || open) expect(status).not.toBe(401);
    }),
    fuzz(1500),
  );
});

test("steps that are refused leave their stream as it was: the others get the answers of a stream without them", async () => {
  const bad = fc.oneof(
    object(fc.constantFrom("row", "value", "time", "step", "dateOrder", "anyStep", "__proto__"), nasty).filter(
      ({ value }) => typeof value !== "number",
    ),
    fc.record({ value: fc.double({ min: -1e3, max: 1e3, noNaN: true }), step: fc.integer({ min: 100, max: 200 }) }),
    fc.record({ value: fc.integer(), time: fc.constantFrom("2024-02-30", "x", 8.65e15, null) }),
    nasty,
  );
  const good = fc.double({ min: 0, max: 100, noNaN: true }).map((value) => ({ value }));
  let number = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.oneof(
          good.map((step) => ({ good: step })),
          bad.map((step) => ({ bad: step })),
        ),
        { maxLength: 14 },
      ),
      async (steps) => {
        const [mixed, pure] = [`mixed-${++number}`, `pure-${number}`];
        const step = async (id: string, value: unknown) => {
          const { status, document } = await send(single, {
            path: `/v1/stream/${id}/step`,
            body: JSON.stringify(value) ?? "",
          });
          return { status, document: { ...document, id: "" } };
        };
        let held = 0;
        for (const one of steps) {
          if ("bad" in one) {
            const { status } = await step(mixed, one.bad);
            expect([400, 409, 422], JSON.stringify(one.bad)).toContain(status);
            continue;
          }
          const [a, b] = [await step(mixed, one.good), await step(pure, one.good)];
          expect(a.status).toBe(200);
          expect(a).toEqual(b);
          expect(a.document).toMatchObject({ step: ++held });
        }
        for (const id of [mixed, pure]) {
          const view = await send(single, { method: "GET", path: `/v1/stream/${id}` });
          expect(view.status).toBe(held === 0 ? 404 : 200);
          const { status } = await send(single, { method: "DELETE", path: `/v1/stream/${id}` });
          expect(status).toBe(held === 0 ? 404 : 204);
        }
      },
    ),
    fuzz(250),
  );
});

test("after all of it the service answers as before, and has changed no object of the process", async () => {
  const { status, document } = await send(single, { body: JSON.stringify(goodRows()) });
  expect(status).toBe(200);
  expect(document.forecast).toHaveLength(3);
  expect((await send(single, { method: "GET", path: "/healthz" })).document).toEqual({ status: "alive" });
  const metrics = await (await single.fetch(new Request("http://localhost/metrics"))).text();
  expect(metrics).not.toMatch(/status="5/);
  expect(metrics).toContain("recurra_workers_replaced 0");
  expect(metrics).toContain("recurra_streams 0");
  expect(Object.keys(Object.prototype)).toEqual([]);
});
