import { counted } from "../../words/counted.ts";
import type { SeriesView } from "../table/series-view.ts";
import { hourTwice } from "../time/disorder-cause.ts";
import { type Finding, offering } from "./finding.ts";
import { listRows, rowsWhere, SHOWN } from "./row-list.ts";

/** Rows with a time that an earlier row has. */
export function findDuplicates(series: SeriesView): Finding[] {
  const times = series.times.values();
  // Rising times, which most are, have none twice.
  if (times.every((time, row) => row === 0 || time > times[row - 1])) return [];
  const seen = new Set<number>();
  const rows = rowsWhere(series.length, (row) => {
    if (seen.has(times[row])) return true;
    seen.add(times[row]);
    return false;
  });
  if (rows.length === 0) return [];
  const problem = `${counted(rows.length, "row")} with a time that an earlier row has: ${listRows(series, rows)}`;
  const finding = { kind: "duplicate-time", rows: rows.slice(0, SHOWN), count: rows.length } as const;
  const twice = hourTwice(series.times);
  if (twice === undefined) return [{ ...finding, message: problem }];
  return [
    offering({
      ...finding,
      problem: `${problem}. ${twice}`,
      remedies: [["(", { option: "timeZone", like: "ZONE" }, " keeps both)"]],
    }),
  ];
}
