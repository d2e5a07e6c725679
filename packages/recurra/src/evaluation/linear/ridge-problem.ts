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
    const outputs = this.#horizon * (1 + this.#anchors.size);
    return (LAMBDAS.length - 1) * (inputs * inputs * (inputs / 6 + windows) + windows * inputs * outputs);
  }

  /**
   * For each anchor the lambda of least error, fitted on windows whose targets end at slot `cut`, where choosing begins. `error` is that of
   * forecasts less the last value, [n, horizon], of the windows with these last slots.
   *
   * X W = Z' (X'Y + p E) with Z = (X'X + p I)^-1 X': a lambda takes one solution for the windows that choose, whatever the anchors, and no weights.
   */
  choices(
    seen: Float64Array,
    cut: number,
    windows: readonly number[],
    error: (changes: Float64Array) => number,
  ): Choice[] {
    const moments = windowMoments(seen, this.#before(cut), this.lookback, this.#horizon);
    const anchors = [...this.#anchors];
    const best = anchors.map(
      ([anchor]): Choice => ({ anchor, lambda: Number.POSITIVE_INFINITY, error: Number.POSITIVE_INFINITY }),
    );
    const inputs = transposedInputs(seen, windows, this.lookback);
    for (const lambda of LAMBDAS) {
      const penalty = penaltyOf(moments, this.lookback, lambda);
      const solved = penalty === undefined ? inputs : inputs.slice();
      const learnt = new Float64Array(windows.length * this.#horizon);
      if (penalty !== undefined) {
        solveShifted(moments, this.lookback - 1, penalty, solved, windows.length);
        addProduct(learnt, solved, moments.targets, this.#horizon, 1);
      }
      anchors.forEach(([, prior], i) => {
        const changes = learnt.slice();
        addProduct(changes, solved, prior, this.#horizon, penalty ?? 1);
        const found = error(changes);
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
    return { lookback: this.lookback, weights: solveRidge(moments, this.lookback, lambda, prior) };
  }
}

/** X' [lookback - 1, n]: the inputs of the windows with these last slots, one in each column. */
function transposedInputs(seen: Float64Array, windows: readonly number[], lookback: number): Float64Array {
  const inputs = new Float64Array((lookback - 1) * windows.length);
  for (let a = 1, at = 0; a < lookback; a++) for (const last of windows) inputs[at++] = seen[last - a] - seen[last];
  return inputs;
}

/** out [n, horizon] += factor left' right, for left [m, n] and right [m, horizon]. */
function addProduct(out: Float64Array, left: Float64Array, right: Float64Array, horizon: number, factor: number): void {
  const count = out.length / horizon;
  // Most rows of a season's repetition are zeros.
  const rows = Array.from({ length: right.length / horizon }, (_, a) => a).filter(
    (a) => !isZero(right, a * horizon, (a + 1) * horizon),
  );
  // Two rows at a time, one after the other in each sum.
  for (let next = 0; next < rows.length; next += 2) {
    const a = rows[next];
    const b = rows[next + 1] ?? a;
    const second = rows[next + 1] === undefined ? 0 : factor;
    for (let i = 0; i < count; i++) {
      const x = factor * left[a * count + i];
      const y = second * left[b * count + i];
      for (let h = 0, at = i * horizon; h < horizon; h++) {
        out[at + h] = out[at + h] + x * right[a * horizon + h] + y * right[b * horizon + h];
      }
    }
  }
}

function isZero(values: Float64Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (values[at] !== 0) return false;
  return true;
}

/** lambda s^2 n for s^2 the mean square of the inputs; undefined where the anchor itself is the forecast. */
function penaltyOf({ inputs, windows }: WindowMoments, lookback: number, lambda: number): number | undefined {
  const size = lookback - 1;
  let trace = 0;
  for (let a = 0; a < size; a++) trace += inputs[a * size + a];
  const penalty = (lambda * trace) / (windows * size);
  return lambda === Number.POSITIVE_INFINITY || !(penalty > 0) ? undefined : penalty;
}

/** Solves (X'X + penalty I) Z = B in place for the `width` columns of `right` [size, width]. */
function solveShifted(
  { inputs }: WindowMoments,
  size: number,
  penalty: number,
  right: Float64Array,
  width: number,
): void {
  const factor = inputs.slice();
  for (let a = 0; a < size; a++) factor[a * size + a] += penalty;
  const kept = factorCholesky(factor, size);
  solveLower(factor, kept, size, right, width);
  solveUpper(factor, kept, size, right, width);
}

/** W [lookback - 1, horizon] drawn to the prior, of the same shape; lambda Infinity gives the prior itself. */
export function solveRidge(
  moments: WindowMoments,
  lookback: number,
  lambda: number,
  prior: Float64Array,
): Float64Array {
  const penalty = penaltyOf(moments, lookback, lambda);
  if (penalty === undefined) return prior.slice();
  const weights = moments.targets.map((target, at) => target + penalty * prior[at]);
  const size = lookback - 1;
  solveShifted(moments, size, penalty, weights, weights.length / Math.max(1, size));
  return weights;
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
