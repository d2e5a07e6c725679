// How much larger or smaller than elsewhere errors are at each place of a season.

import type { ForecastErrors } from "./forecast-errors.ts";

/** The places are drawn to their mean by one row at least. */
const LEAST = 1;
/** The windows are cut into so many stretches; a stretch's factors are those of the others. */
const STRETCHES = 4;

/**
 * The factor of a place p is (k + sum of z_t) / (k + n_p) over the n_p rows t of that place, where z_t is the mean over the windows that
 * forecast row t of |error| / unit, each divided by its mean at that step, and all by their mean: 1 for a place like all others. A row counts once, however many
 * windows forecast it. k is how many rows it takes to know a place as well as its being one of them tells: the variance within places
 * over that between them, (mean of (m_p - 1)^2) - s^2 (mean of 1 / n_p), at least 1; where the places differ by no more than their rows do,
 * all factors are 1 (empirical Bayes: Efron and Morris 1975).
 */
export class PlaceFactors {
  readonly #errors: ForecastErrors;
  /** By row from origins[0]: the mean of what its errors are beside those of their steps; NaN where it was not measured. */
  readonly #rows: Float64Array;
  readonly #without = new Map<number, readonly number[]>();

  /** `reaches`: the unit of each error, [n * horizon]. */
  constructor(errors: ForecastErrors, reaches: Float64Array) {
    this.#errors = errors;
    const { horizon, origins, actual, predicted } = errors;
    const scores = actual.map((truth, at) => Math.abs(truth - predicted[at]) / reaches[at]);
    const means = Array.from({ length: horizon }, (_, step) => meanAt(scores, horizon, step));
    const rows = origins[origins.length - 1] + horizon - origins[0];
    const sums = new Float64Array(rows);
    const counts = new Float64Array(rows);
    scores.forEach((score, at) => {
      const mean = means[at % horizon];
      if (!Number.isFinite(score) || !(mean > 0)) return;
      const row = origins[Math.floor(at / horizon)] + (at % horizon) - origins[0];
      sums[row] += score / mean;
      counts[row]++;
    });
    this.#rows = sums.map((sum, row) => sum / counts[row]);
  }

  /** From all rows. */
  ofAll(): readonly number[] {
    return this.#factors(0, 0);
  }

  /** From the rows that no window of this one's stretch forecasts. */
  without(window: number): readonly number[] {
    const { origins, horizon } = this.#errors;
    const stretch = Math.floor((STRETCHES * window) / origins.length);
    const known = this.#without.get(stretch);
    if (known !== undefined) return known;
    const first = Math.ceil((stretch * origins.length) / STRETCHES);
    const end = Math.ceil(((stretch + 1) * origins.length) / STRETCHES);
    const factors = this.#factors(origins[first] - origins[0], origins[end - 1] + horizon - origins[0]);
    this.#without.set(stretch, factors);
    return factors;
  }

  /** Without the rows [from, to); beside the mean of the others. */
  #factors(from: number, to: number): readonly number[] {
    const { rows: places, places: placeOf } = this.#errors.season ?? { rows: 0, places: new Int32Array() };
    const sums = new Float64Array(places);
    const counts = new Float64Array(places);
    let [sum, rows, within] = [0, 0, 0];
    const each = (take: (z: number, place: number) => void): void =>
      this.#rows.forEach((z, row) => {
        if (!Number.isNaN(z) && !(row >= from && row < to)) take(z, placeOf[row]);
      });
    each((z) => {
      sum += z;
      rows++;
    });
    const mean = sum / rows;
    if (!(mean > 0)) return Array.from(sums, () => 1);
    each((z, place) => {
      sums[place] += z / mean;
      counts[place]++;
    });
    each((z, place) => {
      const off = z / mean - sums[place] / counts[place];
      within += off * off;
    });
    const prior = priorRows(sums, counts, rows > places ? within / (rows - places) : 0);
    return Array.from(sums, (own, place) =>
      prior === Number.POSITIVE_INFINITY ? 1 : (prior + own) / (prior + counts[place]),
    );
  }
}

/** k of the equation, by the variance within places; infinite where the places do not differ. */
function priorRows(sums: Float64Array, counts: Float64Array, within: number): number {
  let [between, inverse, known] = [0, 0, 0];
  counts.forEach((count, place) => {
    if (count === 0) return;
    const off = sums[place] / count - 1;
    between += off * off;
    inverse += 1 / count;
    known++;
  });
  const spread = (between - within * inverse) / known;
  return spread > 0 ? Math.max(LEAST, within / spread) : Number.POSITIVE_INFINITY;
}

/** The mean of the scores of a step that are finite; 0 where none is. */
function meanAt(scores: Float64Array, horizon: number, step: number): number {
  let [sum, count] = [0, 0];
  for (let at = step; at < scores.length; at += horizon) {
    if (!Number.isFinite(scores[at])) continue;
    sum += scores[at];
    count++;
  }
  return count === 0 ? 0 : sum / count;
}
