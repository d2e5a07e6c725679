// What a series may need attention for.

import type { SeriesView } from "../table/series-view.ts";
import { findConstant } from "./constant.ts";
import { findCounter } from "./counter.ts";
import { findDisorder } from "./disorder.ts";
import { findDuplicates } from "./duplicate-times.ts";
import type { Finding } from "./finding.ts";
import { findGaps } from "./gaps.ts";
import { findIrregular } from "./irregular.ts";
import { findLevelShift } from "./level-shift.ts";
import { findMissing } from "./missing.ts";
import { findReversed } from "./reversed.ts";
import { findSentinels, withoutMarks } from "./sentinel.ts";
import { findSpikes } from "./spikes.ts";

/** All findings, times first, then columns in their order. */
export function findFindings(series: SeriesView): Finding[] {
  const aboutTimes = [
    ...findReversed(series),
    ...findDisorder(series),
    ...findDuplicates(series),
    ...findIrregular(series),
    ...findGaps(series),
  ];
  // Neighbours are neighbours in time: of rows out of order, or of several things in one file, the order says nothing.
  const ordered = !aboutTimes.some(({ kind }) => kind === "disorder" || kind === "duplicate-time");
  return [
    ...aboutTimes,
    ...series.columns.flatMap((name) => [
      ...findMissing(series, name),
      ...findConstant(series, name),
      ...findSentinels(series, name),
      ...(ordered ? findOverTime(series, name) : []),
    ]),
  ];
}

function findOverTime(series: SeriesView, column: string): Finding[] {
  const counter = findCounter(series, column);
  if (counter.length > 0) return counter;
  const values = withoutMarks(series.column(column));
  return [...findSpikes(series, column, values), ...findLevelShift(series, column, values)];
}
