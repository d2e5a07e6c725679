import { exp } from "../../core/math.ts";
import { NUMBER, requireOption } from "../../core/option-rules.ts";

const TERMS = [0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429];

/**
 * The share of the standard normal distribution below a value; absolute error below 1e-7.
 *
 * Source: Abramowitz and Stegun 7.1.26, by erf(x / sqrt(2)).
 */
export function normalShare(value: number): number {
  requireOption("normalShare", "value", NUMBER, value);
  const x = Math.abs(value) * Math.SQRT1_2;
  const t = 1 / (1 + 0.3275911 * x);
  const tail = (TERMS.reduceRight((sum, term) => sum * t + term, 0) * t * exp(-x * x)) / 2;
  return value < 0 ? tail : 1 - tail;
}
