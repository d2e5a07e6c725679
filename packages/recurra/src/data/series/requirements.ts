// What must hold before a series is worked with: each refusal names the row and the remedy.

import { DataError } from "../../core/errors.ts";
import { quoteCell } from "../../core/nearest-names.ts";
import type { SeriesView } from "../table/series-view.ts";

export function requireOrdered(series: SeriesView): void {
  const times = series.times.values();
  for (let row = 1; row < times.length; row++) {
    if (times[row] > times[row - 1]) continue;
    const [here, there] = [`${series.place(row)} (${series.times.label(row)})`, series.place(row - 1)];
    if (times[row] < times[row - 1]) {
      throw new DataError(
        "TIMES_UNORDERED",
        series.name,
        `${here} is earlier than ${there} (${series.times.label(row - 1)})`,
        { remedies: ["sort the rows by time: sort: true, or series.sorted()"] },
      );
    }
    throw new DataError("TIMES_DUPLICATE", series.name, `${here} has the same time as ${there}`, {
      remedies: ['keep the first of each time with repair: "drop"'],
    });
  }
}

export function requireClean(series: SeriesView, columns: readonly string[]): void {
  requireOrdered(series);
  for (const name of columns) {
    const values = series.column(name);
    const first = values.findIndex(Number.isNaN);
    if (first < 0) continue;
    const count = values.reduce((sum, value) => sum + (Number.isNaN(value) ? 1 : 0), 0);
    throw new DataError(
      "VALUES_MISSING",
      series.name,
      `column ${quoteCell(name)} has ${count} missing ${count === 1 ? "cell" : "cells"}, the first in ${series.place(first)}, ${series.times.kind === "row" ? "" : `${series.times.label(first)}, `}and no repair was chosen`,
      { remedies: ['choose repair: "drop", "forward-fill" or "linear" (linear looks into the future)'] },
    );
  }
}

export function requireNoLookahead(series: SeriesView, start: number, end: number, columns: readonly string[]): void {
  const span = series.lookahead.find(
    (filled) => columns.includes(filled.column) && filled.from < end && filled.to >= start,
  );
  if (span === undefined) return;
  throw new DataError(
    "LOOKS_AHEAD",
    series.name,
    `column ${quoteCell(span.column)} was filled with repair: "linear" in ${series.place(span.from)} from a later row, which would leak the future into the test from ${series.times.label(Math.min(start, series.length - 1))} on`,
    { remedies: ['use repair: "forward-fill"'] },
  );
}
