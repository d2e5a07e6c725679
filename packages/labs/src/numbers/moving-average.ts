// The moving average: what smooths a loss curve, and the simplest filter against noise.

/**
 * The mean of the values around each index i:
 *
 *   mean(values[i - before], ..., values[i + after])        of these, the ones that exist
 *
 * With `after` 0 it is causal: it knows the values up to i. A larger `after` looks ahead.
 */
export function movingAverage(values: ArrayLike<number>, before: number, after = 0): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i++) sums[i + 1] = sums[i] + values[i];
  const means = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const from = Math.max(0, i - before);
    const to = Math.min(values.length, i + after + 1);
    means[i] = (sums[to] - sums[from]) / (to - from);
  }
  return means;
}
