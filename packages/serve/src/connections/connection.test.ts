// Connections under a server of Node's own, on loopback: whatever a client sends at once, a request is parsed when the answer to
// the one before it was taken, and what is answered does not depend on how the bytes were cut on their way.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { Connection } from "./connection.ts";
import { type ClosedFor, Ledger } from "./ledger.ts";
import { Turns } from "./turns.ts";

let server: Server;
const cuts: ClosedFor[] = [];
let ledger: Ledger;

interface Parsed {
  readonly request: IncomingMessage;
  readonly answer: ServerResponse;
}

async function start(onRequest: (parsed: Parsed) => void, limits = {}): Promise<number> {
  cuts.length = 0;
  const most = { pipelinedBytes: 2 ** 22, unsentBytes: 2 ** 24, sendMilliseconds: 30_000, ...limits };
  ledger = new Ledger(most, () => performance.now());
  const turns = new Turns();
  server = createServer({ highWaterMark: 1, requireHostHeader: false }, (request, answer) => {
    (request.socket as unknown as Connection).begin(request, answer);
    onRequest({ request, answer });
  });
  const takers = server.listeners("connection");
  server.removeAllListeners("connection");
  server.on("connection", (socket: Socket) => {
    const onCut = (why: ClosedFor): void => void cuts.push(why);
    const connection = new Connection({ socket, turns, ledger, clock: () => performance.now(), onCut });
    for (const take of takers) take.call(server, connection);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** Sends pieces, each in its own turn of the event loop, and collects what comes until the end. */
function exchange(port: number, pieces: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    socket.setNoDelay(true);
    let text = "";
    socket.setEncoding("latin1").on("data", (piece: string) => {
      text += piece;
    });
    socket.on("error", reject).on("close", () => resolve(text));
    const send = (i: number): void => {
      if (i < pieces.length) socket.write(pieces[i], "latin1", () => setImmediate(send, i + 1));
    };
    send(0);
  });
}

const get = (path: string, more = ""): string => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${more}\r\n`;
const last = get("/last", "Connection: close\r\n");
/** The shortest that there is. */
const shortest = "GET / HTTP/1.1\r\n\r\n";

/** Answers with what was asked. */
function echo({ request, answer }: Parsed): void {
  let body = "";
  request.setEncoding("latin1").on("data", (piece: string) => {
    body += piece;
  });
  request.on("end", () => answer.end(`<${request.method} ${request.url} ${JSON.stringify(body)}>`));
}

const answersIn = (text: string): string[] =>
  [...text.matchAll(/<(\w+ \S+ "(?:[^"\\]|\\.)*")>/g)].map(([, one]) => one);

test("of three thousand requests in one packet, one is parsed at a time, and each is answered in its order", async () => {
  let [underway, most, count] = [0, 0, 0];
  const port = await start(({ request, answer }) => {
    most = Math.max(most, ++underway);
    answer.once("close", () => underway--);
    setImmediate(() => answer.end(`<GET ${request.url} "${count++}">`));
  });
  const text = await exchange(port, [get("/x").repeat(3000) + last]);
  expect(most).toBe(1);
  expect(answersIn(text)).toEqual([...Array.from({ length: 3000 }, (_, i) => `GET /x "${i}"`), 'GET /last "3000"']);
});

test.each([
  ["the shortest requests", shortest.repeat(3600), 2],
  ["requests behind empty lines", `${"\r\n".repeat(7)}${shortest}`.repeat(2000), 2],
  ["requests whose lines end in a line feed alone", get("/x").replaceAll("\r\n", "\n").repeat(3000), 2],
  ["requests behind short bodies", `${get("/x", "Content-Length: 1\r\n")}.${shortest.repeat(40)}`.repeat(20), 9],
  ["requests with bodies", `${get("/x", "Content-Length: 300\r\n")}${".".repeat(300)}`.repeat(150), 2],
  [
    "requests with bodies in chunks",
    `${get("/x", "Transfer-Encoding: chunked\r\n")}12c\r\n${".".repeat(300)}\r\n0\r\n\r\n`.repeat(150),
    2,
  ],
  [
    "requests behind bodies in chunks",
    `${get("/x", "Transfer-Encoding: chunked\r\n")}1\r\n.\r\n0\r\n\r\n${shortest.repeat(40)}`.repeat(20),
    9,
  ],
])("%s: what nobody answers keeps the others from being parsed", async (_, text, limit) => {
  const parsed: Parsed[] = [];
  const port = await start((one) => parsed.push(one));
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {}).resume();
  socket.write(text);
  while (parsed.length === 0 || ledger.heldBytes === 0) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    // Lines that Node's parser refuses are no requests at all.
    if (socket.destroyed) break;
  }
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setTimeout(resolve, 2));
  expect(parsed.length).toBeLessThanOrEqual(limit);
  socket.destroy();
});

test("what is answered does not depend on how the bytes are cut: heads, bodies with empty lines, chunks", async () => {
  const port = await start(echo);
  const requests = fc.oneof(
    fc.constant(get("/a")),
    fc.constant(shortest.replace("1\r\n", "1\r\nHost: x\r\n")),
    fc
      .string({ unit: fc.constantFrom("a", "\n", "\r", "\r\n\r\n", "GET / HTTP/1.1\r\n\r\n"), maxLength: 60 })
      .map((body) => {
        return `POST /b HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
      }),
    fc
      .array(fc.string({ unit: fc.constantFrom("a", "\n", "\r\n\r\n"), minLength: 1, maxLength: 40 }), { maxLength: 4 })
      .map((chunks) => {
        const body = chunks.map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`).join("");
        return `PUT /c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n${body}0\r\n\r\n`;
      }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(requests, { maxLength: 12 }),
      fc.array(fc.nat(4000), { maxLength: 12 }),
      async (list, at) => {
        const text = list.join("") + last;
        const cuts = [0, ...at.map((one) => one % text.length).sort((a, b) => a - b), text.length];
        const pieces = cuts
          .slice(1)
          .map((end, i) => text.slice(cuts[i], end))
          .filter((piece) => piece !== "");
        const [cut, alone] = [
          await exchange(port, pieces),
          await Promise.all(list.map((one) => exchange(port, [one + last]))),
        ];
        expect(answersIn(cut)).toEqual([...alone.map((one) => answersIn(one)[0]), 'GET /last ""']);
      },
    ),
    { numRuns: 40 },
  );
  expect(ledger.heldBytes).toBe(0);
  expect(ledger.unsentBytes).toBe(0);
});

test("a client that reads nothing is given the next request's answer only when it has taken the one before", async () => {
  const large = "x".repeat(2 ** 24);
  let parsed = 0;
  const port = await start(({ answer }) => {
    parsed++;
    answer.end(large);
  });
  const socket = connect(port, "127.0.0.1");
  socket.pause().write(get("/x").repeat(1000));
  while (ledger.unsentBytes === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(parsed).toBe(1);
  socket.destroy();
  while (ledger.unsentBytes > 0 || ledger.heldBytes > 0) await new Promise((resolve) => setTimeout(resolve, 5));
});

test("where answers that nobody takes are too many bytes together, the client that takes none for longest is closed", async () => {
  const large = "x".repeat(2 ** 24);
  const port = await start(({ answer }) => answer.end(large), { unsentBytes: 20_000_000 });
  const unread = (): Socket => {
    const socket = connect(port, "127.0.0.1").on("error", () => {});
    socket.pause().write(get("/x"));
    return socket;
  };
  const first = unread();
  while (ledger.unsentBytes === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  const second = unread();
  while (cuts.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(cuts).toEqual(["unread"]);
  expect(ledger.unsentBytes).toBeLessThan(20_000_000);
  first.destroy();
  // The other one still has all of its answer.
  let taken = 0;
  second.on("data", (piece: Buffer) => {
    taken += piece.length;
  });
  second.resume();
  while (taken < large.length) await new Promise((resolve) => setTimeout(resolve, 5));
  second.destroy();
});

test("bytes that all answers share are no memory of the one who does not take them", async () => {
  const shared = Buffer.alloc(2 ** 24, "x");
  const port = await start(({ answer }) => answer.end(shared));
  const socket = connect(port, "127.0.0.1");
  socket.pause().write(get("/x").repeat(1000));
  while (ledger.heldBytes === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(ledger.unsentBytes).toBeLessThan(1000);
  socket.destroy();
});

test("connections that send more behind a request than all together may are closed, and the others go on", async () => {
  const waiting: Parsed[] = [];
  const port = await start((one) => waiting.push(one), { pipelinedBytes: 150_000 });
  const sockets = Array.from({ length: 6 }, () => connect(port, "127.0.0.1").on("error", () => {}));
  const closed = sockets.map((socket) => new Promise((resolve) => socket.on("close", () => resolve(socket))));
  for (const socket of sockets) socket.write(get("/x").repeat(1400));
  await Promise.race(closed);
  while (cuts.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(new Set(cuts)).toEqual(new Set(["pipelined"]));
  expect(ledger.heldBytes).toBeLessThanOrEqual(150_000);
  const text = exchange(port, [last]);
  while (!waiting.some(({ request }) => request.url === "/last"))
    await new Promise((resolve) => setTimeout(resolve, 5));
  waiting.find(({ request }) => request.url === "/last")?.answer.end("served");
  expect(await text).toMatch(/served$/);
  for (const socket of sockets) socket.destroy();
});

test("nothing more is read from a client while a request of it waits: its bytes fill its own machine", async () => {
  const port = await start(() => {});
  const socket = connect(port, "127.0.0.1").on("error", () => {});
  let taken = 0;
  const piece = get("/x").repeat(1000);
  // More than the buffers of both kernels.
  for (let i = 0; i < 400; i++) socket.write(piece, () => (taken += piece.length));
  let before = -1;
  while (before !== taken || taken === 0) {
    before = taken;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(taken).toBeLessThan(400 * piece.length);
  expect(ledger.heldBytes).toBeLessThanOrEqual(2 ** 16);
  socket.destroy();
});
