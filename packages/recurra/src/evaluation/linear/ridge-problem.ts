import { factorCholesky, solveLower, solveUpper } from "../estimation/cholesky.ts";
import { type WindowMoments, type WindowRun, windowMoments } from "../estimation/window-moments.ts";
import type { LinearForecast } from "./linear-forecast.ts";

/** The best lambda of an anchor. */
export interface Choice {
  /** Slots before the target whose value is repeated where nothing else is known; 0 for the last value. */
  readonly anchor: number;
  readonly lambda: number;
  readonly error: number;
}

/** Infinity is the anchor itself. */
const LAMBDAS = [1, 10, 100, 1e3, 1e4, 1e5, Number.POSITIVE_INFINITY];

/** Ridge regressions of one lookback, for all lambdas and anchors. */
export class RidgeProblem {
  readonly lookback: number;
  readonly #horizon: number;
  readonly #anchors: readonly number[];
  readonly #runs: readonly WindowRun[];

  constructor(lookback: number, horizon: number, seasons: readonly number[], runs: readonly WindowRun[]) {
    this.lookback = lookback;
    this.#horizon = horizon;
    this.#anchors = [0, ...seasons.filter((season) => season <= lookback)];
    this.#runs = runs;
  }

  /** The last slots of the last windows, `share` of all. */
  lastWindows(share: number): number[] {
    let total = 0;
    for (const { from, to } of this.#runs) total += to - from + 1;
    let count = total === 0 ? 0 : Math.max(1, Math.round(share * total));
    const slots: number[] = [];
    for (let i = this.#runs.length - 1; i >= 0 && count > 0; i--) {
      const { from, to } = this.#runs[i];
      for (let slot = to; slot >= from && count > 0; slot--, count--) slots.push(slot);
    }
    return slots.reverse();
  }

  /** How many windows have their last target at `slot` or before. */
  trainedBefore(slot: number): number {
    let count = 0;
    for (const { from, to } of this.#before(slot)) count += Math.max(0, to - from + 1);
    return count;
  }

  #before(slot: number): WindowRun[] {
    return this.#runs.map(({ from, to }) => ({ from, to: Math.min(to, slot - this.#horizon) }));
  }

  /** Multiply-adds of choices() with `windows` to forecast. */
  work(windows: number): number {
    const inputs = this.lookback - 1;
    const outputs = this.#horizon * this.#anchors.length;
    return (LAMBDAS.length - 1) * (inputs * inputs * (inputs / 6 + outputs) + windows * inputs * outputs);
  }

  /** For each anchor the lambda of least error, fitted on windows whose targets end at slot `cut`, where choosing begins. */
  choices(seen: Float64Array, cut: number, error: (forecast: LinearForecast) => number): Choice[] {
    const moments = windowMoments(seen, this.#before(cut), this.lookback, this.#horizon);
    const best = this.#anchors.map(
      (anchor): Choice => ({ anchor, lambda: Number.POSITIVE_INFINITY, error: Number.POSITIVE_INFINITY }),
    );
    for (const lambda of LAMBDAS) {
      const solved = this.#solve(moments, lambda, this.#anchors);
      solved.forEach((weights, i) => {
        const found = error({ lookback: this.lookback, weights });
        if (found < best[i].error) best[i] = { anchor: this.#anchors[i], lambda, error: found };
      });
    }
    return best;
  }

  /** The last slots of the windows whose last target is at `slot` or before, ascending. */
  lastBefore(slot: number): number[] {
    return this.#before(slot).flatMap(({ from, to }) =>
      Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i),
    );
  }

  /** Fitted on all windows, or on those whose targets end at slot `cut`. */
  fit(seen: Float64Array, anchor: number, lambda: number, cut: number = Number.POSITIVE_INFINITY): LinearForecast {
    const moments = windowMoments(seen, this.#before(cut), this.lookback, this.#horizon);
    return { lookback: this.lookback, weights: this.#solve(moments, lambda, [anchor])[0] };
  }

  #solve({ inputs, targets, windows }: WindowMoments, lambda: number, anchors: readonly number[]): Float64Array[] {
    const size = this.lookback - 1;
    const horizon = this.#horizon;
    const places = anchors.map((anchor) => this.#anchorPlaces(anchor));
    let trace = 0;
    for (let a = 0; a < size; a++) trace += inputs[a * size + a];
    const penalty = (lambda * trace) / (windows * size);
    if (lambda === Number.POSITIVE_INFINITY || !(penalty > 0)) {
      return places.map((own) => {
        const weights = new Float64Array(size * horizon);
        for (const place of own) weights[place] = 1;
        return weights;
      });
    }
    const factor = inputs.slice();
    for (let a = 0; a < size; a++) factor[a * size + a] += penalty;
    const kept = factorCholesky(factor, size);
    const width = horizon * anchors.length;
    const right = new Float64Array(size * width);
    places.forEach((own, i) => {
      for (let a = 0; a < size; a++) {
        right.set(targets.subarray(a * horizon, (a + 1) * horizon), a * width + i * horizon);
      }
      for (const place of own) {
        right[Math.floor(place / horizon) * width + i * horizon + (place % horizon)] += penalty;
      }
    });
    solveLower(factor, kept, size, right, width);
    solveUpper(factor, kept, size, right, width);
    return anchors.map((_, i) => {
      const weights = new Float64Array(size * horizon);
      for (let a = 0; a < size; a++) {
        const row = a * width + i * horizon;
        weights.set(right.subarray(row, row + horizon), a * horizon);
      }
      return weights;
    });
  }

  /** Where an anchor's weights are 1 in [lookback - 1, horizon]: at the value whole seasons before each target. */
  #anchorPlaces(anchor: number): number[] {
    if (anchor === 0) return [];
    const places: number[] = [];
    for (let h = 0; h < this.#horizon; h++) {
      const ago = Math.ceil((h + 1) / anchor) * anchor - (h + 1);
      // ago 0 is the last value itself, which is in every forecast.
      if (ago > 0) places.push((ago - 1) * this.#horizon + h);
    }
    return places;
  }
}
