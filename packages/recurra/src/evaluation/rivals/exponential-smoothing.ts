import type { Rival } from "./rival.ts";
import { fitSmoothing } from "./smoothing-fit.ts";

/** Simple exponential smoothing: a level that follows by a share of each error. Source: Brown 1959; FPP3, 8.1. */
export const exponentialSmoothingRival: Rival = {
  name: "exponential smoothing",
  kind: "simple",
  words: "exponential smoothing",
  fit: (history) => fitSmoothing(history, { trend: "none", places: 0 }),
};
