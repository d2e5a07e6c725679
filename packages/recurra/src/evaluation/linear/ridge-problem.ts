import { factorCholesky, solveLower, solveUpper } from "../estimation/cholesky.ts";
import { type WindowMoments, type WindowRun, windowMoments } from "../estimation/window-moments.ts";
import type { LinearForecast } from "./linear-forecast.ts";

/**
 * What is forecast where nothing is known: the value so many slots before the target, 0 for the last value; or "prior", weights that were
 * given, such as those of other series.
 */
export type Anchor = number | "prior";

/** The best lambda of an anchor. */
export interface Choice {
  readonly anchor: Anchor;
  readonly lambda: number;
  readonly error: number;
}

/** Infinity is the anchor itself. */
export const LAMBDAS: readonly number[] = [1, 10, 100, 1e3, 1e4, 1e5, Number.POSITIVE_INFINITY];

/** Ridge regressions of one lookback, for all lambdas and anchors. */
export class RidgeProblem {
  readonly lookback: number;
  readonly #horizon: number;
  readonly #anchors: ReadonlyMap<Anchor, Float64Array>;
  readonly #runs: readonly WindowRun[];

  /** `prior` [lookback - 1, horizon]: weights that are an anchor, too. */
  constructor(
    lookback: number,
    horizon: number,
    seasons: readonly number[],
    runs: readonly WindowRun[],
    prior?: Float64Array,
  ) {
    this.lookback = lookback;
    this.#horizon = horizon;
    const repeated = [0, ...seasons.filter((season) => season <= lookback)];
    this.#anchors = new Map<Anchor, Float64Array>([
      ...repeated.map((season) => [season, anchorWeights(season, lookback, horizon)] as const),
      ...(prior === undefined ? [] : [["prior", prior] as const]),
    ]);
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
    const outputs = this.#horizon * this.#anchors.size;
    return (LAMBDAS.length - 1) * (inputs * inputs * (inputs / 6 + outputs) + windows * inputs * outputs);
  }

  /** For each anchor the lambda of least error, fitted on windows whose targets end at slot `cut`, where choosing begins. */
  choices(seen: Float64Array, cut: number, error: (forecast: LinearForecast) => number): Choice[] {
    const moments = windowMoments(seen, this.#before(cut), this.lookback, this.#horizon);
    const best = [...this.#anchors.keys()].map(
      (anchor): Choice => ({ anchor, lambda: Number.POSITIVE_INFINITY, error: Number.POSITIVE_INFINITY }),
    );
    for (const lambda of LAMBDAS) {
      const solved = solveRidge(moments, this.lookback, this.#horizon, lambda, [...this.#anchors.values()]);
      solved.forEach((weights, i) => {
        const found = error({ lookback: this.lookback, weights });
        if (found < best[i].error) best[i] = { ...best[i], lambda, error: found };
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
  fit(seen: Float64Array, anchor: Anchor, lambda: number, cut: number = Number.POSITIVE_INFINITY): LinearForecast {
    const moments = windowMoments(seen, this.#before(cut), this.lookback, this.#horizon);
    const prior = this.#anchors.get(anchor) as Float64Array;
    return { lookback: this.lookback, weights: solveRidge(moments, this.lookback, this.#horizon, lambda, [prior])[0] };
  }
}

/** W [lookback - 1, horizon] drawn to each of the priors, of the same shape; lambda Infinity gives the priors themselves. */
export function solveRidge(
  { inputs, targets, windows }: WindowMoments,
  lookback: number,
  horizon: number,
  lambda: number,
  priors: readonly Float64Array[],
): Float64Array[] {
  const size = lookback - 1;
  let trace = 0;
  for (let a = 0; a < size; a++) trace += inputs[a * size + a];
  const penalty = (lambda * trace) / (windows * size);
  if (lambda === Number.POSITIVE_INFINITY || !(penalty > 0)) return priors.map((prior) => prior.slice());
  const factor = inputs.slice();
  for (let a = 0; a < size; a++) factor[a * size + a] += penalty;
  const kept = factorCholesky(factor, size);
  const width = horizon * priors.length;
  const right = new Float64Array(size * width);
  priors.forEach((prior, i) => {
    for (let a = 0; a < size; a++) {
      const row = a * width + i * horizon;
      for (let h = 0, at = a * horizon; h < horizon; h++, at++) right[row + h] = targets[at] + penalty * prior[at];
    }
  });
  solveLower(factor, kept, size, right, width);
  solveUpper(factor, kept, size, right, width);
  return priors.map((_, i) => {
    const weights = new Float64Array(size * horizon);
    for (let a = 0; a < size; a++) {
      const row = a * width + i * horizon;
      weights.set(right.subarray(row, row + horizon), a * horizon);
    }
    return weights;
  });
}

/** Weights [lookback - 1, horizon] that repeat the last season of `anchor` slots: 1 at the value whole seasons before each target. */
export function anchorWeights(anchor: number, lookback: number, horizon: number): Float64Array {
  const weights = new Float64Array((lookback - 1) * horizon);
  for (let h = 0; h < horizon && anchor > 0; h++) {
    const ago = Math.ceil((h + 1) / anchor) * anchor - (h + 1);
    // ago 0 is the last value itself, which is in every forecast.
    if (ago > 0) weights[(ago - 1) * horizon + h] = 1;
  }
  return weights;
}
