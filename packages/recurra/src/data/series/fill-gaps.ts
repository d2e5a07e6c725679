// Missing cells filled: those of inserted rows and those that were there without a value. What is made is listed, so that no score takes
// it for the truth.

import { DataError } from "../../core/errors.ts";
import { quoteCell } from "../../core/nearest-names.ts";
import { checkOptions, names, type OptionRules, requireOption, whole } from "../../core/option-rules.ts";
import { counted } from "../../words/counted.ts";
import { grouped } from "../../words/grouped.ts";
import { fillSeason } from "../grid/fill-for.ts";
import { measuredCells } from "../grid/filled-cells.ts";
import { GAP_FILL, type GapFill } from "../table/repair-method.ts";
import type { Filled, SeriesParts } from "../table/series-parts.ts";
import type { SeriesView } from "../table/series-view.ts";
import { drawLine, eachHole, requirePast } from "./fill-hole.ts";
import { dropRemedies, type Repairable } from "./repair.ts";

/** Options of `Series.fillGaps`. */
export interface FillGapsOptions {
  /** The columns to fill; in others, the cells of inserted rows are missing. Default: all. */
  readonly columns?: readonly string[];
  /** Rows in one season, for "seasonal". Default: what the times suggest: 24 for hours, 7 for days, 5 for business days, 12 for months. */
  readonly season?: number;
}

const RULES: OptionRules<FillGapsOptions> = { columns: names, season: whole(1) };

/** Checks all that can be checked before a row is inserted. */
export function checkFillGaps(series: SeriesView, method: GapFill, options: FillGapsOptions): void {
  requireOption("Series.fillGaps", "method", GAP_FILL, method);
  checkOptions("fillGaps", options, RULES);
  for (const name of options.columns ?? []) series.column(name);
  if (method === "seasonal") seasonOf(series, options);
}

/** `given` is the series before rows were inserted, whose rows a user knows. */
export function fillCells(
  series: Repairable,
  method: GapFill,
  options: FillGapsOptions,
  given: SeriesView,
): Partial<SeriesParts> {
  const { columns = series.columns } = options;
  const season = method === "seasonal" ? seasonOf(given, options) : undefined;
  const filledColumns = new Map(series.parts.columns);
  const filled: Filled[] = [...series.filled];
  const notes = [...series.notes];
  for (const column of columns) {
    const values = series.column(column).slice();
    const repeat = season === undefined ? undefined : seasonRepeater(series, column, values, season);
    let repeated = 0;
    const cells = eachHole(values, (start, end) => {
      const atEdge = start === 0 || end === values.length;
      const remedies = atEdge ? dropRemedies(given, columns, start === 0 ? "use " : "") : [];
      const filling = { series, column, by: { option: "fillGaps", value: method }, remedies };
      requirePast(filling, start, end);
      if (method === "linear") drawLine(filling, values, start, end);
      else if (repeat === undefined) values.fill(values[start - 1], start, end);
      else repeated += repeat(start, end);
      filled.push({ column, from: start, to: end, ahead: method === "linear" });
    });
    if (cells === 0) continue;
    filledColumns.set(column, values);
    notes.push(
      `${counted(cells, "missing cell")} of ${quoteCell(column)} filled ${wordFill(method, season, cells, repeated)}`,
    );
  }
  return { columns: filledColumns, filled, notes };
}

function wordFill(method: GapFill, season: number | undefined, cells: number, repeated: number): string {
  if (method === "linear") return "from the values before and after them";
  if (season === undefined || repeated === 0) return "with the value before";
  const rest = repeated === cells ? "" : `, ${grouped(cells - repeated)} of them with the value before`;
  return `from the season before (${counted(season, "row")})${rest}`;
}

/**
 * Fills rows [start, end) with the last value that was measured at the same place of the season, by time; with the value before where
 * there is none yet. Called with the holes in their order; returns how many cells a season filled.
 */
function seasonRepeater(
  series: SeriesView,
  column: string,
  values: Float64Array,
  season: number,
): (start: number, end: number) => number {
  const slots = series.times.slots();
  const measured = measuredCells(series.filled, column, series.length);
  const last = new Float64Array(season).fill(Number.NaN);
  let seen = 0;
  return (start, end) => {
    for (; seen < start; seen++) if (measured?.[seen] !== 0) last[slots[seen] % season] = values[seen];
    let repeated = 0;
    for (let row = start; row < end; row++) {
      const value = last[slots[row] % season];
      if (!Number.isNaN(value)) repeated++;
      values[row] = Number.isNaN(value) ? values[row - 1] : value;
    }
    seen = end;
    return repeated;
  };
}

/** Rows in a season. Throws DataError SEASON_UNKNOWN where neither the options nor the times say it. */
function seasonOf({ times, name }: SeriesView, { season }: FillGapsOptions): number {
  const known = season ?? fillSeason(times);
  if (known !== undefined) return known;
  throw new DataError(
    "SEASON_UNKNOWN",
    name,
    [{ option: "fillGaps", value: "seasonal" }, ` repeats a season, and rows with the step ${times.step} show none`],
    {
      found: times.step,
      remedies: [
        ["give its rows with ", { option: "season", like: "ROWS" }],
        ["use ", { option: "fillGaps", value: "forward-fill" }],
      ],
    },
  );
}
