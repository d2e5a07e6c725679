import { hasKnown, type Rival } from "./rival.ts";
import { rolling } from "./rolling.ts";

/** "No change": every step is the last known value. Source: Hyndman and Athanasopoulos, FPP3, 5.2, naive method. */
export const lastValueRival: Rival = {
  name: "last value",
  kind: "naive",
  words: "repeating the last value",
  fit({ values, fitted, horizon }) {
    if (!hasKnown(values, fitted)) return undefined;
    return rolling(horizon, 0, () => {
      let last = 0;
      return {
        advance(value) {
          if (!Number.isNaN(value)) last = value;
        },
        forecast: (out) => void out.fill(last),
      };
    });
  },
};
