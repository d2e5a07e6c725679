// What a finding offers for numbers that are none: to take them as missing, and what then fills their cells, since missing cells are refused
// where nothing was chosen for them.

import type { OptionMention, Phrase } from "../../core/phrase.ts";
import { counted } from "../../words/counted.ts";
import { grouped } from "../../words/grouped.ts";
import { fillFor } from "../grid/fill-for.ts";
import type { SeriesView } from "../table/series-view.ts";

/** More of the rows than this are not left out without its being said how many. */
const fewRows = 0.05;

/**
 * All at once: the numbers of a column as missing, and the repair of the cells, which are `rows` of the series. It uses the past only;
 * where that leaves rows out, and these are many, it says so.
 */
export function asMissing(
  series: SeriesView,
  column: string,
  numbers: readonly number[],
  rows: readonly number[],
): Phrase {
  const marked = numbers.map((value) => ({ option: "missing", value }));
  // Before the first row there is nothing to repeat.
  if (!rows.includes(0)) return [...marked, filling(series)];
  const left = leftOut(series, column, rows);
  const said =
    left > fewRows * series.length ? [`, which leaves out ${grouped(left)} of ${counted(series.length, "row")}`] : [];
  return [...marked, { option: "repair", value: "drop" }, ...said];
}

/** The rows that have no value of the column once `rows` are missing, or a time that an earlier one has. */
function leftOut(series: SeriesView, column: string, rows: readonly number[]): number {
  const missing = new Set(rows);
  const times = series.times.values();
  const seen = new Set<number>();
  let left = 0;
  for (const [row, value] of series.column(column).entries()) {
    if (Number.isNaN(value) || missing.has(row) || seen.has(times[row])) left++;
    else seen.add(times[row]);
  }
  return left;
}

function filling({ times }: SeriesView): OptionMention {
  const values = times.values();
  const regular = times.kind !== "row" && !times.irregular && values.every((time, row) => !(time <= values[row - 1]));
  return regular ? { option: "fillGaps", value: fillFor(times) } : { option: "repair", value: "forward-fill" };
}
