// Forecasts of one number: what wins where nothing can be forecast (white noise), or where most values are 0 (rain, spare parts).
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
        const sorted = new Float64Array(given.length);
        let count = 0;
        let slot = 0;
        for (let i = 0; i < origins.length; i++) {
          const before = count;
          for (; slot < origins[i]; slot++) if (!Number.isNaN(given[slot])) sorted[count++] = given[slot];
          insert(sorted, before, count);
          const half = count >> 1;
          const median = count % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
          forecasts.fill(median, i * horizon, (i + 1) * horizon);
        }
        return forecasts;
      },
    };
  },
};

/** Sorts [before, count) into the sorted [0, before). */
function insert(sorted: Float64Array, before: number, count: number): void {
  if (count - before > 64) {
    sorted.subarray(0, count).sort();
    return;
  }
  for (let next = before; next < count; next++) {
    const value = sorted[next];
    let low = 0;
    for (let high = next; low < high; ) {
      const middle = (low + high) >> 1;
      if (sorted[middle] <= value) low = middle + 1;
      else high = middle;
    }
    sorted.copyWithin(low + 1, low, next);
    sorted[low] = value;
  }
}

/** Always 0. */
export const zeroRival: Rival = {
  name: "zero",
  kind: "naive",
  words: "always 0",
  fit: ({ horizon }) => ({ forecast: (_, origins) => new Float64Array(origins.length * horizon) }),
};
