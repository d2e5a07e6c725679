// The linear path of a Forecaster: a direct linear forecast in closed form (fitLinear) beside the network. On the values, on their
// logarithms, or the mean of both.
//
//   forecast_h = y_t + sum_a W_(a,h) limited(y_(t-a) - y_t)        a = 1 ... L - 1
//
// Weights are float32, as a model file has them; sums are float64, in the order of a.

import type { ScaledForecast } from "../evaluation/linear/fit-linear.ts";
import { fromScale, type LinearScale, toScale } from "../evaluation/linear/linear-scale.ts";

/** The plain scale without a unit of its own. */
export const PLAIN: LinearScale = { form: "plain", centre: 0, spread: 1 };

/** The forecasts of one scale. */
export interface LinearPart {
  readonly scale: LinearScale;
  /** Its share of the forecast. */
  readonly share: number;
  /** Rows that it looks back on, the last one among them. */
  readonly lookback: number;
  /** [lookback - 1, horizon], the nearest row first. */
  readonly weights: Float32Array;
}

export class LinearPath {
  readonly horizon: number;
  readonly parts: readonly LinearPart[];
  /**
   * Where the rows that it was fitted on have spikes: how far a value of a window may lie from its last one; what lies further is put there.
   */
  readonly limit: number | undefined;

  constructor(horizon: number, parts: readonly LinearPart[], limit?: number) {
    this.horizon = horizon;
    this.parts = parts;
    this.limit = limit;
  }

  /** The mean of models that were fitted for `horizon` rows; those of one scale become one. */
  static meanOf(models: readonly ScaledForecast[], horizon: number, limit?: number): LinearPath {
    const forms = [...new Set(models.map(({ scale }) => scale.form))];
    const parts = forms.map((form) => {
      const alike = models.filter(({ scale }) => scale.form === form);
      return joined(alike, horizon, alike.length / models.length);
    });
    return new LinearPath(horizon, parts, limit);
  }

  /** The last value, whatever lies before it. */
  static still(horizon: number): LinearPath {
    return new LinearPath(horizon, [{ scale: PLAIN, share: 1, lookback: 1, weights: new Float32Array() }]);
  }

  /**
   * The last value, moved on half as fast as it came through the window, which is hardly known better than by half:
   * y_t + h (y_t - y_(t - L + 1)) / (2 (L - 1)) for a lookback of L rows.
   */
  static drift(horizon: number, lookback: number): LinearPath {
    const weights = new Float32Array((lookback - 1) * horizon);
    const farthest = weights.length - horizon;
    for (let h = 0; h < horizon; h++) weights[farthest + h] = -(h + 1) / (2 * (lookback - 1));
    return new LinearPath(horizon, [{ scale: PLAIN, share: 1, lookback, weights }]);
  }

  /** Whether it is the last value, or that with the drift of the window: nothing in it was fitted. */
  get isSimple(): boolean {
    const { lookback, horizon, parts } = this;
    if (lookback === 1) return true;
    const drift = LinearPath.drift(horizon, lookback).parts[0].weights;
    const [{ scale, weights }, ...others] = parts;
    return others.length === 0 && scale.form === "plain" && weights.every((weight, at) => weight === drift[at]);
  }

  /** Rows that a forecast looks back on. */
  get lookback(): number {
    return Math.max(...this.parts.map(({ lookback }) => lookback));
  }

  /** Forecasts [n * horizon] of the rows from each origin on; reads the `lookback` values before it alone. */
  forecast(values: Float64Array, origins: ArrayLike<number>): Float64Array {
    const { horizon, limit = Number.POSITIVE_INFINITY } = this;
    const forecasts = new Float64Array(origins.length * horizon);
    const out = new Float64Array(horizon);
    for (const { scale, share, lookback, weights } of this.parts) {
      for (let i = 0; i < origins.length; i++) {
        const last = values[origins[i] - 1];
        const start = toScale(scale, last);
        out.fill(start);
        for (let a = 1; a < lookback; a++) {
          const value = values[origins[i] - 1 - a];
          const near = Math.max(last - limit, Math.min(last + limit, value));
          const x = toScale(scale, near) - start;
          for (let h = 0, at = (a - 1) * horizon; h < horizon; h++) out[h] += x * weights[at + h];
        }
        for (let h = 0; h < horizon; h++) forecasts[i * horizon + h] += share * fromScale(scale, out[h]);
      }
    }
    return forecasts;
  }
}

function joined(models: readonly ScaledForecast[], horizon: number, share: number): LinearPart {
  const longest = Math.max(...models.map(({ lookback }) => lookback));
  const mean = new Float64Array((longest - 1) * horizon);
  for (const { weights } of models) {
    for (let at = 0; at < weights.length; at++) mean[at] += weights[at] / models.length;
  }
  const weights = Float32Array.from(mean);
  // Rows that nothing is taken from are not looked back on.
  let used = weights.length;
  while (used > 0 && weights[used - 1] === 0) used--;
  const rows = Math.ceil(used / horizon);
  const [{ scale }] = models;
  return {
    scale: scale.form === "plain" ? PLAIN : scale,
    share,
    lookback: rows + 1,
    weights: weights.slice(0, rows * horizon),
  };
}
