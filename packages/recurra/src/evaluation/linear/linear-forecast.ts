// A linear forecast of the changes after the last value of a window.

/** forecast_h = y_t + sum_a weights[a - 1, h] (y_(t-a) - y_t). */
export interface LinearForecast {
  readonly lookback: number;
  /** [lookback - 1, horizon] */
  readonly weights: Float64Array;
}

/** out [horizon] = y_t + W' x of the window that ends at row `last`, on the scale of `seen`. */
export function forecastLinear(
  seen: Float64Array,
  last: number,
  { lookback, weights }: LinearForecast,
  out: Float64Array,
): void {
  const horizon = out.length;
  out.fill(seen[last]);
  for (let a = 1; a < lookback; a++) {
    const x = seen[last - a] - seen[last];
    for (let h = 0, at = (a - 1) * horizon; h < horizon; h++) out[h] += x * weights[at + h];
  }
}
