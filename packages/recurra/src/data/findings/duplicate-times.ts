import { counted } from "../../words/counted.ts";
import type { SeriesView } from "../table/series-view.ts";
import type { Finding } from "./finding.ts";
import { listRows, rowsWhere, SHOWN } from "./row-list.ts";

/** Rows with a time that an earlier row has. */
export function findDuplicates(series: SeriesView): Finding[] {
  const times = series.times.values();
  const seen = new Set<number>();
  const rows = rowsWhere(series.length, (row) => {
    if (seen.has(times[row])) return true;
    seen.add(times[row]);
    return false;
  });
  if (rows.length === 0) return [];
  const message = `${counted(rows.length, "row")} with a time that an earlier row has: ${listRows(series, rows)}`;
  return [{ kind: "duplicate-time", rows: rows.slice(0, SHOWN), count: rows.length, message }];
}
