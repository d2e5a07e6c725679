// Repairs, each asked for by name.

import { DataError } from "../../core/errors.ts";
import { quoteCell } from "../../core/nearest-names.ts";
import { requireOption } from "../../core/option-rules.ts";
import type { OptionMention, Phrase } from "../../core/phrase.ts";
import { bisect } from "../../statistics/bisect.ts";
import { counted } from "../../words/counted.ts";
import { grouped } from "../../words/grouped.ts";
import { moveFilled } from "../grid/filled-cells.ts";
import { REPAIR, type Repair } from "../table/repair-method.ts";
import type { Filled, SeriesParts } from "../table/series-parts.ts";
import type { SeriesView } from "../table/series-view.ts";
import { drawLine, eachHole, requirePast } from "./fill-hole.ts";

/** A series that can also be taken apart: what a repair replaces. */
export interface Repairable extends SeriesView {
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
const leastKept = 0.1;

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
  // Each end of a filled span moves to the first kept row at or after it.
  const move = (row: number) => bisect(kept.length, (i) => kept[i] >= row);
  return { ...series.take(indices), notes, filled: moveFilled(series.filled, move) };
}

function fill(series: Repairable, method: "forward-fill" | "linear", columns: readonly string[]): Partial<SeriesParts> {
  // Filling follows the order of time: in rows out of order "the value before" would be any other.
  series.requireOrdered();
  const filledColumns = new Map(series.parts.columns);
  const filled: Filled[] = [...series.filled];
  const notes = [...series.notes];
  const ahead = method === "linear";
  for (const column of columns) {
    const values = series.column(column).slice();
    const by = repairBy(method);
    const cells = eachHole(values, (start, end) => {
      const filling = {
        series,
        column,
        by,
        remedies:
          start === 0 || (ahead && end === values.length)
            ? dropRemedies(series, columns, start === 0 ? "use " : "")
            : [],
      };
      requirePast(filling, start, end);
      if (ahead) drawLine(filling, values, start, end);
      else values.fill(values[start - 1], start, end);
      filled.push({ column, from: start, to: end, ahead });
    });
    if (cells === 0) continue;
    filledColumns.set(column, values);
    const how = ahead ? "filled from the values before and after them" : "filled with the value before";
    notes.push(`repair "${method}": ${counted(cells, "cell")} of ${quoteCell(column)} ${how}`);
  }
  return { columns: filledColumns, filled, notes };
}

function repairBy(value: Repair): OptionMention {
  return { option: "repair", value };
}
