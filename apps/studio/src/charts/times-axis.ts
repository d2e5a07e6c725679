import type { ChartAxis } from "./chart-line.ts";

/** Rows one behind the other as an axis that says their times as the file has them: dates of a business week have no gaps then. */
export function timesAxis(times: readonly string[], from = 0): ChartAxis {
  return {
    label: "time",
    space: 12 + 7 * (times.at(-1)?.length ?? 0),
    say: (row) => (Number.isInteger(row) ? (times[row - from] ?? "") : ""),
  };
}
