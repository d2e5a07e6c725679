// The first and the last rows of a series as the lines of a table.

import { COUNT, checkOptions, type OptionRules, requireOption, whole } from "../../core/option-rules.ts";
import { counted } from "../../words/counted.ts";
import type { SeriesParts } from "../table/series-parts.ts";
import { SERIES } from "../table/series-rule.ts";
import type { SeriesView } from "../table/series-view.ts";
import { clockName } from "./plain-rows.ts";

/** A series, with the columns that hold no numbers. */
type WholeSeries = SeriesView & { readonly parts: SeriesParts };

export interface RowLinesOptions {
  /** How many of the first rows and of the last; no more than three of these have the texts beside their numbers. Default 3. */
  readonly rows?: number;
  /** The longest line. Default 80. */
  readonly width?: number;
  /** Digits of a number that are shown. Default 15: all that a file has. */
  readonly digits?: number;
}

export interface RowLines {
  /** The names of the columns, then the first and the last rows. */
  readonly lines: readonly string[];
  /** Columns that did not fit. */
  readonly hidden: number;
}

const gap = "  ";
const dots = "...";

function shorten(text: string, longest: number): string {
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, " ");
  return line.length > longest ? `${line.slice(0, longest - 3).replace(/[\ud800-\udbff]$/, "")}...` : line;
}

/** A column as lines of one width, with a line for the rows between the first and the last. */
function column(
  cells: readonly string[],
  between: { readonly at: number; readonly text: string },
  left: boolean,
): string[] {
  const lines = between.at < 0 ? [...cells] : [...cells.slice(0, between.at), between.text, ...cells.slice(between.at)];
  const widest = Math.max(...lines.map((line) => line.length));
  return lines.map((line) => (left ? line.padEnd(widest) : line.padStart(widest)));
}

const RULES: OptionRules<RowLinesOptions> = { rows: COUNT, width: COUNT, digits: whole(1, 100) };

/**
 * The first and the last rows as a table: times as they were read, numbers without digits that no file means, a dash for a missing number,
 * and the texts of the file. Where not all columns fit, the first ones and the last one stand there.
 */
export function rowLines(series: WholeSeries, options: RowLinesOptions = {}): RowLines {
  requireOption("rowLines", "series", SERIES, series);
  checkOptions("rowLines", options, RULES);
  const { rows = 3, width = 80, digits = 15 } = options;
  const { length, times, parts } = series;
  const whole = length <= 2 * rows + 1;
  const shown = [...Array(whole ? length : 2 * rows).keys()].map((i) =>
    whole || i < rows ? i : length - 2 * rows + i,
  );
  const at = whole ? -1 : rows + 1;
  // Of long names and texts a few are to stand beside each other.
  const cut = (text: string) => shorten(text, Math.min(20, Math.max(8, Math.floor(width / 4))));
  const clock = [cut(clockName(series)), ...shown.map((row) => times.label(row))];
  const first = column(clock, { at, text: dots }, true);
  const names = shownColumns(series);
  const lines = (index: number): string[] => {
    const name = names[index];
    const { ends } = parts.leftOut.get(name) ?? {};
    const values = parts.columns.get(name);
    const cells = shown.map((row) => {
      if (values === undefined) return cut((parts.inserted?.[row] !== 1 && ends?.get(parts.rows[row])) || "-");
      return Number.isNaN(values[row]) ? "-" : String(Number(values[row].toPrecision(digits)));
    });
    return column([cut(name), ...cells], { at, text: "" }, values === undefined);
  };
  const last = names.length - 1;
  const end = last < 0 ? [] : lines(last);
  const fitting: string[][] = [first];
  let room = width - first[0].length;
  let count = 0;
  for (; count <= last; count++) {
    const next = count === last ? end : lines(count);
    // What has to stand behind it: the last column, and dots where some are left out between them.
    const behind = (count < last ? gap.length + end[0].length : 0) + (count < last - 1 ? gap.length + dots.length : 0);
    if (gap.length + next[0].length + behind > room) break;
    room -= gap.length + next[0].length;
    fitting.push(next);
  }
  if (count <= last && gap.length * 2 + dots.length + end[0].length <= room) {
    fitting.push(...(count < last ? [first.map(() => dots)] : []), end);
    count++;
  }
  return {
    lines: first.map((_, line) =>
      fitting
        .map((part) => part[line])
        .join(gap)
        .trimEnd(),
    ),
    hidden: names.length - count,
  };
}

/** Columns of numbers and of texts in the order of the file; the times stand before them. */
function shownColumns({ columns, parts: { header = [], leftOut } }: WholeSeries): string[] {
  const kinds = new Set(["text", "unclear", "unread"]);
  const names = new Set(header.filter((name) => columns.includes(name) || kinds.has(leftOut.get(name)?.kind ?? "")));
  return [...names, ...columns.filter((name) => !names.has(name))];
}

/** What `toString` of a series gives: name, shape and clock, and the first and last rows. */
export function seriesText(series: WholeSeries): string {
  const { name, length, times, columns } = series;
  const clock = length === 0 ? "" : `, ${series.span()}, step: ${times.step}`;
  const shape = `Series ${JSON.stringify(name)}: ${counted(length, "row")} of ${counted(columns.length, "column")}${clock}`;
  const { lines, hidden } = rowLines(series, { digits: 7 });
  const more = hidden === 0 ? [] : [`(${counted(hidden, "column")} not shown)`];
  return [shape, ...lines, ...more].join("\n");
}
