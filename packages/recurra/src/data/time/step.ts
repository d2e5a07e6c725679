// The step between rows, found from the times themselves: months, a pattern of weekdays and times of day, or a fixed
// length. It says what the next times are and which holes are gaps; it never fills rows in.

import { findFixedStep } from "./fixed-step.ts";
import { findMonthStep } from "./month-step.ts";
import { findPatternStep } from "./pattern-step.ts";

export interface Step {
  /** "business day", "1 hour", "1 month". */
  readonly description: string;
  /** The sentence that tells a user which holes count as gaps. */
  readonly gapRule: string;
  /** Rows per season, where the calendar gives one. */
  readonly season: number | undefined;
  /** The time that follows `time`. */
  after(time: number): number;
  /** How many expected rows are missing between two neighbours, when so many that it counts as a gap; else 0. */
  missedBetween(earlier: number, later: number): number;
}

/** The step of ascending, distinct times in UTC milliseconds; undefined for fewer than two. */
export function findStep(times: ArrayLike<number>, unit: "month" | "year" | "day" | "clock"): Step | undefined {
  if (times.length < 2) return undefined;
  return (
    findMonthStep(times, unit === "month" || unit === "year") ??
    findPatternStep(times) ??
    findFixedStep(times, unit === "clock")
  );
}
