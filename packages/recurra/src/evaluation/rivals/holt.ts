import type { Rival } from "./rival.ts";
import { fitSmoothing } from "./smoothing-fit.ts";

/** Holt's method: a level and a trend. Source: Holt 1957; FPP3, 8.2. */
export const holtRival: Rival = {
  name: "Holt",
  kind: "simple",
  words: "Holt's linear smoothing",
  fit: (history) => fitSmoothing(history, { trend: "linear", places: 0 }),
};
