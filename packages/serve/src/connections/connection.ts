// A connection as Node's HTTP server sees it. Node parses all that has come: 64 kB are some 3,000 requests, each with its objects
// and its answer, before anything else is done. So this stands between the socket and the parser. It gives the parser the bytes up
// to the end of one request's head, and the next ones when the answer to it was taken; meanwhile they stay with the kernel of the
// client and of this machine, whose windows they fill. Bodies pass as they come.

import type { Socket } from "node:net";
import { Duplex } from "node:stream";
import { type ClosedFor, FREE, type Ledger } from "./ledger.ts";
import type { Turns } from "./turns.ts";

/** The shortest request: "GET / HTTP/1.1", CR, LF, CR, LF. A piece as long that ends with a head has no second one. */
const SHORTEST_HEAD = 18;
/** Of a body, whose end is not looked for: what comes after it in the same piece are few requests. */
const SHORTEST_PIECE = 128;

const LF = 0x0a;
const CR = 0x0d;
const NOTHING = new Uint8Array(0);

/** What the parser has made of the bytes. */
interface Received {
  /** Whether its body is whole. */
  readonly complete: boolean;
}

interface Answered {
  once(event: "close", listener: () => void): unknown;
}

interface ConnectionParts {
  readonly socket: Socket;
  readonly turns: Turns;
  readonly ledger: Ledger;
  /** Milliseconds that only grow. */
  readonly clock: () => number;
  /** Called when the service closes the connection. */
  readonly onCut: (why: ClosedFor) => void;
}

export class Connection extends Duplex {
  readonly #socket: Socket;
  readonly #turns: Turns;
  readonly #ledger: Ledger;
  readonly #clock: () => number;
  readonly #onCut: (why: ClosedFor) => void;
  /** What has come and was not given to the parser. */
  #held: Uint8Array = NOTHING;
  /** Bytes that the ledger knows of; undefined while the socket is read from. */
  #counted: number | undefined;
  /** Whether the parser takes more. */
  #wanted = true;
  #ended = false;
  /** Requests that are not answered, or whose answers were not taken. */
  #underway = 0;
  #newest: Received | undefined;
  #begun = 0;
  /** Whether it has sent more before it had taken an answer. */
  #heaps = false;
  #since: number;
  readonly #turn = (): void => this.#feed();

  constructor({ socket, turns, ledger, clock, onCut }: ConnectionParts) {
    super({ allowHalfOpen: true, decodeStrings: false, readableHighWaterMark: 1 });
    this.#socket = socket;
    this.#turns = turns;
    this.#ledger = ledger;
    this.#onCut = onCut;
    this.#clock = clock;
    this.#since = clock();
    socket.on("data", (chunk: Uint8Array) => this.#came(chunk));
    socket.on("end", () => {
      this.#ended = true;
      if (this.#holds) this.#ask();
      else this.#feed();
    });
    socket.on("error", (error) => this.destroy(error));
    socket.on("close", () => this.destroy());
    socket.on("timeout", () => this.emit("timeout"));
  }

  /** Since when it has no request, in milliseconds; undefined while it has one. */
  get idleSince(): number | undefined {
    return this.#underway === 0 && !this.#holds ? this.#since : undefined;
  }

  /** Requests that have begun on it. */
  get begun(): number {
    return this.#begun;
  }

  /** A request was parsed. The next one is parsed when its answer was taken. */
  begin(request: Received, answer: Answered): void {
    this.#underway++;
    this.#begun++;
    this.#newest = request;
    answer.once("close", () => {
      this.#underway--;
      this.#since = this.#clock();
      if (request.complete && this.#newest === request) this.#newest = undefined;
      if (this.#holds) this.#ask();
    });
  }

  /** What waits for its turn has it now. */
  hurry(): void {
    if (this.#holds) this.#feed();
  }

  /** The service closes it. */
  cut(why: ClosedFor): void {
    if (this.destroyed) return;
    this.#onCut(why);
    this.destroy();
  }

  /** As of Node's sockets, whose time it is. */
  setTimeout(milliseconds: number, listener?: () => void): this {
    this.#socket.setTimeout(milliseconds);
    if (listener) this.once("timeout", listener);
    return this;
  }

  /** As of Node's sockets: closes when all was written. */
  destroySoon(): void {
    if (this.writable) this.end();
    if (this.writableFinished) this.destroy();
    else this.once("finish", () => this.destroy());
  }

  override _read(): void {
    this.#wanted = true;
    this.#feed();
  }

  override _write(chunk: string | Uint8Array, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#send([{ chunk, encoding }], done);
  }

  override _writev(
    chunks: { chunk: string | Uint8Array; encoding: BufferEncoding }[],
    done: (error?: Error | null) => void,
  ): void {
    this.#send(chunks, done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#socket.end(() => done());
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#turns.leave(this.#turn);
    this.#held = NOTHING;
    this.#ledger.release(this.#counted ?? 0);
    this.#counted = undefined;
    this.#ledger.sent(this);
    this.#socket.destroy();
    done(error);
  }

  /** A text is an answer's own; bytes are constants, which all answers share. */
  #send(
    chunks: readonly { chunk: string | Uint8Array; encoding: BufferEncoding }[],
    done: (error?: Error | null) => void,
  ): void {
    this.#ledger.send(
      this,
      chunks.reduce((sum, { chunk }) => sum + (typeof chunk === "string" ? chunk.length : 0), 0),
    );
    this.#socket.cork();
    chunks.forEach(({ chunk, encoding }, i) => {
      if (i < chunks.length - 1) this.#socket.write(chunk, encoding);
      else
        this.#socket.write(chunk, encoding, (error) => {
          this.#ledger.sent(this);
          done(error);
        });
    });
    this.#socket.uncork();
  }

  #came(chunk: Uint8Array): void {
    // Refused: what comes now is not read, and does not end the connection as long as the refusal is on its way.
    if (this.writableEnded) {
      if (this.writableFinished) this.destroy();
      return;
    }
    const waited = this.#held.length > 0;
    if (this.#underway > 0 && !this.#inBody) this.#heaps = true;
    this.#held = waited ? Buffer.concat([this.#held, chunk]) : chunk;
    // A first request is parsed at once, and so is what belongs to a body; others wait for their turn, behind the ones of other connections.
    if (this.#begun === 0 || (this.#inBody && this.#mayHaveMore)) this.#feed();
    else if (this.#mayHaveMore) this.#ask();
    const much = waited || this.#held.length > FREE || !this.#mayHaveMore;
    if (this.#held.length > 0 && this.#counted === undefined && much) this.#stop();
  }

  /** Gives the parser what it may have. */
  #feed(): void {
    while (this.#held.length > 0 && this.#wanted && this.#mayHaveMore) {
      const end = pieceOf(this.#held, this.#inBody ? SHORTEST_PIECE : SHORTEST_HEAD);
      const piece = this.#held.subarray(0, end);
      this.#held = this.#held.subarray(end);
      this.#wanted = this.push(piece);
      if (this.destroyed) return;
      if (this.writableEnded) this.#held = NOTHING;
    }
    if (this.#held.length > 0 || this.destroyed) return;
    if (this.#counted !== undefined) this.#goOn();
    else if (this.#ended) {
      this.#ended = false;
      this.push(null);
    }
  }

  /**
   * Whether the parser may have the next piece: where nothing is under way, or the body of the only request that is. The head of another one may have
   * come with the end of that body; its body waits for its turn.
   */
  get #mayHaveMore(): boolean {
    return this.#underway === 0 || (this.#underway === 1 && this.#inBody);
  }

  /** Whoever sends requests one by one comes before those who do not wait for their answers. */
  #ask(): void {
    this.#turns.ask(this.#turn, !this.#heaps);
  }

  get #holds(): boolean {
    return this.#held.length > 0 || this.#counted !== undefined;
  }

  /** Whether what comes next is of a body. */
  get #inBody(): boolean {
    return this.#newest !== undefined && !this.#newest.complete;
  }

  /** Reads no more from the socket, called while it hands bytes over: a byte that is put back ends its reading at once. */
  #stop(): void {
    if (this.#underway > 0) this.#heaps = true;
    if (!this.#ledger.hold(this.#held.length)) {
      this.cut("pipelined");
      return;
    }
    this.#counted = this.#held.length;
    this.#socket.pause();
    this.#socket.unshift(this.#held.subarray(-1));
    this.#held = this.#held.subarray(0, -1);
  }

  #goOn(): void {
    this.#ledger.release(this.#counted ?? 0);
    this.#counted = undefined;
    this.#socket.resume();
  }
}

/** Where a piece ends: behind the first empty line that lies so far in, or at the end of the bytes. */
function pieceOf(bytes: Uint8Array, least: number): number {
  for (let at = bytes.indexOf(LF, least - 1); at >= 0; at = bytes.indexOf(LF, at + 1)) {
    if (bytes[at - 1] === LF || (bytes[at - 1] === CR && bytes[at - 2] === LF)) return at + 1;
  }
  return bytes.length;
}
