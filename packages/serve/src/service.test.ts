import { GRU, Model, noGrad, Stepper, tensor, withSeed, writeForecaster } from "recurra";
import { expect, onTestFinished, test } from "vitest";
import { describe as described } from "./api/description.ts";
import { createLogger } from "./http/log.ts";
import { resolveServiceOptions } from "./http/options.ts";
import {
  day,
  post,
  problemOf,
  row,
  rows,
  send,
  seriesOf,
  sharedService,
  smallForecaster,
  started,
} from "./service.fixture.ts";
import { createService, ModelService } from "./service.ts";
import type { Computing, Job, Outcome } from "./work/work.ts";

const token = "correct-horse-battery-staple";
const plain = sharedService();
const small = sharedService({ limits: { bodyBytes: 1000 } });
const bearer = { Authorization: `Bearer ${token}` };

test("POST /v1/predict answers with the bits of Forecaster.predict", async () => {
  const { url } = plain();
  const { status, headers, body } = await post(`${url}/v1/predict`, { rows: rows(0, 12) });
  expect(status).toBe(200);
  expect(headers.get("content-type")).toBe("application/json");
  expect(body).toEqual({
    target: "Close",
    level: 0.9,
    forecast: (await smallForecaster()).predict(seriesOf(rows(0, 12))),
  });
});

test("a stream warms up and forecasts, is shown, refuses a bad step without moving, and ends", async () => {
  const { url } = plain();
  const stream = `${url}/v1/stream/desk.1`;
  expect(problemOf(await send(stream))).toBe("no-stream");
  expect((await post(`${stream}/step`, { row: { Close: 1 } })).status).toBe(422);
  expect(problemOf(await send(stream))).toBe("no-stream");
  for (let n = 0; n < 4; n++) {
    expect((await post(`${stream}/step`, { row: row(n), step: n + 1 })).body).toEqual({
      id: "desk.1",
      step: n + 1,
      ready: false,
      status: `warming up: ${n + 1} of 5`,
      forecast: null,
    });
  }
  const repeated = await post(`${stream}/step`, { row: row(3), step: 4 });
  expect([repeated.status, problemOf(repeated)]).toEqual([409, "step-conflict"]);
  expect((await post(`${stream}/step`, { row: { time: day(4), Close: 1 } })).status).toBe(422);
  const forecast = (await smallForecaster()).predict(seriesOf(rows(0, 5)));
  expect((await post(`${stream}/step`, { row: row(4), step: 5 })).body).toMatchObject({ ready: true, forecast });
  expect((await send(stream)).body).toEqual({ id: "desk.1", steps: 5, expiresInSeconds: 900 });
  expect((await send(stream, { method: "DELETE" })).status).toBe(204);
  expect((await send(stream, { method: "DELETE" })).status).toBe(404);
});

test("steps of one stream that are sent at once are done in the order in which they came", async () => {
  const { service } = plain();
  const step = async (n: number): Promise<unknown> => {
    const init = {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ row: row(n) }),
    };
    return (await service.fetch(new Request("http://localhost/v1/stream/a/step", init))).json();
  };
  const answers = await Promise.all(Array.from({ length: 9 }, (_, n) => step(n)));
  expect(answers).toMatchObject(Array.from({ length: 9 }, (_, n) => ({ step: n + 1 })));
  expect(answers[8]).toMatchObject({ forecast: (await smallForecaster()).predict(seriesOf(rows(0, 9))) });
});

test("a stream that was idle is forgotten", async () => {
  let now = 0;
  const { url } = await started({ clock: () => now, limits: { streamIdleSeconds: 60 } });
  await post(`${url}/v1/stream/a/step`, { row: row(0) });
  now = 59_999;
  expect((await send(`${url}/v1/stream/a`)).body).toMatchObject({ expiresInSeconds: 1 });
  now = 60_000;
  expect((await send(`${url}/v1/stream/a`)).status).toBe(404);
  expect((await post(`${url}/v1/stream/a/step`, { row: row(1) })).body).toMatchObject({ step: 1 });
});

test("a network file answers windows and steps with the bits of forward() and stepper()", async () => {
  const network = withSeed(5, () => new GRU({ inputSize: 1, hiddenSize: 4 }));
  const service = createService(Model.of(network, { name: "a small GRU" }), { workers: 1 });
  onTestFinished(async () => {
    await service.close();
  });
  const { url } = await service.listen({ port: 0 });
  expect((await send(`${url}/v1/model`)).body).toMatchObject({
    task: "network",
    inputSize: 1,
    streaming: true,
    facts: { name: "a small GRU" },
  });
  const values = [0.5, -0.25, 1];
  const { body } = await post(`${url}/v1/predict`, { windows: [values.map((value) => [value])] });
  const expected = noGrad(() => network.forward(tensor(Float32Array.from(values), [1, 3, 1])).output.toArray());
  expect(Float32Array.from((body.outputs as number[][][]).flat(2))).toEqual(expected);
  const stepper = new Stepper(network);
  for (const [i, value] of values.entries()) {
    expect((await post(`${url}/v1/stream/s/step`, { value })).body).toEqual({
      id: "s",
      step: i + 1,
      output: [...stepper.step(value)],
    });
  }
});

test("a network that cannot step says so", async () => {
  const service = createService(Model.of(new GRU({ inputSize: 1, hiddenSize: 2, bidirectional: true })), {
    workers: 1,
  });
  onTestFinished(async () => {
    await service.close();
  });
  const { url } = await service.listen({ port: 0 });
  const refused = await post(`${url}/v1/stream/s/step`, { value: 1 });
  expect([refused.status, problemOf(refused)]).toEqual([404, "no-streaming"]);
});

test("GET /v1/model tells what the model reads and how it was trained", async () => {
  const { url, service } = plain();
  const { body } = await send(`${url}/v1/model`);
  expect(body).toEqual(service.description);
  expect(body).toMatchObject({
    task: "forecast",
    name: "LSTM",
    target: "Close",
    columns: ["Close", "Volume"],
    lookback: 5,
    horizon: 3,
    architecture: { type: "ForecastNetwork" },
    training: { rows: 80 },
  });
});

test.each<[string, string, RequestInit, number, string]>([
  ["no JSON", "/v1/predict", { method: "POST", body: "{" }, 400, "invalid-json"],
  ["nesting", "/v1/predict", { method: "POST", body: "[".repeat(20) }, 400, "too-deep"],
  ["a stream's name", "/v1/stream/a%20b", {}, 400, "invalid-stream-id"],
  ["another address", "/v2", {}, 404, "not-found"],
  ["another method", "/v1/predict", {}, 405, "method-not-allowed"],
  ["a large body", "/v1/predict", { method: "POST", body: "x".repeat(2000) }, 413, "body-too-large"],
  [
    "another type",
    "/v1/predict",
    { method: "POST", body: "{}", headers: { "Content-Type": "text/plain" } },
    415,
    "unsupported-media-type",
  ],
  [
    "a packed body",
    "/v1/predict",
    { method: "POST", body: "{}", headers: { "Content-Encoding": "gzip" } },
    415,
    "unsupported-media-type",
  ],
  [
    "another alphabet",
    "/v1/predict",
    { method: "POST", body: "{}", headers: { "Content-Type": "application/json; charset=latin1" } },
    415,
    "unsupported-media-type",
  ],
  ["wrong values", "/v1/predict", { method: "POST", body: "{}" }, 422, "invalid-values"],
])("%s is refused with a problem document of its type", async (_, path, init, status, type) => {
  const { url } = small();
  const headers = { "Content-Type": "application/json", "X-Request-Id": "abc", ...init.headers };
  const answer = await send(url + path, { ...init, headers });
  expect(answer.status).toBe(status);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(problemOf(answer)).toBe(type);
  expect(answer.body).toMatchObject({
    status,
    instance: "urn:recurra:request:abc",
    title: expect.any(String),
    detail: expect.any(String),
  });
  if (status === 405) expect(answer.headers.get("allow")).toBe("POST, OPTIONS");
});

test("a body of unknown length is counted while it comes", async () => {
  const { url } = small();
  const body = new ReadableStream({
    pull(controller) {
      controller.enqueue(new Uint8Array(600).fill(0x20));
    },
  });
  const init = { method: "POST", headers: { "Content-Type": "application/json" }, body, duplex: "half" } as RequestInit;
  expect(problemOf(await send(`${url}/v1/predict`, init))).toBe("body-too-large");
});

test("HEAD and OPTIONS are answered, and every answer forbids to keep, frame or sniff it", async () => {
  const { url } = plain();
  const head = await send(`${url}/v1/model`, { method: "HEAD" });
  expect([head.status, head.body.text]).toEqual([200, ""]);
  const whole = await send(`${url}/v1/model`);
  expect(head.headers.get("content-length")).toBe(whole.headers.get("content-length"));
  const options = await send(`${url}/v1/stream/a`, { method: "OPTIONS" });
  expect([options.status, options.headers.get("allow")]).toEqual([204, "GET, HEAD, DELETE, OPTIONS"]);
  for (const { headers } of [head, options, await send(`${url}/nothing`)]) {
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers.has("x-powered-by")).toBe(false);
    expect(headers.has("access-control-allow-origin")).toBe(false);
  }
});

test("a request id is taken over when it is harmless, and made otherwise", async () => {
  const { url } = plain();
  const idFor = async (id: string): Promise<string | null> =>
    (await send(`${url}/healthz`, { headers: { "X-Request-Id": id } })).headers.get("x-request-id");
  expect(await idFor("trace-1.a_B")).toBe("trace-1.a_B");
  for (const id of ["a b", "<script>", "x".repeat(65), ""]) expect(await idFor(id)).toMatch(/^[0-9a-f-]{36}$/);
});

test("the log has one line for each request, without bodies, tokens or queries", async () => {
  const { url, log } = await started({ token });
  await post(`${url}/v1/predict?secret=1`, { rows: rows(0, 12) }, { ...bearer, "X-Request-Id": "one" });
  await post(`${url}/v1/stream/desk/step`, { row: row(0) }, bearer);
  await send(`${url}/v1/model`, { headers: { Authorization: "Bearer guessed" } });
  await send(`${url}/%0a{"level":"error"}`, { headers: bearer });
  await post(`${url}/v1/predict`, {}, bearer);
  const lines = log.filter(({ msg }) => msg === "request");
  expect(lines).toMatchObject([
    {
      level: "info",
      request: "one",
      method: "POST",
      route: "/v1/predict",
      status: 200,
      ms: expect.any(Number),
      bytes: expect.any(Number),
    },
    { route: "/v1/stream/:id/step", stream: "desk", status: 200 },
    { route: "none", status: 401, problem: "unauthorised" },
    { route: "none", status: 404, problem: "not-found" },
    { route: "/v1/predict", status: 422, problem: "invalid-values" },
  ]);
  expect(lines[0]).not.toHaveProperty("problem");
  const text = JSON.stringify(log);
  for (const secret of [token, "guessed", "secret", "2024-01", "0a{"]) expect(text).not.toContain(secret);
});

test("a port that is in use is Node's error, and the service can be closed", async () => {
  const { port } = await started();
  await expect(started({}, { port })).rejects.toMatchObject({ code: "EADDRINUSE" });
});

test("GET /metrics counts requests by route and status, and tells of queue, streams and workers", async () => {
  const { url } = await started();
  await post(`${url}/v1/stream/a/step`, { row: row(0) });
  await post(`${url}/v1/predict`, {});
  await send(`${url}/made-up-1`);
  const { body, headers } = await send(`${url}/metrics`);
  expect(headers.get("content-type")).toMatch(/^text\/plain; version=0.0.4/);
  const text = body.text as string;
  for (const line of [
    'recurra_requests_total{route="/v1/stream/:id/step",method="POST",status="200"} 1',
    'recurra_requests_total{route="/v1/predict",method="POST",status="422"} 1',
    'recurra_requests_total{route="none",method="GET",status="404"} 1',
    'recurra_request_seconds_count{route="/v1/predict"} 1',
    "recurra_streams 1",
    "recurra_workers 1",
    "recurra_workers_busy 0",
    "recurra_queue_waiting 0",
    "recurra_workers_replaced 0",
    "process_cpu_seconds_total ",
  ]) {
    expect(text).toContain(line);
  }
  expect(text).not.toContain("made-up");
});

/** Workers that never answer, but do start. */
class SilentWorkers implements Computing {
  readonly size = 1;
  readonly replaced = 0;
  run([{ kind }]: readonly Job[], signal: AbortSignal): Promise<Outcome[]> {
    if (kind === "ready") return Promise.resolve([{ text: "" }]);
    return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  }
  async close(): Promise<void> {}
}

async function silent(limits: object): Promise<string> {
  const settings = resolveServiceOptions({ limits });
  const description = described(writeForecaster(await smallForecaster()), "model");
  const service = new ModelService({
    settings,
    description,
    logger: createLogger(undefined),
    makeWorkers: () => new SilentWorkers(),
  });
  onTestFinished(async () => {
    await service.close();
  });
  return (await service.listen({ port: 0 })).url;
}

test("work that takes too long is answered 503; when the queue is full, 503 at once, and /healthz answers all the same", async () => {
  const url = await silent({ queue: 1, requestSeconds: 0.3 });
  const sent = [1, 2].map(() => post(`${url}/v1/predict`, {}));
  let waiting = false;
  while (!waiting) waiting = /recurra_queue_waiting 1\n/.test((await send(`${url}/metrics`)).body.text as string);
  const refused = await post(`${url}/v1/predict`, {});
  expect([refused.status, problemOf(refused), refused.headers.get("retry-after")]).toEqual([503, "busy", "1"]);
  expect((await send(`${url}/healthz`)).body).toEqual({ status: "alive" });
  for (const answer of await Promise.all(sent))
    expect([answer.status, problemOf(answer)]).toEqual([503, "took-too-long"]);
});

test("a fault of ours is a 500 that tells nothing, and is logged", async () => {
  const log: string[] = [];
  const settings = resolveServiceOptions({});
  const description = described(writeForecaster(await smallForecaster()), "model");
  const workers: Computing = {
    size: 1,
    replaced: 0,
    run: async ([{ kind }]) => [kind === "ready" ? { text: "" } : { fault: "TypeError: private" }],
    close: async () => {},
  };
  const logger = createLogger({ write: (line) => log.push(line) });
  const service = new ModelService({ settings, description, logger, makeWorkers: () => workers });
  const init = { method: "POST", headers: { "Content-Type": "application/json", "X-Request-Id": "r1" }, body: "{}" };
  const answer = await service.fetch(new Request("http://localhost/v1/predict", init));
  expect(answer.status).toBe(500);
  expect(await answer.json()).toMatchObject({
    detail: "The fault was logged under the request id r1. Nothing was changed.",
  });
  expect(log.join("")).toContain("TypeError: private");
  await service.close();
});
