// Clients that speak HTTP badly, slowly or not at all, on sockets of their own.

import { connect, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { rows, sharedService, started } from "../service.fixture.ts";

/** Sends bytes, ends there if told to, and collects what comes until the server closes the connection. */
function exchange(port: number, sent: string, ends = false): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => (ends ? socket.end(sent) : socket.write(sent)));
    let text = "";
    socket.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
    socket.on("error", reject).on("close", () => resolve(text));
  });
}

function connected(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => resolve(socket));
    socket.on("error", reject);
    onTestFinished(() => {
      socket.destroy();
    });
  });
}

const plain = sharedService();

test.each([
  ["a request without a Host", "GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n", 400, "malformed-request"],
  ["a Host that is none", "GET /healthz HTTP/1.1\r\nHost: a/b\r\nConnection: close\r\n\r\n", 400, "malformed-request"],
  [
    "headers that are too large",
    `GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Much: ${"x".repeat(20_000)}\r\n\r\n`,
    431,
    "headers-too-large",
  ],
])("%s: a problem document and the end of the connection", async (_, sent, status, type) => {
  const text = await exchange(plain().port, sent);
  expect(text).toMatch(
    new RegExp(`^HTTP/1\\.1 ${status} [\\s\\S]*application/problem\\+json[\\s\\S]*"urn:recurra:problem:${type}"`, "i"),
  );
});

test("headers that trickle in are answered 408, and others are served meanwhile", async () => {
  const { port, url, log } = await started({ limits: { headerSeconds: 0.2, receiveSeconds: 0.4 } });
  const slow = exchange(port, "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-A: b\r\n");
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect(await slow).toMatch(/^HTTP\/1\.1 408 [\s\S]*"urn:recurra:problem:receiving-too-slow"/);
  expect(log).toContainEqual(expect.objectContaining({ msg: "refused", problem: "receiving-too-slow", status: 408 }));
});

test("connections that only stand there do not keep others out, up to the limit; those above are closed", async () => {
  const { port, url } = await started({ limits: { connections: 4 } });
  const idle = await Promise.all([1, 2, 3].map(() => connected(port)));
  expect((await fetch(`${url}/healthz`, { headers: { Connection: "close" } })).status).toBe(200);
  const fourth = await connected(port);
  const fifth = await connected(port);
  await new Promise((resolve) => fifth.on("close", resolve));
  expect([...idle, fourth].every((socket) => !socket.destroyed)).toBe(true);
});

test("requests that come in one packet are answered in their order", async () => {
  const get = (path: string, more = ""): string => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${more}\r\n`;
  const text = await exchange(plain().port, get("/v1/model") + get("/healthz") + get("/none", "Connection: close\r\n"));
  expect([...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual(["200", "200", "404"]);
});

test("a client that leaves in the middle of its body leaves nothing behind", async () => {
  const { port, url, log } = await started();
  const socket = await connected(port);
  const head =
    "POST /v1/stream/a/step HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n";
  socket.write(`${head}{"row":`, () => socket.destroy());
  while (!log.some(({ status }) => status === 499)) await fetch(`${url}/healthz`);
  expect((await fetch(`${url}/v1/stream/a`)).status).toBe(404);
});

test("a client that leaves while it sends is logged and counted once: with its 413, or as one that left", async () => {
  const { port, url, log } = await started({ limits: { bodyBytes: 1000 } });
  const head = (length: number): string =>
    "POST /v1/predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" +
    `Content-Length: ${length}\r\n\r\n{"rows":`;
  const socket = await connected(port);
  const closed = new Promise((resolve) => socket.on("close", resolve));
  const answer = new Promise<string>((resolve) => socket.once("data", (data) => resolve(String(data))));
  socket.write(head(3_000_000));
  expect(await answer).toMatch(/^HTTP\/1\.1 413 /);
  socket.end(" ".repeat(100_000));
  await closed;
  expect(await exchange(port, head(900), true)).toBe("");
  expect(await exchange(port, "GET /healthz HTTP/1.1\r\nHo", true)).toBe("");
  const text = await (await fetch(`${url}/metrics`)).text();
  const counted = [...text.matchAll(/^recurra_requests_total\{.*status="(\d+)"\} (\d+)$/gm)];
  expect(counted.map(([, status, count]) => [status, count])).toEqual([
    ["413", "1"],
    ["499", "1"],
  ]);
  expect(log.filter(({ status }) => status !== undefined)).toMatchObject([
    { msg: "request", status: 413 },
    { msg: "request", status: 499 },
    { route: "/metrics" },
  ]);
});

const expecting = (type: string, length: number): string =>
  `POST /v1/stream/expect/step HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\n` +
  "Expect: 100-continue\r\nConnection: close\r\n\r\n";

test("a client that asks before it sends its body is told to go on, or is refused at once", async () => {
  const { port } = plain();
  const body = JSON.stringify({ row: rows(0, 1)[0] });
  const taken = await exchange(port, expecting("application/json", body.length) + body);
  expect(taken).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n/);
  expect(await exchange(port, expecting("application/json", 2 ** 30))).toMatch(/^HTTP\/1\.1 413 /);
  expect(await exchange(port, expecting("text/plain", 2))).toMatch(/^HTTP\/1\.1 415 /);
  const other = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nExpect: more\r\nConnection: close\r\n\r\n";
  expect(await exchange(port, other)).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
});

test("a body that is packed for its transfer is refused", async () => {
  const head =
    "POST /v1/predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n";
  const answer = await exchange(plain().port, `${head}Transfer-Encoding: gzip, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`);
  expect(answer).toMatch(/^HTTP\/1\.1 415 .*unsupported-media-type/s);
});
