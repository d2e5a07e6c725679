// Repairs, each asked for by name.

import { DataError, OptionError } from "../../core/errors.ts";
import { quoteCell } from "../../core/nearest-names.ts";
import { bisect } from "../../statistics/bisect.ts";
import { counted } from "../../words/counted.ts";
import type { Repair } from "../table/repair-method.ts";
import type { Lookahead, SeriesParts } from "../table/series-parts.ts";
import type { SeriesView } from "../table/series-view.ts";

/** A series that can also be taken apart: what a repair replaces. */
interface Repairable extends SeriesView {
  readonly notes: readonly string[];
  readonly parts: SeriesParts;
  take(indices: Uint32Array): Partial<SeriesParts>;
}

const methods: readonly Repair[] = ["drop", "forward-fill", "linear"];

export function repairParts(series: Repairable, method: Repair, columns: readonly string[]): Partial<SeriesParts> {
  if (!methods.includes(method)) {
    throw new OptionError(
      "REPAIR",
      "repair",
      `needs "drop", "forward-fill" or "linear", got ${quoteCell(String(method))}`,
    );
  }
  for (const name of columns) series.column(name);
  return method === "drop" ? drop(series, columns) : fill(series, method, columns);
}

function drop(series: Repairable, columns: readonly string[]): Partial<SeriesParts> {
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
  if (kept.length === series.length) return {};
  if (kept.length === 0) {
    const worst = columns.find((name) => series.column(name).every(Number.isNaN)) ?? columns[0];
    throw new DataError(
      "REPAIR_EMPTY",
      series.name,
      `repair "drop" would leave no row: every row misses a value (column ${quoteCell(worst)})`,
      { remedies: ["name the columns you need"] },
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
      fillHole(series, name, copy, start, row, method);
      if (method === "linear") lookahead.push({ column: name, from: start, to: row });
      cells += row - start;
    }
    filledColumns.set(name, copy);
    const how = method === "linear" ? "filled from the values before and AFTER them" : "filled with the value before";
    notes.push(`repair "${method}": ${counted(cells, "cell")} of ${quoteCell(name)} ${how}`);
  }
  return { columns: filledColumns, lookahead, notes };
}

/** Fills rows [start, end) of `values`. */
function fillHole(
  series: Repairable,
  name: string,
  values: Float64Array,
  start: number,
  end: number,
  method: "forward-fill" | "linear",
): void {
  const where = `column ${quoteCell(name)}, ${series.place(start)}`;
  if (start === 0) {
    throw new DataError(
      "REPAIR_NO_PAST",
      series.name,
      `${where}: repair "${method}" finds no value before the first row to start from`,
      { remedies: ['start the series later or use repair: "drop"'] },
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
      `${where}: repair "linear" finds no value after the hole at the end`,
      { remedies: ['use repair: "forward-fill" or "drop"'] },
    );
  }
  // The line runs over rows, which are the clock: a weekend inside the hole does not bend it.
  const after = values[end];
  for (let row = start; row < end; row++) {
    const share = (row - start + 1) / (end - start + 1);
    values[row] = before * (1 - share) + after * share;
  }
}
