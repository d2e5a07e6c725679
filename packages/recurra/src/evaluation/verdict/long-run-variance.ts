import { cos } from "../../core/math.ts";

/**
 * The variance of a mean whose terms go together, by projections on cosines that are slow beside what ties the terms.
 *
 *   L_j = sqrt(2 / n) sum_t d_t cos(pi j (t + 1/2) / n)        j = 1 .. m, d_t with its mean taken off
 *   V   = mean of L_j^2: the long-run variance; sqrt(n) mean(d) / sqrt(V) is Student t with m degrees of freedom
 *
 * m = 0.4 n^(2/3), but at most n / (2 h), at least 1: of terms that are averages over h rows no cosine may be so quick that the overlap
 * smooths it away. Few cosines keep the test's size where errors go together for longer than is known, which a sum of autocovariances up
 * to h - 1 does not (docs/evaluation.md has both, measured).
 *
 * Source: Lazarus, Lewis, Stock and Watson 2018, HAR inference: recommendations for practice, J. of Business & Economic Statistics 36(4);
 * for forecasts Coroneo and Iacone 2020, J. of Applied Econometrics 35(4).
 */
export class LongRunVariance {
  /** m. */
  readonly degreesOfFreedom: number;
  readonly #cosines: Float64Array;

  /** For `count` terms (2 at least) of which `overlap` neighbours share rows. */
  constructor(count: number, overlap: number) {
    this.degreesOfFreedom = cosinesFor(count, overlap);
    // cos(pi j (2 t + 1) / (2 n)) repeats itself after 4 n.
    this.#cosines = Float64Array.from({ length: 4 * count }, (_, i) => cos((Math.PI * i) / (2 * count)));
  }

  /** V of `count` terms with their mean taken off. */
  of(deviations: Float64Array): number {
    const n = deviations.length;
    let sum = 0;
    for (let j = 1; j <= this.degreesOfFreedom; j++) {
      let projection = 0;
      for (let t = 0; t < n; t++) projection += deviations[t] * this.#cosines[(j * (2 * t + 1)) % (4 * n)];
      sum += (2 / n) * projection * projection;
    }
    return sum / this.degreesOfFreedom;
  }
}

/** The largest m with m^3 <= 0.064 n^2, which is 0.4 n^(2/3), within its bounds. */
function cosinesFor(count: number, overlap: number): number {
  let m = 1;
  while ((m + 1) * (m + 1) * (m + 1) <= 0.064 * count * count && 2 * overlap * (m + 1) <= count) m++;
  return m;
}
