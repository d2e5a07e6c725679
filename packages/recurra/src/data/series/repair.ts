// Repairs, each asked for by name.

import { DataError } from "../../core/errors.ts";
import { quoteCell } from "../../core/nearest-names.ts";
import { requireOption } from "../../core/option-rules.ts";
import type { OptionMention, Phrase } from "../../core/phrase.ts";
import { bisect } from "../../statistics/bisect.ts";
import { counted } from "../../words/counted.ts";
import { grouped } from "../../words/grouped.ts";
import { REPAIR, type Repair } from "../table/repair-method.ts";
import type { Lookahead, SeriesParts } from "../table/series-parts.ts";
import type { SeriesView } from "../table/series-view.ts";

/** A series that can also be taken apart: what a repair replaces. */
interface Repairable extends SeriesView {
  readonly notes: readonly string[];
  readonly parts: SeriesParts;
  take(indices: Uint32Array): Partial<SeriesParts>;
}

export function repairParts(series: Repairable, method: Repair, columns: readonly string[]): Partial<SeriesParts> {
  requireOption("Series.repair", "method", REPAIR, method);
  for (const name of columns) series.column(name);
  return method === "drop" ? drop(series, columns) : fill(series, method, columns);
}

/** The rows that "drop" keeps, and how many it leaves out. */
function findKept(series: SeriesView, columns: readonly string[]) {
  const held = columns.map((name) => series.column(name));
  const times = series.times.values();
  const seen = new Set<number>();
  const kept: number[] = [];
  let missing = 0;
  let duplicate = 0;
  for (let row = 0; row < series.length; row++) {
    if (held.some((values) => Number.isNaN(values[row]))) missing++;
    else if (seen.has(times[row])) duplicate++;
    else {
      kept.push(row);
      seen.add(times[row]);
    }
  }
  return { kept, missing, duplicate };
}

/** Of a series of which less stays than this share, what is left is another one. */
export const leastKept = 0.1;

/** "drop" as a remedy, which says how many rows it takes; none where it would leave fewer than a tenth of them. */
export function dropRemedies(series: SeriesView, columns: readonly string[], words: string): Phrase[] {
  const { kept } = findKept(series, columns);
  if (kept.length < leastKept * series.length) return [];
  const left = `, which leaves out ${grouped(series.length - kept.length)} of ${counted(series.length, "row")}`;
  return [[words, { option: "repair", value: "drop" }, left]];
}

function drop(series: Repairable, columns: readonly string[]): Partial<SeriesParts> {
  const { kept, missing, duplicate } = findKept(series, columns);
  if (kept.length === series.length) return {};
  if (kept.length === 0) {
    const worst = columns.find((name) => series.column(name).every(Number.isNaN)) ?? columns[0];
    throw new DataError(
      "REPAIR_EMPTY",
      series.name,
      [repairBy("drop"), ` would leave no row: every row misses a value (column ${quoteCell(worst)})`],
      {
        place: { column: worst, said: true },
        remedies: [["name the ", { option: "columns" }, " you need"]],
      },
    );
  }
  const indices = Uint32Array.from(kept);
  const notes = [...series.notes];
  if (missing > 0) notes.push(`repair "drop": ${counted(missing, "row")} with missing values left out`);
  if (duplicate > 0)
    notes.push(`repair "drop": ${counted(duplicate, "row")} with a time that an earlier row has left out`);
  return { ...series.take(indices), notes, lookahead: moveLookahead(series.lookahead, indices) };
}

/** Row numbers of filled spans after rows were left out: each end moves to the first kept row at or after it. */
function moveLookahead(spans: readonly Lookahead[], kept: Uint32Array): Lookahead[] {
  const move = (row: number) => bisect(kept.length, (i) => kept[i] >= row);
  return spans
    .map((span) => ({ ...span, from: move(span.from), to: move(span.to) }))
    .filter((span) => span.from < span.to);
}

function fill(series: Repairable, method: "forward-fill" | "linear", columns: readonly string[]): Partial<SeriesParts> {
  // Filling follows the order of time: in rows out of order "the value before" would be any other.
  series.requireOrdered();
  const filledColumns = new Map(series.parts.columns);
  const lookahead = [...series.lookahead];
  const notes = [...series.notes];
  for (const name of columns) {
    const values = series.column(name);
    if (!values.some(Number.isNaN)) continue;
    const copy = values.slice();
    let cells = 0;
    for (let row = 0; row < copy.length; row++) {
      if (!Number.isNaN(copy[row])) continue;
      const start = row;
      while (row < copy.length && Number.isNaN(copy[row])) row++;
      fillHole(series, columns, name, copy, start, row, method);
      if (method === "linear") lookahead.push({ column: name, from: start, to: row });
      cells += row - start;
    }
    filledColumns.set(name, copy);
    const how = method === "linear" ? "filled from the values before and after them" : "filled with the value before";
    notes.push(`repair "${method}": ${counted(cells, "cell")} of ${quoteCell(name)} ${how}`);
  }
  return { columns: filledColumns, lookahead, notes };
}

/** Fills rows [start, end) of `values`. */
function fillHole(
  series: Repairable,
  columns: readonly string[],
  name: string,
  values: Float64Array,
  start: number,
  end: number,
  method: "forward-fill" | "linear",
): void {
  const place = series.placeOf(start, name);
  if (start === 0) {
    throw new DataError(
      "REPAIR_NO_PAST",
      series.name,
      [repairBy(method), " finds no value before the first row to start from"],
      {
        place,
        remedies: [
          ...(end < values.length ? [["start the series later: ", { call: `series.slice(${end})` }] as const] : []),
          ...dropRemedies(series, columns, "use "),
        ],
      },
    );
  }
  const before = values[start - 1];
  if (method === "forward-fill") {
    values.fill(before, start, end);
    return;
  }
  if (end === values.length) {
    throw new DataError(
      "REPAIR_NO_FUTURE",
      series.name,
      [repairBy("linear"), " finds no value after the hole at the end"],
      {
        place,
        remedies: [["use ", repairBy("forward-fill")], ...dropRemedies(series, columns, "")],
      },
    );
  }
  // The line runs over rows, which are the clock: a weekend inside the hole does not bend it.
  const after = values[end];
  for (let row = start; row < end; row++) {
    const share = (row - start + 1) / (end - start + 1);
    values[row] = before * (1 - share) + after * share;
  }
}

function repairBy(value: Repair): OptionMention {
  return { option: "repair", value };
}
