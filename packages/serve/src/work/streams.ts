// Streams: what each has seen so far, as plain data in this process. Steps of one stream run one after another, in the order in
// which they came; a step that fails leaves its stream as it was, and a stream exists from its first step that went well.

import { counted } from "recurra/words";
import { Problem } from "../http/problem.ts";
import type { StepAt, StreamState } from "./work.ts";

interface StreamsOptions {
  readonly limit: number;
  readonly idleMilliseconds: number;
  readonly clock: () => number;
}

interface Stream {
  steps: number;
  state: StreamState | undefined;
  /** When the last step ended. */
  used: number;
  /** The last of the steps that wait or run. */
  tail: Promise<unknown>;
  waiting: number;
}

/** A stream as its owner sees it. */
interface StreamView {
  readonly id: string;
  readonly steps: number;
  readonly expiresInSeconds: number;
}

export class Streams {
  readonly #options: StreamsOptions;
  /** In the order of their last step. */
  readonly #streams = new Map<string, Stream>();

  constructor(options: StreamsOptions) {
    this.#options = options;
  }

  /** Streams that are held. */
  get count(): number {
    this.sweep();
    return this.#streams.size;
  }

  /**
   * Runs `work` with the stream's state when those before it are done; its state becomes the stream's.
   * Throws Problem too-many-streams, and what `work` throws.
   */
  async step<T extends { readonly state: StreamState }>(
    id: string,
    work: (state: StreamState | undefined, at: StepAt) => Promise<T>,
  ): Promise<T> {
    return this.#inTurn(id, this.#open(id), async (stream) => {
      const result = await work(stream.state, { id, step: stream.steps + 1 });
      stream.state = result.state;
      stream.steps++;
      return result;
    });
  }

  /** Undefined where there is none. */
  view(id: string): StreamView | undefined {
    this.sweep();
    const stream = this.#streams.get(id);
    if (stream === undefined || stream.steps === 0) return undefined;
    const left = stream.used + this.#options.idleMilliseconds - this.#options.clock();
    return { id, steps: stream.steps, expiresInSeconds: Math.ceil(Math.max(0, left) / 1000) };
  }

  /** Forgets a stream, after the steps that came before; whether there was one. */
  async remove(id: string): Promise<boolean> {
    this.sweep();
    const stream = this.#streams.get(id);
    if (stream === undefined) return false;
    return this.#inTurn(id, stream, async () => {
      const existed = stream.steps > 0;
      stream.steps = 0;
      stream.state = undefined;
      return existed;
    });
  }

  /** Forgets the streams whose time is over. */
  sweep(): void {
    const due = this.#options.clock() - this.#options.idleMilliseconds;
    for (const [id, stream] of this.#streams) {
      if (stream.used > due) break;
      if (stream.waiting === 0) this.#streams.delete(id);
    }
  }

  #open(id: string): Stream {
    this.sweep();
    const known = this.#streams.get(id);
    if (known) return known;
    const { limit, clock } = this.#options;
    if (this.#streams.size >= limit) {
      throw new Problem(
        "too-many-streams",
        `${counted(limit, "stream")} ${limit === 1 ? "is" : "are"} held, and no more are allowed. End some with DELETE, or wait until idle ones expire.`,
        { headers: { "Retry-After": "60" } },
      );
    }
    const stream: Stream = { steps: 0, state: undefined, used: clock(), tail: Promise.resolve(), waiting: 0 };
    this.#streams.set(id, stream);
    return stream;
  }

  async #inTurn<T>(id: string, stream: Stream, work: (stream: Stream) => Promise<T>): Promise<T> {
    stream.waiting++;
    const turn = stream.tail.then(() => work(stream));
    stream.tail = turn.catch(() => {});
    try {
      const result = await turn;
      stream.used = this.#options.clock();
      // To the end of the order of last use.
      this.#streams.delete(id);
      this.#streams.set(id, stream);
      return result;
    } finally {
      stream.waiting--;
      if (stream.waiting === 0 && stream.steps === 0) this.#streams.delete(id);
    }
  }
}
