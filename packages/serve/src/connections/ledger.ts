// What all connections hold in memory together: bytes of requests that have come and may not be parsed yet, and bytes of answers
// that clients have not taken. Where it is too much, or takes too long, connections are closed that are the cause of it.

/** Why the service closed a connection: metrics count them by these words. */
export type ClosedFor = "unread" | "pipelined" | "idle";

interface Holder {
  /** Closes the connection. */
  cut(why: ClosedFor): void;
}

interface LedgerLimits {
  /** Bytes of requests that wait behind others, of all connections together. */
  readonly pipelinedBytes: number;
  /** Bytes of answers that were not taken, of all connections together. */
  readonly unsentBytes: number;
  /** Milliseconds in which an answer must have been taken. */
  readonly sendMilliseconds: number;
}

interface Unsent {
  bytes: number;
  readonly since: number;
}

/** Requests that wait behind others may be so large without being counted: as many connections as there may be can have that. */
export const FREE = 2 ** 12;

export class Ledger {
  readonly #limits: LedgerLimits;
  readonly #clock: () => number;
  /** In the order of their beginnings. */
  readonly #unsent = new Map<Holder, Unsent>();
  #unsentBytes = 0;
  #heldBytes = 0;

  /** `clock` tells milliseconds that only grow. */
  constructor(limits: LedgerLimits, clock: () => number) {
    this.#limits = limits;
    this.#clock = clock;
  }

  /** Bytes of answers that clients have not taken. */
  get unsentBytes(): number {
    return this.#unsentBytes;
  }

  /** Bytes of requests that wait behind others. */
  get heldBytes(): number {
    return this.#heldBytes;
  }

  /** Whether a connection may keep so many bytes that wait behind a request. */
  hold(bytes: number): boolean {
    if (bytes > FREE && this.#heldBytes + bytes > this.#limits.pipelinedBytes) return false;
    this.#heldBytes += bytes;
    return true;
  }

  release(bytes: number): void {
    this.#heldBytes -= bytes;
  }

  /** An answer is on its way. Those that were on theirs for longest give way to it where all together are too many bytes. */
  send(holder: Holder, bytes: number): void {
    const before = this.#unsent.get(holder);
    if (before) before.bytes += bytes;
    else this.#unsent.set(holder, { bytes, since: this.#clock() });
    this.#unsentBytes += bytes;
    if (this.#unsentBytes <= this.#limits.unsentBytes) return;
    for (const [other, { bytes: its }] of this.#unsent) {
      if (other === holder || its === 0) continue;
      other.cut("unread");
      if (this.#unsentBytes <= this.#limits.unsentBytes) return;
    }
  }

  /** The client has taken all of it, or the connection has ended. */
  sent(holder: Holder): void {
    const unsent = this.#unsent.get(holder);
    if (unsent === undefined) return;
    this.#unsent.delete(holder);
    this.#unsentBytes -= unsent.bytes;
  }

  /** Closes the connections of those who did not take their answers in time. */
  sweep(): void {
    const last = this.#clock() - this.#limits.sendMilliseconds;
    for (const [holder, { since }] of this.#unsent) {
      if (since > last) return;
      holder.cut("unread");
    }
  }
}
