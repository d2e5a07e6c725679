import { quoteCell } from "../../core/nearest-names.ts";
import type { Phrase } from "../../core/phrase.ts";
import { knownValues } from "../../statistics/known-values.ts";
import { median } from "../../statistics/median.ts";
import type { SeriesView } from "../table/series-view.ts";
import { asMissing } from "./as-missing.ts";
import { figure } from "./figure.ts";
import { type Finding, offering } from "./finding.ts";
import { countRest, nameRow, SHOWN } from "./row-list.ts";
import { spikeRows } from "./spike-rows.ts";

/** Of this many times the usual size, the size is what is wrong; of less, the place between its neighbours. */
const TIMES = 3;

/** Single values far from their neighbours or from all others. `values` are the column's, without marks for missing. */
export function findSpikes(series: SeriesView, column: string, values: Float64Array): Finding[] {
  const rows = spikeRows(values);
  if (rows.length === 0) return [];
  const usual = median(knownValues(values).map(Math.abs));
  const named = rows.slice(0, SHOWN).map((row) => {
    const times = Math.abs(values[row]) / usual;
    const what =
      usual > 0 && times >= TIMES
        ? `is ${figure(times)} times the usual size`
        : `stands alone between ${neighbour(values, row, -1)} and ${neighbour(values, row, 1)}`;
    return `${values[row]} in ${nameRow(series, row)}, ${what}`;
  });
  const last = rows[rows.length - 1] === series.length - 1 ? "; it is the last row, from which a forecast starts" : "";
  const question = rows.length === 1 ? "a wrong reading?" : "wrong readings?";
  return [
    offering({
      kind: "spike",
      column,
      rows: rows.slice(0, SHOWN),
      count: rows.length,
      problem: `${quoteCell(column)}: ${named.join("; ")}${countRest(rows.length)}${last}: ${question}`,
      remedies: remedies(series, column, values, rows),
    }),
  ];
}

/** To take them as missing, where no other row has the same number. */
function remedies(series: SeriesView, column: string, values: Float64Array, rows: readonly number[]): Phrase[] {
  const wrong = new Set(rows.map((row) => values[row]));
  const count = values.reduce((sum, value) => sum + (wrong.has(value) ? 1 : 0), 0);
  return count === rows.length ? [asMissing(series, column, [...wrong], rows)] : [];
}

/** The next value before or after a row; "nothing" at an end. */
function neighbour(values: Float64Array, row: number, step: number): string {
  let at = row + step;
  while (Number.isNaN(values[at])) at += step;
  return values[at] === undefined ? "nothing" : String(values[at]);
}
