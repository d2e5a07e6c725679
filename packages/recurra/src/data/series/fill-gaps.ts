// Missing cells filled: those of inserted rows and those that were there without a value. What is made is listed, so that no score takes
// it for the truth.

import { DataError } from "../../core/errors.ts";
import { quoteCell } from "../../core/nearest-names.ts";
import { checkOptions, names, type OptionRules, requireOption } from "../../core/option-rules.ts";
import { counted } from "../../words/counted.ts";
import { grouped } from "../../words/grouped.ts";
import { listed } from "../../words/listed.ts";
import { candidateSeasons } from "../seasons/candidates.ts";
import { SEASON } from "../seasons/season-setting.ts";
import { GAP_FILL, type GapFill } from "../table/repair-method.ts";
import type { Filled, SeriesParts } from "../table/series-parts.ts";
import type { SeriesView } from "../table/series-view.ts";
import { drawLine, eachHole, requirePast } from "./fill-hole.ts";
import { dropRemedies, type Repairable } from "./repair.ts";
import { SeasonRepeater } from "./season-repeater.ts";

/** Options of `Series.fillGaps`. */
export interface FillGapsOptions {
  /** The columns to fill; in others, the cells of inserted rows are missing. Default: all. */
  readonly columns?: readonly string[];
  /** Rows in one season, or in each of several, for "seasonal". Default: what the times suggest, such as 24 and 168 for hours. */
  readonly season?: number | readonly number[];
}

const RULES: OptionRules<FillGapsOptions> = {
  columns: names,
  season: {
    wanted: "a number of rows from 2 to 1e9, or several of them that differ when rounded",
    fits: (value): value is number | readonly number[] => value !== "none" && SEASON.fits(value),
    read: () => undefined,
  },
};

/** Checks all that can be checked before a row is inserted. */
export function checkFillGaps(series: SeriesView, method: GapFill, options: FillGapsOptions): void {
  requireOption("Series.fillGaps", "method", GAP_FILL, method);
  checkOptions("fillGaps", options, RULES);
  for (const name of options.columns ?? []) series.column(name);
}

/** `given` is the series before rows were inserted, whose rows a user knows. */
export function fillCells(
  series: Repairable,
  method: GapFill,
  options: FillGapsOptions,
  given: SeriesView,
): Partial<SeriesParts> {
  const { columns = series.columns } = options;
  const rows = method === "seasonal" ? seasonsToRepeat(series, options) : [];
  const filledColumns = new Map(series.parts.columns);
  const filled: Filled[] = [...series.filled];
  const notes = [...series.notes];
  for (const column of columns) {
    const values = series.column(column).slice();
    const seasons = new SeasonRepeater(series, column, values, rows);
    const cells = eachHole(values, (start, end) => {
      const atEdge = start === 0 || end === values.length;
      const remedies = atEdge ? dropRemedies(given, columns, start === 0 ? "use " : "") : [];
      const filling = { series, column, by: { option: "fillGaps", value: method }, remedies };
      requirePast(filling, start, end);
      if (method === "linear") drawLine(filling, values, start, end);
      else if (method === "seasonal") seasons.fill(start, end);
      else values.fill(values[start - 1], start, end);
      filled.push({ column, from: start, to: end, ahead: method === "linear" });
    });
    if (cells === 0) continue;
    filledColumns.set(column, values);
    notes.push(`${counted(cells, "missing cell")} of ${quoteCell(column)} filled ${wordFill(method, cells, seasons)}`);
  }
  return { columns: filledColumns, filled, notes };
}

function wordFill(method: GapFill, cells: number, { used, repeated }: SeasonRepeater): string {
  if (method === "linear") return "from the values before and after them";
  if (repeated === 0) return "with the value before";
  const rest = repeated === cells ? "" : `, ${grouped(cells - repeated)} of them with the value before`;
  return `from the season before (${listed(used.map(grouped), "or")} rows)${rest}`;
}

/** Rows in the seasons that may be repeated, shortest first. Throws DataError SEASON_UNKNOWN where neither options nor times say any. */
function seasonsToRepeat({ times, name }: SeriesView, { season }: FillGapsOptions): readonly number[] {
  const known = season === undefined ? candidateSeasons(times).map(({ rows }) => rows) : [season].flat();
  if (known.length > 0) return known.map(Math.round).sort((a, b) => a - b);
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
