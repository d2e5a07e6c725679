// The log under a flood: of each kind of line so many in a second, and one more that counts the others.

import type { Logger } from "./log.ts";

/** Lines of a kind in a second. */
const MOST = 20;
const SECOND = 1000;

interface Kind {
  lines: number;
  /** What the lines that were left out have in common. */
  common: object;
}

export class FewLines {
  readonly #logger: Logger;
  readonly #clock: () => number;
  readonly #kinds = new Map<string, Kind>();
  #until = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(logger: Logger, clock: () => number) {
    this.#logger = logger;
    this.#clock = clock;
  }

  /** Logs what is `common` to all lines of the kind and what is of this one, or counts it. Kinds are few. */
  info(kind: string, message: string, common: object, own: () => object): void {
    const now = this.#clock();
    if (now >= this.#until) {
      this.flush();
      this.#until = now + SECOND;
    }
    const known = this.#kinds.get(kind) ?? { lines: 0, common };
    this.#kinds.set(kind, known);
    if (++known.lines <= MOST) this.#logger.info({ ...own(), ...common }, message);
    else this.#timer ??= setTimeout(() => this.flush(), SECOND).unref();
  }

  /** Says how many were left out. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const { lines, common } of this.#kinds.values()) {
      if (lines > MOST) this.#logger.info({ ...common, count: lines - MOST }, "more of these");
    }
    this.#kinds.clear();
  }
}
