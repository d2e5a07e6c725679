// How much wider than the network's own intervals those of one history are to be, by how far known rows lay from its forecasts of them.
//
//   f = (y - m) / (u - m) above the median m, (m - y) / (m - l) below it, of the interval [l, u] of a level
//   factor = q^(n / (n + 8)), q the quantile of f at the level over n origins, all steps alike
//
// so that an interval is widened, or narrowed, on both sides by the same factor, and little is changed where origins are few; below four of
// them nothing is.
//
// Source: Romano, Patterson and Candes 2019, arXiv:1905.03222 (conformalized quantile regression), with ratios in place of distances.

import { exp, log } from "../core/math.ts";
import { quantileBetween } from "../zero-shot/quantiles.ts";

/** Origins that the network's own word counts as. */
const PRIOR = 8;
const LEAST_ORIGINS = 4;
/** Further than this no interval is changed. */
const MOST = 1000;

/** A factor for each level: `quantiles` [n, rows, Q] of `truth` [n, rows]. */
export function intervalFactors(
  quantiles: Float64Array,
  truth: Float64Array,
  origins: number,
  levels: readonly number[],
): number[] {
  if (origins < LEAST_ORIGINS) return levels.map(() => 1);
  const count = quantiles.length / truth.length;
  return levels.map((level) => {
    const factors = truth
      .map((value, at) => {
        const own = quantiles.subarray(at * count, (at + 1) * count);
        const median = own[(count - 1) / 2];
        const end = quantileBetween(own, value > median ? (1 + level) / 2 : (1 - level) / 2);
        return end === median ? Number(value !== median) * MOST : (value - median) / (end - median);
      })
      .sort();
    const at = Math.min(factors.length, Math.ceil(level * (factors.length + 1))) - 1;
    const needed = Math.max(1 / MOST, Math.min(MOST, factors[at]));
    return exp((origins / (origins + PRIOR)) * log(needed));
  });
}
