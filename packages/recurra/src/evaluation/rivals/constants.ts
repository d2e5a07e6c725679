// Forecasts of one number: what wins where nothing can be forecast (white noise), or where most values are 0 (rain, spare parts).
import { knownValues } from "../../statistics/known-values.ts";
import { GrowingMedian } from "./growing-median.ts";
import { hasKnown, type Rival } from "./rival.ts";
import { rolling } from "./rolling.ts";

/** The mean of all values known before the origin. Source: Hyndman and Athanasopoulos, FPP3, 5.2, mean method. */
export const meanRival: Rival = {
  name: "mean",
  kind: "naive",
  words: "the mean",
  fit({ values, fitted, horizon }) {
    if (!hasKnown(values, fitted)) return undefined;
    return rolling(horizon, 0, () => {
      // As a running mean: its error does not grow with the size of the sum.
      let mean = 0;
      let count = 0;
      return {
        advance(value) {
          if (!Number.isNaN(value)) mean += (value - mean) / ++count;
        },
        forecast: (out) => void out.fill(mean),
      };
    });
  },
};

/** The median of all values known before the origin: the constant of least absolute error. */
export const medianRival: Rival = {
  name: "median",
  kind: "naive",
  words: "the median",
  fit({ values, fitted, horizon }) {
    if (!hasKnown(values, fitted)) return undefined;
    return {
      forecast(given, origins) {
        const forecasts = new Float64Array(origins.length * horizon);
        let growing: GrowingMedian | undefined;
        let slot = 0;
        for (let i = 0; i < origins.length; i++) {
          const values = knownValues(given.subarray(slot, origins[i])).slice();
          slot = Math.max(slot, origins[i]);
          if (growing) growing.add(values);
          else growing = new GrowingMedian(values);
          forecasts.fill(growing.median, i * horizon, (i + 1) * horizon);
        }
        return forecasts;
      },
    };
  },
};

/** Always 0. */
export const zeroRival: Rival = {
  name: "zero",
  kind: "naive",
  words: "always 0",
  fit: ({ horizon }) => ({ forecast: (_, origins) => new Float64Array(origins.length * horizon) }),
};
