import { quoteCell } from "../../core/nearest-names.ts";
import { grouped } from "../../words/grouped.ts";
import type { SeriesView } from "../table/series-view.ts";
import type { Finding } from "./finding.ts";

/** A column that has one value. */
export function findConstant(series: SeriesView, column: string): Finding[] {
  const values = series.column(column);
  const filled = values.filter((value) => !Number.isNaN(value));
  if (filled.length < 2 || filled.some((value) => value !== filled[0])) return [];
  const which = filled.length < series.length ? " that have one" : "";
  const message = `${quoteCell(column)}: the same value in all ${grouped(filled.length)} rows${which}: ${filled[0]}`;
  return [{ kind: "constant", column, rows: [], count: filled.length, message }];
}
