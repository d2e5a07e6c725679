// The linear path of a Forecaster: a direct linear forecast in closed form (fitLinear) beside the network. On the values, on their
// logarithms, or the mean of both.
//
//   forecast_h = y_t + sum_a W_(a,h) limited(y_(t-a) - y_t)        a = 1 ... L - 1
//
// Where columns are known ahead, a part may have an effect for each of them, beta: then y is the target less sum_k beta_k z_k of its row, and
// the forecast of row t + h is that sum of row t + h more.
//
// Weights are float32, as a model file has them; sums are float64, in the order of a.

import type { ScaledForecast } from "../evaluation/linear/fit-linear.ts";
import { fromScale, type LinearScale, toScale } from "../evaluation/linear/linear-scale.ts";
import type { ForecastPath } from "./forecast-path.ts";

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
  /** beta [columns known ahead], on the scale for a unit of each column; absent where nothing is taken of them. */
  readonly effects?: Float32Array;
}

export class LinearPath implements ForecastPath {
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

  /** The mean of models that were fitted for `horizon` rows; those of one scale become one, with effects and without. */
  static meanOf(models: readonly ScaledForecast[], horizon: number, limit?: number): LinearPath {
    const kindOf = ({ scale, effects }: ScaledForecast) => `${scale.form}${effects ? " with effects" : ""}`;
    const kinds = [...new Set(models.map(kindOf))];
    const parts = kinds.map((kind) => {
      const alike = models.filter((model) => kindOf(model) === kind);
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
    if (this.looksAhead || lookback === 1) return !this.looksAhead;
    const drift = LinearPath.drift(horizon, lookback).parts[0].weights;
    const [{ scale, weights }, ...others] = parts;
    return others.length === 0 && scale.form === "plain" && weights.every((weight, at) => weight === drift[at]);
  }

  /** Rows that a forecast looks back on. */
  get lookback(): number {
    return Math.max(...this.parts.map(({ lookback }) => lookback));
  }

  /** Whether it takes anything of the columns that are known ahead. */
  get looksAhead(): boolean {
    return this.parts.some(({ effects }) => effects !== undefined);
  }

  /**
   * Forecasts [n * horizon] of the rows from each origin on; reads the `lookback` values before it alone, and of the columns that are known
   * ahead these rows and those of the forecast.
   */
  forecast(values: Float64Array, origins: ArrayLike<number>, ahead: readonly Float64Array[] = []): Float64Array {
    const { horizon, limit = Number.POSITIVE_INFINITY } = this;
    const forecasts = new Float64Array(origins.length * horizon);
    const out = new Float64Array(horizon);
    for (const { scale, share, lookback, weights, effects } of this.parts) {
      const added = effects && effectsOf(effects, ahead);
      for (let i = 0; i < origins.length; i++) {
        const row = origins[i] - 1;
        const last = values[row];
        const start = added ? toScale(scale, last) - added(row) : toScale(scale, last);
        out.fill(start);
        for (let a = 1; a < lookback; a++) {
          const value = values[row - a];
          const near = Math.max(last - limit, Math.min(last + limit, value));
          const seen = added ? toScale(scale, near) - added(row - a) : toScale(scale, near);
          const x = seen - start;
          for (let h = 0, at = (a - 1) * horizon; h < horizon; h++) out[h] += x * weights[at + h];
        }
        for (let h = 0; h < horizon; h++) {
          const forecast = added ? out[h] + added(row + 1 + h) : out[h];
          forecasts[i * horizon + h] += share * fromScale(scale, forecast);
        }
      }
    }
    return forecasts;
  }

  /** Forecasts [n * horizon] of the rows after each of some values; of these the rows that are needed are read. */
  forecastEach(windows: readonly Float64Array[]): Float64Array {
    const forecasts = new Float64Array(windows.length * this.horizon);
    windows.forEach((window, i) => {
      forecasts.set(this.forecast(window, [window.length]), i * this.horizon);
    });
    return forecasts;
  }
}

/** sum_k effects_k ahead_k of a row. */
function effectsOf(effects: Float32Array, ahead: readonly Float64Array[]): (row: number) => number {
  return (row) => {
    let sum = 0;
    for (let k = 0; k < effects.length; k++) sum += effects[k] * ahead[k][row];
    return sum;
  };
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
  const [{ scale, effects }] = models;
  return {
    scale: scale.form === "plain" ? PLAIN : scale,
    share,
    lookback: rows + 1,
    weights: weights.slice(0, rows * horizon),
    ...(effects && { effects: Float32Array.from(effects, (effect) => effect * unitOf(scale)) }),
  };
}

/** The plain scale of a path has no unit of its own. */
function unitOf(scale: LinearScale): number {
  return scale.form === "plain" ? scale.spread : 1;
}
