import type { FittedRival } from "./rival.ts";

/** What a rival remembers of the values before an origin. */
export interface RollingState {
  /** Takes the value of the next slot; NaN where it is missing. */
  advance(value: number, slot: number): void;
  /** Fills `out` [horizon] with the forecasts of the slots from `origin` on. */
  forecast(out: Float64Array, origin: number): void;
}

/**
 * A rival whose state rolls over the values, slot by slot from `from` on, and is asked at each origin. It sees no value from the origin
 * on, since it has not been given it. Each call begins anew, so that calls do not depend on one another.
 */
export function rolling(horizon: number, from: number, begin: () => RollingState): FittedRival {
  return {
    forecast(values, origins) {
      const forecasts = new Float64Array(origins.length * horizon);
      const state = begin();
      let slot = from;
      for (let i = 0; i < origins.length; i++) {
        for (; slot < origins[i]; slot++) state.advance(values[slot], slot);
        state.forecast(forecasts.subarray(i * horizon, (i + 1) * horizon), origins[i]);
      }
      return forecasts;
    },
  };
}
