/** Share of changes whose direction was called, beside what always naming the more frequent direction would have got. */
export interface DirectionScore {
  /** Share of calls that were right, 0 to 1; null when the method never names a direction (or nothing changed). */
  readonly accuracy: number | null;
  /** Share of the more frequent direction among the actual changes, 0 to 1; null when nothing changed. */
  readonly baseRate: number | null;
  /** The more frequent direction. */
  readonly majority: "up" | "down" | null;
  /** Actual changes other than zero: the forecasts that could be right or wrong. */
  readonly count: number;
}
/**
 * Direction accuracy: how often the forecast change from the last known value has the sign of the actual one.
 *
 * All steps of all windows count, except those where the actual value is the last known one or was not measured (NaN). A forecast of no change
 * counts as wrong, unless the method never forecasts any change: then it names no direction and has no accuracy.
 * The base rate is what always naming the more frequent direction would have got on the same changes.
 *
 * Shapes: actual and predicted [windows * horizon], last [windows], the last value known to each window.
 */
export function directionScore(
  actual: ArrayLike<number>,
  predicted: ArrayLike<number>,
  last: ArrayLike<number>,
  horizon: number,
): DirectionScore {
  let up = 0;
  let count = 0;
  let right = 0;
  let named = 0;
  for (let i = 0; i < actual.length; i++) {
    const known = last[Math.floor(i / horizon)];
    const change = actual[i] - known;
    if (change === 0 || Number.isNaN(change)) continue;
    const called = predicted[i] - known;
    count++;
    if (change > 0) up++;
    if (called !== 0) named++;
    if (Math.sign(called) === Math.sign(change)) right++;
  }
  if (count === 0) return { accuracy: null, baseRate: null, majority: null, count };
  return {
    accuracy: named === 0 ? null : right / count,
    baseRate: Math.max(up, count - up) / count,
    majority: up >= count - up ? "up" : "down",
    count,
  };
}
