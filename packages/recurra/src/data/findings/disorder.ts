import { counted } from "../../words/counted.ts";
import type { SeriesView } from "../table/series-view.ts";
import { disorderCause } from "../time/disorder-cause.ts";
import type { Finding } from "./finding.ts";
import { listRows, rowsWhere, SHOWN } from "./row-list.ts";

/** Rows earlier than the row before them. */
export function findDisorder(series: SeriesView): Finding[] {
  const times = series.times.values();
  const rows = rowsWhere(series.length, (row) => row > 0 && times[row] < times[row - 1]);
  if (rows.length === 0) return [];
  const cause = disorderCause(series.times);
  const why = cause === undefined ? "" : `. ${cause}`;
  const message = `${counted(rows.length, "row")} earlier than the row before: ${listRows(series, rows)}${why}`;
  return [{ kind: "disorder", rows: rows.slice(0, SHOWN), count: rows.length, message }];
}
