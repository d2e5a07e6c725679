import { counted } from "../../words/counted.ts";
import { grouped } from "../../words/grouped.ts";
import type { SeriesView } from "../table/series-view.ts";
import type { Finding } from "./finding.ts";
import { countRest, rowsWhere, SHOWN } from "./row-list.ts";

/** Holes between rows that the step of the times does not explain. */
export function findGaps(series: SeriesView): Finding[] {
  const { times } = series;
  const ordered = times.values().every((time, row, all) => row === 0 || time > all[row - 1]);
  if (!ordered) return []; // Holes between rows out of order mean nothing; the disorder is a finding of its own.
  const rows = rowsWhere(series.length, (row) => row > 0 && times.missedAfter(row - 1) > 0);
  if (rows.length === 0) return [];
  const named = rows
    .slice(0, SHOWN)
    .map(
      (row) => `${grouped(times.missedAfter(row - 1))} missing between ${times.label(row - 1)} and ${times.label(row)}`,
    );
  const message = `${counted(rows.length, "gap")} (${times.gapRule}): ${named.join(", ")}${countRest(rows.length)}`;
  return [{ kind: "gap", rows: rows.slice(0, SHOWN), count: rows.length, message }];
}
