import { quoteCell } from "../../core/nearest-names.ts";
import { counted } from "../../words/counted.ts";
import { grouped } from "../../words/grouped.ts";
import type { SeriesView } from "../table/series-view.ts";
import type { Finding } from "./finding.ts";
import { listRows, rowsWhere, SHOWN } from "./row-list.ts";

/** Cells without a number. */
export function findMissing(series: SeriesView, column: string): Finding[] {
  const values = series.column(column);
  const rows = rowsWhere(series.length, (row) => Number.isNaN(values[row]));
  if (rows.length === 0) return [];
  const message = `${quoteCell(column)}: ${counted(rows.length, "missing cell")} of ${grouped(series.length)}: ${listRows(series, rows)}`;
  return [{ kind: "missing", column, rows: rows.slice(0, SHOWN), count: rows.length, message }];
}
