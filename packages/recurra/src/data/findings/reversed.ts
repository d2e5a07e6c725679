import type { SeriesView } from "../table/series-view.ts";
import type { Finding } from "./finding.ts";

/** The file had the newest row first. */
export function findReversed(series: SeriesView): Finding[] {
  if (!series.reversed) return [];
  return [
    { kind: "reversed", rows: [], count: series.length, message: "the file has the newest row first: turned round" },
  ];
}
