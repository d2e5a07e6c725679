import type { GapFill } from "../table/repair-method.ts";
import type { TimeIndex } from "../time/time-index.ts";

/** Rows in the season that "seasonal" repeats where none is named; undefined where the times show none. */
export function fillSeason(times: TimeIndex): number | undefined {
  return times.seasonLength() ?? (times.step === "business day" ? 5 : undefined);
}

/** The way to fill gaps that is offered: it uses the past only. */
export function fillFor(times: TimeIndex): GapFill {
  return fillSeason(times) === undefined ? "forward-fill" : "seasonal";
}
