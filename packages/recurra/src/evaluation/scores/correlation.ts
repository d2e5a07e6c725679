import { ShapeError } from "../../core/errors.ts";
import { NUMBERS, requireArguments } from "../../core/option-rules.ts";
import { mean, meanOf } from "../../statistics/mean.ts";
import { counted } from "../../words/counted.ts";
import { grouped } from "../../words/grouped.ts";

/** Standard deviation (divided by n). */
export function spread(values: Float64Array): number {
  return Math.sqrt(covariance(values, values));
}

/**
 * Pearson's correlation of two aligned sequences; null when one of them never varies.
 *
 *   r = sum (a - mean a)(b - mean b) / sqrt(sum (a - mean a)^2 sum (b - mean b)^2)
 *
 * Throws ShapeError unless both are as long.
 */
export function correlation(a: Float64Array, b: Float64Array): number | null {
  requireArguments("correlation", { a: NUMBERS, b: NUMBERS }, a, b);
  if (a.length !== b.length) {
    throw new ShapeError("METRIC_LENGTH", "correlation", `${counted(a.length, "value")} beside ${grouped(b.length)}`, {
      remedies: ["give as many of both"],
    });
  }
  // The mean of equal values may be off by a rounding, which would pass for variation.
  if (!varies(a) || !varies(b)) return null;
  const scale = spread(a) * spread(b);
  return scale > 0 ? Math.max(-1, Math.min(1, covariance(a, b) / scale)) : null;
}

function varies(values: Float64Array): boolean {
  return values.some((value) => value !== values[0]);
}

function covariance(a: Float64Array, b: Float64Array): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  return meanOf(a.length, (i) => (a[i] - meanA) * (b[i] - meanB));
}
