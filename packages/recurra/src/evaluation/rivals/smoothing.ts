// Exponential smoothing with additive errors, trend and season in one recursion, of which the methods are cases:
//
//   e_t = y_t - (l + phi b + s_t)      l <- l + phi b + alpha e_t      b <- phi b + beta e_t      s_t <- s_t + gamma e_t
//
// No trend is beta = 0 and b = 0, no damping phi = 1, no season m = 0. Where y_t is missing e_t is 0: the state moves on as it forecasts.
//
// Source: Hyndman, Koehler, Ord and Snyder 2008, Forecasting with Exponential Smoothing, chapter 2, ETS(A,Ad,A).
import type { RollingState } from "./rolling.ts";

/** The gains of the error, and the damping of the trend. Statsmodels' smoothing_trend is beta / alpha. */
export interface Gains {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
  readonly phi: number;
}

/** [2 + m] level, trend, and the season's place of each slot modulo m. */
export type SmoothingState = Float64Array;

/**
 * Rolls a state over values and writes the one-step errors, 0 where a value is missing. The state is changed in place.
 *
 * Shapes: values and errors [slots].
 */
export function smooth(gains: Gains, state: SmoothingState, values: Float64Array, errors: Float64Array): void {
  const { alpha, beta, gamma, phi } = gains;
  const m = state.length - 2;
  let [level, trend] = state;
  let place = 2;
  for (let t = 0; t < values.length; t++) {
    const next = level + phi * trend;
    const value = values[t];
    const error = Number.isNaN(value) ? 0 : value - next - (m > 0 ? state[place] : 0);
    errors[t] = error;
    level = next + alpha * error;
    trend = phi * trend + beta * error;
    if (m > 0) {
      state[place] += gamma * error;
      if (++place === m + 2) place = 2;
    }
  }
  state[0] = level;
  state[1] = trend;
}

/** What begins at slot `from` with `initial` and goes on over the values given, in units of `scale` around `centre`. */
export function smoothingState(
  gains: Gains,
  initial: SmoothingState,
  from: number,
  { centre, scale }: { centre: number; scale: number },
): RollingState {
  const state = initial.slice();
  const m = state.length - 2;
  const placeOf = (slot: number) => 2 + ((slot - from) % m);
  const { alpha, beta, gamma, phi } = gains;
  return {
    advance(value, slot) {
      const next = state[0] + phi * state[1];
      const place = m > 0 ? placeOf(slot) : 0;
      const error = Number.isNaN(value) ? 0 : (value - centre) / scale - next - (m > 0 ? state[place] : 0);
      state[0] = next + alpha * error;
      state[1] = phi * state[1] + beta * error;
      if (m > 0) state[place] += gamma * error;
    },
    forecast(out, origin) {
      let [level, trend] = state;
      for (let step = 0; step < out.length; step++) {
        trend *= phi;
        level += trend;
        out[step] = centre + scale * (level + (m > 0 ? state[placeOf(origin + step)] : 0));
      }
    },
  };
}
