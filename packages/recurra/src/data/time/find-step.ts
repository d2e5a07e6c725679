// The step between rows, found from the times themselves: months, a pattern of weekdays and times of day, or a fixed
// length.

import { findFixedStep } from "./fixed-step.ts";
import { findMonthStep } from "./month-step.ts";
import { findPatternStep } from "./pattern-step.ts";
import type { RowStep } from "./step.ts";

/** The step of ascending, distinct times in UTC milliseconds; undefined for fewer than two. */
export function findStep(times: ArrayLike<number>, unit: "month" | "year" | "day" | "clock"): RowStep | undefined {
  if (times.length < 2) return undefined;
  return (
    findMonthStep(times, unit === "month" || unit === "year") ??
    findPatternStep(times) ??
    findFixedStep(times, unit === "clock")
  );
}
