// How much larger or smaller than elsewhere errors are at each place of a season.

import type { ForecastErrors } from "./forecast-errors.ts";

/** A place is taken to have had so many rows more whose errors were like those of all places. */
const PRIOR = 4;
/** The windows are cut into so many stretches; a stretch's factors are those of the others. */
const STRETCHES = 4;

/**
 * The factor of a place p is (k + sum of z_t) / (k + n_p) over the n_p rows t of that place, k = 4, where z_t is the mean over the windows
 * that forecast row t of |error| / unit, each divided by its mean at that step: 1 for a place like all others. A row counts once, however
 * many windows forecast it.
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

  /** Without the rows [from, to). */
  #factors(from: number, to: number): readonly number[] {
    const { rows: places, places: placeOf } = this.#errors.season ?? { rows: 0, places: new Int32Array() };
    const sums = new Float64Array(places).fill(PRIOR);
    const counts = new Float64Array(places).fill(PRIOR);
    this.#rows.forEach((z, row) => {
      if (Number.isNaN(z) || (row >= from && row < to)) return;
      sums[placeOf[row]] += z;
      counts[placeOf[row]]++;
    });
    return Array.from(sums, (sum, place) => sum / counts[place]);
  }
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
