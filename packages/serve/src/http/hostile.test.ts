// Clients that mean ill, on real sockets: slow, oversized, malformed, gone, too many. Each gets its 4xx or is cut off, nothing of
// the service changes, and the others are answered all the while.

import { connect, type Socket } from "node:net";
import { afterEach, beforeAll, expect, test } from "vitest";
import { createService, type Listening, type Service, type ServiceOptions } from "../index.ts";
import { checkAnswer, checkProblem, forecasterBytes, goodRows } from "./hostile.fixture.ts";

const TOKEN = "correct-horse-battery-staple";
let bytes: Uint8Array;
let service: Service;
let at: Listening;

beforeAll(async () => {
  bytes = await forecasterBytes(["Value"]);
});

afterEach(async () => {
  await service.close();
});

/** Limits of time that the slow are measured by: long enough for others on a busy machine. */
const short = { headerSeconds: 1, receiveSeconds: 1.5 };

/** Starts a service of one worker. */
async function start(limits: ServiceOptions["limits"] = {}, options: ServiceOptions = {}): Promise<void> {
  service = createService(bytes, { workers: 1, ...options, limits: { drainSeconds: 5, ...limits } });
  at = await service.listen({ port: 0 });
}

/** A socket that has said something; `text` has all that came when the server has closed it. */
function speak(...said: (string | Uint8Array)[]): { socket: Socket; text: Promise<string> } {
  const socket = connect(at.port, at.address);
  for (const one of said) socket.write(one);
  const text = new Promise<string>((resolve) => {
    let all = "";
    socket.setEncoding("latin1").on("data", (piece: string) => {
      all += piece;
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(all));
  });
  return { socket, text };
}

/** Sends one more sign again and again, until the server has had enough. */
function dribble(head: string, sign: string): Promise<string> {
  const { socket, text } = speak(head);
  const often = setInterval(() => socket.write(sign), 20);
  socket.on("close", () => clearInterval(often));
  return text;
}

/** The status and problem of the last answer of a connection. */
function problemOf(text: string): { status: number; problem: Record<string, unknown> } {
  const status = Number(/HTTP\/1\.1 (\d{3}) (?![\s\S]*HTTP\/1\.1 \d{3} )/.exec(text)?.[1]);
  expect(text, text).toMatch(/content-type: application\/problem\+json/i);
  expect(text, text).toMatch(/x-request-id: [\w-]{36}\r\n/i);
  const body = text.slice(text.lastIndexOf("\r\n\r\n") + 4);
  return {
    status,
    problem: checkProblem(JSON.parse(body.slice(body.indexOf("{"), body.lastIndexOf("}") + 1)), status),
  };
}

async function ask(
  path: string,
  init: RequestInit = {},
): Promise<{ status: number; document: Record<string, unknown>; headers: Headers }> {
  const answer = await fetch(at.url + path, init);
  return { status: answer.status, headers: answer.headers, document: await checkAnswer(answer, path) };
}

const post = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: "POST",
  body: typeof body === "string" ? body : JSON.stringify(body),
  headers: { "Content-Type": "application/json", ...headers },
});

async function metric(name: string): Promise<number> {
  const text = await (await fetch(`${at.url}/metrics`)).text();
  const line = text.split("\n").find((one) => one.startsWith(`${name} `));
  return Number(line?.slice(name.length + 1));
}

/** The service still computes, and computes what it did. */
async function requireSound(): Promise<void> {
  const [{ document: one }, { document: two }] = [
    await ask("/v1/predict", post(goodRows())),
    await ask("/v1/predict", post(goodRows())),
  ];
  expect(one.forecast).toHaveLength(3);
  expect(two).toEqual(one);
  expect(await metric("recurra_queue_waiting")).toBe(0);
  expect(await metric("recurra_workers_replaced")).toBe(0);
  expect(await metric("recurra_streams")).toBe(0);
}

const head = (rest: string, path = "/v1/predict") =>
  `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${rest}`;

test("clients that dribble headers or bodies are answered 408 when their time is over, and others at once meanwhile", async () => {
  await start(short);
  const slow = [
    ...Array.from({ length: 10 }, () => dribble("POST /v1/predict HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", "a")),
    ...Array.from({ length: 10 }, () => dribble(head("Content-Length: 1000\r\n\r\n{"), " ")),
    ...Array.from({ length: 10 }, () => dribble(head("Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"), "1\r\n \r\n")),
    dribble("", "G"),
  ];
  for (let i = 0; i < 10; i++) {
    expect((await ask("/healthz")).status).toBe(200);
    expect((await ask("/v1/predict", post(goodRows()))).status).toBe(200);
  }
  for (const text of await Promise.all(slow)) {
    const { status, problem } = problemOf(text);
    // A word that is no method is malformed before it is slow.
    expect([400, 408]).toContain(status);
    if (status === 408) expect(problem.type).toBe("urn:recurra:problem:receiving-too-slow");
  }
  await requireSound();
});

test("a body larger than the limit is answered 413: declared, sent whole, or in chunks without an end", async () => {
  await start({ bodyBytes: 10_000 });
  const large = `{"rows": [${"0,".repeat(10_000)}0]}`;
  const declared = speak(head("Content-Length: 999999999999\r\n\r\n"));
  const enormous = speak(head(`Content-Length: 1${"0".repeat(400)}\r\n\r\n`));
  const chunked = speak(head("Transfer-Encoding: chunked\r\n\r\n"));
  const chunk = `${(4096).toString(16)}\r\n${" ".repeat(4096)}\r\n`;
  const endless = setInterval(() => chunked.socket.writable && chunked.socket.write(chunk), 1);
  chunked.socket.on("close", () => clearInterval(endless));
  for (const { text } of [declared, chunked]) expect(problemOf(await text).status).toBe(413);
  expect([400, 413]).toContain(problemOf(await enormous.text).status);
  const { status, document } = await ask("/v1/predict", post(large));
  expect([status, document.type]).toEqual([413, "urn:recurra:problem:body-too-large"]);
  await requireSound();
});

test("all bodies together have a limit, which those that are cut off give back", async () => {
  await start({ bodyBytes: 50_000, bufferedBytes: 100_000 });
  const waiting = Array.from({ length: 4 }, () => speak(head("Content-Length: 50000\r\n\r\n"), " ".repeat(40_000)));
  const refused = await Promise.race(waiting.map(({ text }) => text));
  expect(problemOf(refused)).toMatchObject({ status: 503, problem: { type: "urn:recurra:problem:busy" } });
  for (const { socket } of waiting) socket.destroy();
  await Promise.all(waiting.map(({ text }) => text));
  await requireSound();
});

test("what is not HTTP is answered 400 or 431, also behind a request that is", async () => {
  await start({ headerBytes: 4096 });
  const good = JSON.stringify(goodRows());
  const garbage = [
    "\0\0\0\0\r\n\r\n",
    "GET\r\n\r\n",
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "GET /healthz HTTP/9.9\r\nHost: localhost\r\n\r\n",
    "GET /healthz HTTP/1.1\r\nHost : localhost\r\n\r\n",
    "GET /healthz HTTP/1.1\r\nHost: localhost\r\nA: b\rC: d\r\n\r\n",
    head("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    head("Content-Length: 5\r\nContent-Length: 6\r\n\r\n{}   "),
    head("Content-Length: -5\r\n\r\n{}"),
    head("Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"),
    head("Transfer-Encoding: gzip\r\n\r\n{}"),
  ];
  for (const text of garbage) {
    const { status, problem } = problemOf(await speak(text).text);
    expect([status, problem.type], JSON.stringify(text)).toEqual([400, "urn:recurra:problem:malformed-request"]);
  }
  expect(problemOf(await speak(head(`X: ${"a".repeat(5000)}\r\n\r\n`)).text).status).toBe(431);
  expect(problemOf(await speak(head(`${"X: y\r\n".repeat(5000)}\r\n\r\n`)).text).status).toBe(431);
  const behind = await speak(head(`Content-Length: ${good.length}\r\n\r\n${good}\0garbage\r\n\r\n`)).text;
  expect(behind.match(/HTTP\/1\.1 \d{3}/g)).toEqual(["HTTP/1.1 200", "HTTP/1.1 400"]);
  await requireSound();
});

test("a Host that is another's, none, or no name is refused, so that no page can call the service by its own name", async () => {
  await start();
  const get = (host: string) => speak(`GET /v1/model HTTP/1.1\r\n${host}Connection: close\r\n\r\n`).text;
  for (const host of [
    "Host: evil.example\r\n",
    "Host: 127.0.0.1.evil.example\r\n",
    "Host: localhost.evil.example:80\r\n",
  ]) {
    expect(problemOf(await get(host)).status, host).toBe(421);
  }
  for (const host of [
    "",
    "Host: \r\n",
    "Host: a b\r\n",
    "Host: a/b@localhost\r\n",
    "Host: localhost\r\nHost: evil.example\r\n",
  ]) {
    expect([400, 421], host).toContain(problemOf(await get(host)).status);
  }
  expect(await get("Host: localhost:1234\r\n")).toMatch(/^HTTP\/1\.1 200/);
});

test("clients that leave in the middle of the head, the body or the answer leave nothing behind", async () => {
  await start();
  const good = JSON.stringify(goodRows());
  const whole = head(`Content-Length: ${good.length}\r\n\r\n${good}`);
  for (let cut = 1; cut < whole.length + 20; cut += 9) {
    const { socket, text } = speak(whole.slice(0, cut));
    // Once the bytes are under way, half of them by a reset.
    socket.once("connect", () => setImmediate(() => (cut % 2 === 0 ? socket.resetAndDestroy() : socket.destroy())));
    await text;
  }
  const unread = speak(whole.repeat(200));
  unread.socket.pause();
  await requireSound();
  unread.socket.destroy();
  await requireSound();
  expect(await metric("recurra_workers_busy")).toBe(0);
});

test("more connections than allowed are closed at once, and idle ones make room when their time is over", async () => {
  await start({ connections: 20, ...short });
  const idle = Array.from({ length: 60 }, () => speak());
  await Promise.all(idle.map(({ text }) => text));
  expect((await ask("/healthz")).status).toBe(200);
  await requireSound();
  expect(await metric("recurra_connections_refused_total")).toBeGreaterThanOrEqual(30);
});

test("where idle connections are nearly as many as may be, those that never asked make room for others", async () => {
  await start({ connections: 32, headerSeconds: 60, receiveSeconds: 60 });
  const idle = Array.from({ length: 40 }, () => speak());
  for (let served = false; !served; ) {
    const answer = fetch(`${at.url}/healthz`, { headers: { Connection: "close" } });
    served = await answer.then(
      ({ ok }) => ok,
      () => false,
    );
  }
  while ((await metric('recurra_connections_closed_total{reason="idle"}')) === 0) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await requireSound();
  for (const { socket } of idle) socket.destroy();
});

const heapOf = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`.repeat(1500);

test("a client that comes anew is answered long before heaps of requests that came before it", async () => {
  await start({}, { token: TOKEN });
  let answered = 0;
  const heaps = Array.from({ length: 20 }, () => speak(heapOf("/v1/model")));
  for (const { socket } of heaps) {
    socket.on("data", (text: string) => {
      answered += text.split("HTTP/1.1 401").length - 1;
    });
  }
  while (answered === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  const before = answered;
  expect((await ask("/healthz")).status).toBe(200);
  // Of 30,000. By counts, so that it holds on any machine.
  expect(answered - before).toBeLessThan(6000);
  for (const { socket } of heaps) socket.destroy();
});

test("clients that do not take their answers are closed when their time is over, and counted", async () => {
  await start({ sendSeconds: 0.5 });
  const heaps = Array.from({ length: 5 }, () => speak());
  for (const { socket } of heaps) socket.pause().write(heapOf("/openapi.json"));
  while ((await metric('recurra_connections_closed_total{reason="unread"}')) < 5) {
    expect((await ask("/healthz")).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  for (const { socket } of heaps) socket.destroy();
  await requireSound();
});

test("clients that heap up more requests than all may together are closed and counted, and those who ask one by one are served", async () => {
  await start({ pipelinedBytes: 200_000 });
  const heaps = Array.from({ length: 10 }, () => speak());
  for (const { socket } of heaps) socket.pause().write(heapOf("/openapi.json"));
  while ((await metric('recurra_connections_closed_total{reason="pipelined"}')) < 5) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await requireSound();
  for (const { socket } of heaps) socket.destroy();
});

test("streams beyond the limit are answered 429, and one that is ended makes room", async () => {
  await start({ streams: 5 });
  const step = (id: string) => ask(`/v1/stream/${id}/step`, post({ value: 1 }));
  for (let i = 0; i < 5; i++) expect((await step(`s${i}`)).status).toBe(200);
  for (let i = 5; i < 20; i++) {
    const { status, document, headers } = await step(`s${i}`);
    expect([status, document.type]).toEqual([429, "urn:recurra:problem:too-many-streams"]);
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
  }
  expect((await step("s0")).document.step).toBe(2);
  expect((await ask("/v1/stream/s0", { method: "DELETE" })).status).toBe(204);
  expect((await step("s5")).document.step).toBe(1);
  for (let i = 1; i < 6; i++) await ask(`/v1/stream/s${i}`, { method: "DELETE" });
  await requireSound();
});

test("steps of one stream that are sent at the same time are taken one after another: each number once, as if sent in that order", async () => {
  await start();
  const values = Array.from({ length: 40 }, (_, i) => 50 + ((i * 13) % 17));
  const step = (id: string, value: number) => ask(`/v1/stream/${id}/step`, post({ value }));
  const answers = await Promise.all(values.map((value) => step("crowd", value)));
  const taken = answers.map(({ document }, i) => ({ number: document.step as number, value: values[i], document }));
  taken.sort((a, b) => a.number - b.number);
  expect(taken.map(({ number }) => number)).toEqual(values.map((_, i) => i + 1));
  for (const { value, document } of taken)
    expect((await step("one", value)).document).toEqual({ ...document, id: "one" });
  for (const id of ["crowd", "one"]) await ask(`/v1/stream/${id}`, { method: "DELETE" });
  await requireSound();
});

test("steps that name the same number at the same time: one is taken, the others are told of the conflict", async () => {
  await start();
  await ask("/v1/stream/s/step", post({ value: 1 }));
  const twice = await Promise.all([2, 3, 4, 5].map((value) => ask("/v1/stream/s/step", post({ value, step: 2 }))));
  expect(twice.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
  expect((await ask("/v1/stream/s")).document.steps).toBe(2);
});

test("with a token nothing but the probes answers without it, and nearly right ones are as wrong as any", async () => {
  await start({}, { token: TOKEN });
  const guesses = [
    "",
    "Bearer",
    `Bearer ${TOKEN}x`,
    `Bearer ${TOKEN.slice(1)}`,
    `Basic ${TOKEN}`,
    `Bearer ${TOKEN.toUpperCase()}`,
    `Bearer ${TOKEN}, Bearer ${TOKEN}`,
    `bearer: ${TOKEN}`,
  ];
  for (const guess of guesses) {
    for (const [path, init] of [
      ["/v1/model", {}],
      ["/v1/predict", post(goodRows())],
      ["/v1/predict", post("{")],
      ["/v1/stream/a/step", post({ value: 1 })],
      ["/metrics", {}],
      ["/nothing", {}],
    ] as const) {
      const headers = { ...(init.headers as Record<string, string>), ...(guess !== "" && { Authorization: guess }) };
      const { status, headers: answered } = await ask(path, { ...init, headers });
      expect([status, answered.get("www-authenticate")?.slice(0, 6)], `${guess} ${path}`).toEqual([401, "Bearer"]);
    }
  }
  const right = { Authorization: `Bearer ${TOKEN}` };
  expect((await ask("/v1/predict", post(goodRows(), right))).status).toBe(200);
  expect((await ask("/v1/stream/a", { headers: right })).status).toBe(404);
  expect((await ask("/healthz")).status).toBe(200);
});

test("JSON that is deep, full of keys, doubled or no number is refused or read as JSON says, and costs little", async () => {
  await start({ bodyBytes: 1_000_000 });
  const statusOf = async (body: string) => (await ask("/v1/predict", post(body))).status;
  expect(await statusOf("[".repeat(400_000))).toBe(400);
  expect(await statusOf(`${'{"rows":'.repeat(100_000)}1${"}".repeat(100_000)}`)).toBe(400);
  expect(await statusOf(`{"rows": ${"[".repeat(12)}1${"]".repeat(12)}}`)).toBe(422);
  const keys = Array.from({ length: 50_000 }, (_, i) => `"k${i}":1`).join(",");
  expect(await statusOf(`{${keys}}`)).toBe(422);
  expect(await statusOf(`{"rows":[{${keys}}]}`)).toBe(422);
  for (const cell of ["NaN", "Infinity", "-Infinity", "0x10", "01", "1.", ".5", "+1", "1e", "undefined", "'1'"]) {
    expect(await statusOf(`{"columns":{"Value":[1,2,3,${cell}]}}`), cell).toBe(400);
  }
  for (const cell of ["1e999", "-1e999", '"NaN"', '"1"', "null", "true", "[1]", "{}"]) {
    expect(await statusOf(`{"columns":{"Value":[1,2,3,${cell}]}}`), cell).toBe(422);
  }
  // The last of two equal keys counts, as in every JSON reader of JavaScript.
  expect(await statusOf('{"columns":{"Value":"x","Value":[1,2,3,4]}}')).toBe(200);
  const polluting =
    '{"__proto__":{"rows":[]},"columns":{"__proto__":[1],"Value":[1,2,3,4]},"constructor":{"prototype":{"x":1}}}';
  expect(await statusOf(polluting)).toBe(422);
  expect(await statusOf('{"columns":{"__proto__":{"Value":[1,2,3,4]}}}')).toBe(422);
  expect(await statusOf(`{"columns":{"Value":[1,2,3,1${"0".repeat(300_000)}]}}`)).toBe(422);
  await requireSound();
});
