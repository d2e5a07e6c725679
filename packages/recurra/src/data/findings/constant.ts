import { quoteCell } from "../../core/nearest-names.ts";
import { isConstant } from "../../statistics/constant.ts";
import { knownValues } from "../../statistics/known-values.ts";
import { grouped } from "../../words/grouped.ts";
import type { SeriesView } from "../table/series-view.ts";
import type { Finding } from "./finding.ts";

/** A column that has one value, or values that differ by their rounding alone. */
export function findConstant(series: SeriesView, column: string): Finding[] {
  const values = series.column(column);
  const filled = knownValues(values);
  if (filled.length < 2) return [];
  let [least, most] = [filled[0], filled[0]];
  for (let at = 0; at < filled.length; at++) {
    if (filled[at] < least) least = filled[at];
    if (filled[at] > most) most = filled[at];
  }
  if (!isConstant(least, most)) return [];
  const which = filled.length < series.length ? " that have one" : "";
  const message = `${quoteCell(column)}: the same value in all ${grouped(filled.length)} rows${which}: ${filled[0]}`;
  return [{ kind: "constant", column, rows: [], count: filled.length, message }];
}
