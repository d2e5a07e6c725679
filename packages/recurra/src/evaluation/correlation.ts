/** Standard deviation (divided by n). */
export function spread(values: Float64Array): number {
  return Math.sqrt(covariance(values, values));
}

/** Pearson's correlation of two aligned sequences; null when one of them never varies. */
export function correlation(a: Float64Array, b: Float64Array): number | null {
  const scale = spread(a) * spread(b);
  return scale > 0 ? covariance(a, b) / scale : null;
}

function covariance(a: Float64Array, b: Float64Array): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  return mean(a.map((value, i) => (value - meanA) * (b[i] - meanB)));
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
