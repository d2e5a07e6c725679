// Where in the season a series is harder to forecast: from how much it changes there from one season to the next, which its whole history shows,
// while the windows that were forecast show each place but a few times.

import type { Season } from "../../data/index.ts";

/** No season of more rows: there would be too few changes at each place. */
const MOST = 168;
/** Changes at the mean that each place has beside its own. */
const PRIOR = 2;
/** No place is taken to be surer than this. */
const LEAST = 0.2;

/**
 * What intervals after row `end` - 1 are wider by at each of `horizon` steps, beside their mean width:
 *
 *   factor_h = (k + sum of c_t / c) / (k + n_h)        c_t = |y_t - y_(t-m)|, over the n_h rows t < end at the place of step h in the season of
 *                                                      m rows; c = the mean of all c_t, k = 2
 *
 * at least 0.2. Undefined where no row has another a season before it, or nothing changes. Source: errors divided by an estimate of their spread, Lei et
 * al. 2018, Distribution-free predictive inference for regression, section 5.2.
 */
export function seasonChanges(
  values: Float64Array,
  end: number,
  season: number,
  horizon: number,
): Float64Array | undefined {
  if (season < 2 || end <= season) return undefined;
  const sums = new Float64Array(season);
  const counts = new Float64Array(season);
  let total = 0;
  for (let row = season; row < end; row++) {
    const change = Math.abs(values[row] - values[row - season]);
    sums[row % season] += change;
    counts[row % season]++;
    total += change;
  }
  const mean = total / (end - season);
  if (!(mean > 0)) return undefined;
  return Float64Array.from({ length: horizon }, (_, step) => {
    const place = (end + step) % season;
    return Math.max(LEAST, (PRIOR + sums[place] / mean) / (PRIOR + counts[place]));
  });
}

/** The rows of the season whose changes are followed, the shortest; 0 where there is none, or too long a one. */
export function seasonOf(seasons: readonly Season[]): number {
  const rows = Math.round(seasons.reduce((least, season) => Math.min(least, season.rows), Number.POSITIVE_INFINITY));
  return rows >= 2 && rows <= MOST ? rows : 0;
}
