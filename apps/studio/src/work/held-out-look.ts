// What a network forecasts of held-out rows while it learns: asked between two steps alone, twice a second at most, and only while somebody looks.

import { stretchOf } from "../engine/held-out-stretch.ts";
import type { HeldOutForecast } from "../engine/protocol.ts";

/** Milliseconds between two looks. */
const BETWEEN = 500;

/** A step of the fit, as the experiment tells of it. */
interface LookedStep {
  readonly epoch: number;
  readonly batch: number;
  heldOut(span?: { readonly from?: number; readonly to?: number }): { readonly predicted: Float64Array } | undefined;
}

interface HeldOutLookParts {
  readonly windows: number;
  readonly horizon: number;
  /** Steps of an epoch. */
  readonly batches: number;
  readonly now?: () => number;
}

interface Whole {
  readonly epoch: number;
  readonly predicted: Float64Array;
}

export class HeldOutLook {
  readonly #horizon: number;
  readonly #batches: number;
  readonly #count: number;
  readonly #most: number;
  readonly #now: () => number;
  /** The first window that is shown. */
  #from: number;
  #step: LookedStep | undefined;
  #isNew = true;
  #last = Number.NEGATIVE_INFINITY;
  /** All windows at the end of an epoch: of the last one, and of the one that validation chose. */
  #whole: Whole | undefined;
  #kept: Whole | undefined;

  constructor({ windows, horizon, batches, now = () => performance.now() }: HeldOutLookParts) {
    this.#horizon = horizon;
    this.#batches = batches;
    this.#now = now;
    this.#count = stretchOf({ windows, horizon });
    this.#most = windows - this.#count;
    this.#from = this.#most;
  }

  /** Shows the windows from another one on; undefined leaves the last ones. */
  turn(from: number | undefined): void {
    const next = from === undefined ? this.#most : Math.max(0, Math.min(this.#most, Math.round(from)));
    if (!Number.isFinite(next) || next === this.#from) return;
    this.#from = next;
    this.#isNew = true;
    this.#last = Number.NEGATIVE_INFINITY;
  }

  /** A step was made: until `leave` its network may be asked. */
  enter(step: LookedStep): void {
    this.#step = step;
    this.#isNew = true;
    if (step.batch !== this.#batches) return;
    const whole = step.heldOut();
    if (whole) this.#whole = { epoch: step.epoch, predicted: whole.predicted };
  }

  /** The next step is on its way, or others are at work on it. */
  leave(): void {
    this.#step = undefined;
  }

  /** The epoch that has ended is the best so far. */
  keep(): void {
    this.#kept = this.#whole;
  }

  /** The fit has ended: what is shown from now on is the network that was kept. */
  end(): void {
    this.#step = undefined;
    this.#isNew = true;
    this.#last = Number.NEGATIVE_INFINITY;
    this.#whole = this.#kept ?? this.#whole;
  }

  /** What there is to draw; undefined where that is what was drawn before. `rests`: nothing comes for a while. */
  picture(rests: boolean): HeldOutForecast | undefined {
    if (!this.#isNew || (!rests && this.#now() - this.#last < BETWEEN)) return undefined;
    const [from, to] = [this.#from, this.#from + this.#count];
    const found = this.#step
      ? { epoch: this.#step.epoch, predicted: this.#step.heldOut({ from, to })?.predicted, kept: false }
      : { ...this.#ended(from, to), kept: this.#kept !== undefined && this.#whole === this.#kept };
    if (found.predicted === undefined) return undefined;
    this.#isNew = false;
    this.#last = this.#now();
    return { from, epoch: found.epoch, kept: found.kept, predicted: found.predicted };
  }

  #ended(from: number, to: number): { readonly epoch: number; readonly predicted: Float64Array | undefined } {
    const { epoch = 0, predicted } = this.#whole ?? {};
    return { epoch, predicted: predicted?.slice(from * this.#horizon, to * this.#horizon) };
  }
}
