// The network as the page sees it from inside: made only while it looks, and, while the run goes on, so seldom that most of the time is left to
// the training.

import type { OpenedNetwork } from "recurra/inside";
import type { Look } from "../engine/protocol.ts";
import type { Pacer } from "./pacer.ts";
import type { Watching } from "./watching.ts";

/** A look that took so long is followed by a pause of this many times as long. */
const PAUSE = 4;

export interface NetworkLookParts {
  readonly pacer: Pacer;
  readonly watching: Watching;
  /** Opens the network; undefined where there is none to open now. */
  readonly open: (look: Look, dial: number | undefined) => OpenedNetwork | undefined;
  readonly now?: () => number;
}

export class NetworkLook {
  readonly #parts: NetworkLookParts;
  readonly #now: () => number;
  #next = Number.NEGATIVE_INFINITY;

  constructor(parts: NetworkLookParts) {
    this.#parts = parts;
    this.#now = parts.now ?? (() => performance.now());
  }

  /** What a snapshot has of it. A run that rests or has ended (`last`) is always looked at. */
  take(last = false): { readonly inside?: OpenedNetwork } {
    const { pacer, watching, open } = this.#parts;
    const { look } = watching;
    if (look === undefined) return {};
    const began = this.#now();
    if (!last && pacer.state === "running" && began < this.#next) return {};
    const inside = open(look, watching.dial);
    this.#next = began + (1 + PAUSE) * (this.#now() - began);
    return inside ? { inside } : {};
  }
}
