// What must hold before a series is worked with: each refusal names the row and the remedy.

import { DataError, type ErrorDetails } from "../../core/errors.ts";
import { quoteCell } from "../../core/nearest-names.ts";
import type { Phrase } from "../../core/phrase.ts";
import { counted } from "../../words/counted.ts";
import { grouped } from "../../words/grouped.ts";
import { fillFor } from "../grid/fill-for.ts";
import type { SeriesView } from "../table/series-view.ts";
import { disorderCause, hourTwice, stretchesOf } from "../time/disorder-cause.ts";
import { dropRemedies } from "./repair.ts";

export function requireOrdered(series: SeriesView): void {
  const times = series.times.values();
  for (let row = 1; row < times.length; row++) {
    if (times[row] > times[row - 1]) continue;
    const place = { ...series.placeOf(row), said: true as const };
    const [here, there] = [`${series.place(row)} (${series.times.label(row)})`, series.place(row - 1)];
    if (times[row] < times[row - 1]) {
      throw new DataError(
        "TIMES_UNORDERED",
        series.name,
        `${here} is earlier than ${there} (${series.times.label(row - 1)})`,
        {
          place,
          found: series.times.label(row),
          ...disorderDetails(series),
        },
      );
    }
    throw new DataError("TIMES_DUPLICATE", series.name, `${here} has the same time as ${there}`, {
      place,
      found: series.times.label(row),
      ...repeatDetails(series),
    });
  }
}

/** Sorting is a remedy where nothing shows that the times themselves are wrong, or that they are those of several series. */
function disorderDetails({ times }: SeriesView): ErrorDetails {
  const twice = hourTwice(times);
  if (twice !== undefined) return { context: twice, remedies: keepBoth };
  const cause = disorderCause(times);
  if (cause === undefined) {
    const stretches = stretchesOf(times);
    const context = `The times begin anew ${counted(stretches - 1, "time")}: were these several series, sorting would mix them, and a column that tells them apart is missing`;
    return {
      ...(stretches > 0 ? { context } : {}),
      remedies: [["sort the rows by time: ", { option: "sort", value: true }], [{ call: "series.sorted()" }]],
    };
  }
  return {
    context: cause,
    remedies: [
      "correct the times, or take the rows of one series: sorted as they stand, rows would come to wrong places",
    ],
  };
}

/** Both hours that clocks going back show. */
const keepBoth: readonly Phrase[] = [["keep both, by the zone's clock, with ", { option: "timeZone", like: "ZONE" }]];

/** Where times repeat for more rows than this share, the file has several series, or another clock. */
const mostRepeated = 1 / 3;

/** What to do about times that repeat; where many do, "drop" would leave one series of several. */
function repeatDetails(series: SeriesView): ErrorDetails {
  const twice = hourTwice(series.times);
  if (twice !== undefined) {
    const lost = dropRemedies(series, series.columns, "leave its second rows out with ");
    return { context: twice, remedies: [...keepBoth, ...lost] };
  }
  const distinct = new Set(series.times.values()).size;
  if (series.length - distinct <= mostRepeated * series.length) {
    return { remedies: dropRemedies(series, series.columns, "keep the first of each time with ") };
  }
  return {
    context: `Only ${grouped(distinct)} of ${counted(series.length, "time")} differ, so the column may not be the clock, or several series stand in the file`,
    remedies: [
      ["name another column with ", { option: "time", like: "COLUMN" }],
      ["say which columns tell the series apart with ", { option: "series", like: "COLUMN" }],
    ],
  };
}

export function requireClean(series: SeriesView, columns: readonly string[], testStart: number = series.length): void {
  requireOrdered(series);
  for (const name of columns) {
    const values = series.column(name);
    const first = values.findIndex(Number.isNaN);
    if (first < 0) continue;
    const place = series.placeOf(first, name);
    const count = values.reduce((sum, value) => sum + (Number.isNaN(value) ? 1 : 0), 0);
    throw new DataError(
      "VALUES_MISSING",
      series.name,
      `column ${quoteCell(name)} has ${counted(count, "missing cell")}, the first in ${series.place(first)}, ${series.times.kind === "row" ? "" : `${series.times.label(first)}, `}and no repair was chosen`,
      { place: { ...place, said: true }, remedies: repairRemedies(series, columns, testStart) },
    );
  }
}

/** The repairs that would fill the holes of these columns, or leave them out; a test part may hold nothing that was filled from later rows. */
function repairRemedies(series: SeriesView, columns: readonly string[], testStart: number): Phrase[] {
  const missesIn = (row: number) => columns.some((name) => Number.isNaN(series.column(name)[row]));
  const past = !missesIn(0);
  let holeInTest = false;
  for (let row = Math.max(0, testStart - 1); row < series.length; row++) holeInTest ||= missesIn(row);
  const both = past && !holeInTest && !missesIn(series.length - 1);
  const remedies: Phrase[] = [
    ...(past ? [["choose ", { option: "repair", value: "forward-fill" }] as const] : []),
    ...(past && fillFor(series.times) === "seasonal"
      ? [[{ option: "fillGaps", value: "seasonal" }, ", which repeats the season"] as const]
      : []),
    ...(both ? [[{ option: "repair", value: "linear" }, ", which looks into the future"] as const] : []),
    ...dropRemedies(series, columns, past ? "" : "choose "),
  ];
  return remedies.length > 0 ? remedies : ["choose other columns"];
}

export function requireNoLookahead(series: SeriesView, start: number, end: number, columns: readonly string[]): void {
  const span = series.lookahead.find(
    (filled) => columns.includes(filled.column) && filled.from < end && filled.to >= start,
  );
  if (span === undefined) return;
  throw new DataError(
    "LOOKS_AHEAD",
    series.name,
    `column ${quoteCell(span.column)} was filled in ${series.place(span.from)} from a later row, which would leak the future into the test from ${series.times.label(Math.min(start, series.length - 1))} on`,
    {
      place: { ...series.placeOf(span.from, span.column), said: true },
      remedies: [["use ", { option: "repair", value: "forward-fill" }], [{ option: "fillGaps", value: "seasonal" }]],
    },
  );
}
