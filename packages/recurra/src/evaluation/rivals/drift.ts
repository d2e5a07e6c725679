import { hasKnown, type Rival } from "./rival.ts";
import { rolling } from "./rolling.ts";

/**
 * The line through the first and the last known value, continued: y_T + (t - T) (y_T - y_1) / (T - 1) by slots, so that a gap counts by
 * its time. One known value is repeated. Source: Hyndman and Athanasopoulos, FPP3, 5.2, drift method.
 */
export const driftRival: Rival = {
  name: "drift",
  kind: "naive",
  words: "a straight line (drift)",
  fit({ values, fitted, horizon }) {
    if (!hasKnown(values, fitted)) return undefined;
    return rolling(horizon, 0, () => {
      let first = Number.NaN;
      let firstSlot = 0;
      let last = 0;
      let lastSlot = 0;
      return {
        advance(value, slot) {
          if (Number.isNaN(value)) return;
          if (Number.isNaN(first)) {
            first = value;
            firstSlot = slot;
          }
          last = value;
          lastSlot = slot;
        },
        forecast(out, origin) {
          const slope = lastSlot > firstSlot ? (last - first) / (lastSlot - firstSlot) : 0;
          for (let step = 0; step < out.length; step++) out[step] = last + slope * (origin + step - lastSlot);
        },
      };
    });
  },
};
