// The network as the page sees it from inside: opened between two steps alone, only while the page looks, and, while the run goes on, so seldom that
// most of the time is left to the training.

import { keepUpdates, type OpenedNetwork } from "recurra/inside";
import type { Look } from "../engine/protocol.ts";
import type { Pacer } from "./pacer.ts";
import type { Watching } from "./watching.ts";

/** A look that took so long is followed by a pause of this many times as long. */
const PAUSE = 4;

/** Opens a network; undefined where there is none to open. */
type Open = (look: Look, dial: number | undefined) => OpenedNetwork | undefined;

interface NetworkLookParts {
  readonly pacer: Pacer;
  readonly watching: Watching;
  readonly now?: () => number;
}

export class NetworkLook {
  readonly #pacer: Pacer;
  readonly #watching: Watching;
  readonly #now: () => number;
  #open: Open | undefined;
  #next = Number.NEGATIVE_INFINITY;
  #hasEnded = false;

  constructor({ pacer, watching, now = () => performance.now() }: NetworkLookParts) {
    this.#pacer = pacer;
    this.#watching = watching;
    this.#now = now;
    this.#keepNext();
  }

  /** A step was made: until `leave` the network may be opened. */
  enter(open: Open): void {
    this.#open = open;
  }

  /** The next step is on its way, or others are at work on it. */
  leave(): void {
    this.#open = undefined;
    this.#keepNext();
  }

  /** Another network begins to learn: it is looked at soon, however short the pause since the look at the one before. */
  renew(): void {
    this.#next = Number.NEGATIVE_INFINITY;
  }

  /** The training has ended: what is there now is all that there will be. */
  end(open: Open): void {
    this.#open = open;
    this.#hasEnded = true;
  }

  /** What the optimizer does in the next step is kept for who looks. */
  #keepNext(): void {
    const { look, isSeen } = this.#watching;
    keepUpdates(look !== undefined && isSeen);
  }

  /** Whether a snapshot of a run that goes on has something of it. */
  get isDue(): boolean {
    const { look, isSeen } = this.#watching;
    return look !== undefined && isSeen && this.#open !== undefined && this.#now() >= this.#next;
  }

  /** What a snapshot has of it. A run that rests, or has ended, is always looked at. */
  take(): { readonly inside?: OpenedNetwork } {
    const { look, isSeen } = this.#watching;
    if (look === undefined || !isSeen || this.#open === undefined) return {};
    const began = this.#now();
    if (!this.#hasEnded && this.#pacer.state === "running" && began < this.#next) return {};
    const inside = this.#open(look, this.#watching.dial);
    this.#next = began + (1 + PAUSE) * (this.#now() - began);
    return inside ? { inside } : {};
  }
}
