// The server of Node around the application: its limits against clients that send slowly, do not read or ask for more than they
// take, its answers to what is not HTTP, and its end. It ends in this order: no new connections; every answer closes its connection; connections on which nothing comes
// are closed after a moment, in which a request that is already under way arrives; then, at the deadline, all others.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, Server as NetServer, type Socket } from "node:net";
import { getRequestListener, RequestError } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { Connection } from "../connections/connection.ts";
import { type ClosedFor, Ledger } from "../connections/ledger.ts";
import { findIdle } from "../connections/room.ts";
import { Turns } from "../connections/turns.ts";
import type { ServiceLimits } from "./options.ts";
import { Problem, type ProblemType } from "./problem.ts";

/** Milliseconds for which a shutdown leaves idle connections open. */
const IDLE_GRACE = 250;

/** Connections that wait to be taken. Whom the kernel has no place for tries again only after a second. */
const BACKLOG = 4096;

/** Milliseconds between looks at clients that do not take their answers. */
const SWEEP = 500;

/** The client has left, be it in the middle of a request: nothing was malformed, and nobody is there to be answered. */
const LEFT: ReadonlySet<string | undefined> = new Set(["ECONNRESET", "HPE_INVALID_EOF_STATE"]);

/** A request as Node has it, beside the Request. */
export interface NodeExchange {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  /** The body of the answer, whose Response has none; bytes are constants that all answers share. */
  text?: string | Uint8Array;
}

interface HttpServerParts {
  readonly fetch: (request: Request, node: NodeExchange) => Response | Promise<Response>;
  /** Answers what needs no Request, or tells that it does. */
  readonly quick: (incoming: IncomingMessage, outgoing: ServerResponse) => boolean;
  readonly limits: ServiceLimits;
  /** Milliseconds that only grow. */
  readonly clock: () => number;
  /** Called with answers that were given without the application. */
  readonly onRefused: (problem: Problem) => void;
  readonly onDropped: () => void;
  /** Called when the service closes a connection that takes too much. */
  readonly onCut: (why: ClosedFor) => void;
  readonly onFault: (error: unknown) => void;
}

export class HttpServer {
  readonly #server: Server;
  readonly #parts: HttpServerParts;
  readonly #connections = new Set<Connection>();
  readonly #ledger: Ledger;
  /** The answer that a socket is about. */
  readonly #answers = new WeakMap<object, ServerResponse>();
  /** Sockets that are refused after the answer that they wait for. */
  readonly #refused = new WeakSet<Connection>();
  #sweeping: NodeJS.Timeout | undefined;
  #closing: Promise<void> | undefined;

  constructor(parts: HttpServerParts) {
    this.#parts = parts;
    const { limits } = parts;
    const { pipelinedBytes, unsentBytes, sendSeconds } = limits;
    this.#ledger = new Ledger({ pipelinedBytes, unsentBytes, sendMilliseconds: sendSeconds * 1000 }, parts.clock);
    const answer = async (request: Request, node: unknown): Promise<Response> =>
      writeAnswer(await parts.fetch(request, node as NodeExchange), node as NodeExchange);
    const listener = getRequestListener(answer, {
      overrideGlobalObjects: false,
      errorHandler: (error) => this.#failed(error),
    });
    const headers = Math.min(limits.headerSeconds, limits.receiveSeconds);
    const take = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
      const connection = incoming.socket as unknown as Connection;
      this.#answers.set(connection, outgoing);
      connection.begin(incoming, outgoing);
      // A connection that kept its last request would have old memory filled with them under load.
      outgoing.once("close", () => {
        if (incoming.complete) this.#answers.delete(connection);
      });
      if (!parts.quick(incoming, outgoing)) void listener(incoming, outgoing);
    };
    this.#server = createServer(
      {
        maxHeaderSize: limits.headerBytes,
        headersTimeout: headers * 1000,
        requestTimeout: limits.receiveSeconds * 1000,
        connectionsCheckingInterval: Math.min(1000, headers * 250),
        keepAliveTimeout: limits.keepAliveSeconds * 1000,
        requireHostHeader: false,
        // A socket stops to read where anything is left of what it has read.
        highWaterMark: 1,
      },
      take,
    );
    this.#takeBetween();
    // The body is asked for when it is read: after the checks of the headers.
    this.#server.on("checkContinue", take).on("checkExpectation", take);
    this.#server.maxConnections = limits.connections;
    // A client that does not read its answer.
    this.#server.timeout = (limits.requestSeconds + limits.receiveSeconds) * 1000;
    this.#server.on("clientError", (error: NodeJS.ErrnoException, socket) =>
      this.#refuse(error, socket as unknown as Connection),
    );
    this.#server.on("drop", () => parts.onDropped());
  }

  get connections(): number {
    return this.#connections.size;
  }

  /** Resolves to the address; rejects with Node's error when it cannot be had. */
  listen(port: number, host: string): Promise<AddressInfo> {
    return new Promise((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen({ port, host, backlog: BACKLOG }, () => {
        this.#server.off("error", reject);
        this.#server.on("error", this.#parts.onFault);
        resolve(this.#server.address() as AddressInfo);
      });
    });
  }

  /** Ends; resolves to whether everything that was accepted was answered. */
  async close(): Promise<boolean> {
    if (!this.#server.listening && !this.#closing) return true;
    let whole = true;
    this.#closing ??= this.#closed();
    const closing = setInterval(() => this.#closeIdle(), IDLE_GRACE);
    const deadline = setTimeout(() => {
      whole = this.#connections.size === 0;
      this.#server.closeAllConnections();
    }, this.#parts.limits.drainSeconds * 1000);
    await this.#closing;
    clearInterval(closing);
    clearTimeout(deadline);
    clearInterval(this.#sweeping);
    return whole;
  }

  /** After what has come meanwhile was read: on a busy machine a request may lie there, unread, while this timer is due. */
  #closeIdle(): void {
    setImmediate(() => {
      // For Node a connection is idle whose next request waits for its turn.
      for (const connection of this.#connections) connection.hurry();
      this.#server.closeIdleConnections();
    });
  }

  #closed(): Promise<void> {
    return new Promise((resolve) => {
      // After the connections that wait in this turn of the event loop were taken. Node's own close of an HTTP server would
      // close idle connections at once, also those on which a request is under way.
      setImmediate(() => {
        NetServer.prototype.close.call(this.#server, () => {
          // The rest of it: it ends the checks of the time limits.
          this.#server.close(() => {});
          resolve();
        });
      });
    });
  }

  /** Puts a Connection between each socket and the server that reads requests from it, which takes any stream for a socket. */
  #takeBetween(): void {
    const { limits, clock, onCut } = this.#parts;
    const turns = new Turns();
    const takers = this.#server.listeners("connection");
    this.#server.removeAllListeners("connection");
    this.#server.on("connection", (socket: Socket) => {
      const connection = new Connection({ socket, turns, ledger: this.#ledger, clock, onCut });
      this.#connections.add(connection);
      connection.once("close", () => this.#connections.delete(connection));
      for (const take of takers) take.call(this.#server, connection);
    });
    this.#sweeping = setInterval(() => {
      this.#ledger.sweep();
      for (const idle of findIdle(this.#connections, limits.connections, clock())) idle.cut("idle");
    }, SWEEP).unref();
  }

  /** What is not HTTP, came too slowly or has too large headers. */
  #refuse(error: NodeJS.ErrnoException, socket: Connection): void {
    const answer = this.#answers.get(socket);
    // Behind a request that is still being answered: that answer first, or this would be taken for it.
    const before = answer?.req.complete && !answer.writableFinished && !answer.destroyed;
    if (before && !LEFT.has(error.code)) {
      if (!this.#refused.has(socket)) answer.once("finish", () => this.#refuse(error, socket));
      this.#refused.add(socket);
      return;
    }
    // Answered before its body was whole, or its answer is under way: a second answer would be for nothing.
    const answered = answer?.headersSent && !(answer.req.complete && answer.writableFinished);
    if (LEFT.has(error.code) || !socket.writable || answered) {
      socket.destroy(error);
      return;
    }
    const problem = clientProblem(error.code);
    this.#parts.onRefused(problem);
    const id = crypto.randomUUID();
    const body = JSON.stringify(problem.document(id));
    socket.end(
      `HTTP/1.1 ${problem.status} ${problem.type}\r\nContent-Type: application/problem+json\r\nX-Request-Id: ${id}\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    );
  }

  /** What the adapter cannot turn into a request, such as one without a Host. */
  #failed(error: unknown): Response {
    const bad = error instanceof RequestError;
    if (!bad) this.#parts.onFault(error);
    const problem = bad
      ? new Problem("malformed-request", "The address or the Host header of the request cannot be used.")
      : new Problem("internal", "The fault was logged.");
    this.#parts.onRefused(problem);
    const id = crypto.randomUUID();
    return new Response(JSON.stringify(problem.document(id)), {
      status: problem.status,
      headers: { "Content-Type": "application/problem+json", "X-Request-Id": id, Connection: "close" },
    });
  }
}

/** Writes an answer whose text stands beside it. */
function writeAnswer(answer: Response, { text, outgoing }: NodeExchange): Response {
  if (text === undefined) return answer;
  outgoing.writeHead(answer.status, [...[...answer.headers].flat(), "content-length", String(Buffer.byteLength(text))]);
  outgoing.end(text);
  return RESPONSE_ALREADY_SENT;
}

function clientProblem(code: string | undefined): Problem {
  const [type, detail]: [ProblemType, string] =
    code === "ERR_HTTP_REQUEST_TIMEOUT"
      ? ["receiving-too-slow", "The request did not arrive in time."]
      : code === "HPE_HEADER_OVERFLOW"
        ? ["headers-too-large", "The headers of the request are too large."]
        : ["malformed-request", "The bytes that came are not an HTTP request that can be read."];
  return new Problem(type, detail);
}
