// All that there is to say of a series before anything is done with it, as plain data.

import { checkOptions, flag, type OptionRules, part, requireOption } from "../../core/option-rules.ts";
import { programWording, putPhrase, type Wording } from "../../core/phrase.ts";
import { type Finding, wordFinding } from "../findings/finding.ts";
import { findAllLeaks } from "../findings/leaks.ts";
import type { Season } from "../seasons/season.ts";
import type { ClockFound, LeftOut } from "../table/series-parts.ts";
import { SERIES } from "../table/series-rule.ts";
import type { TimeKind } from "../time/time-index.ts";
import { type ColumnSummary, summariseColumns } from "./column-summary.ts";
import { likelyTarget } from "./likely-target.ts";
import type { Series } from "./series.ts";

export interface ClockDescription {
  /** What the times are called; "row" where the rows are the clock. */
  readonly name: string;
  /** The columns of the file that are the clock; none where the rows are. */
  readonly columns: readonly string[];
  readonly kind: TimeKind;
  /** Times of the first and the last row; null where there are no rows. */
  readonly from: string | null;
  readonly to: string | null;
  readonly step: string;
  /** Which holes between rows count as gaps, in words. */
  readonly gapRule: string;
  /** How it was found: see ClockFound; null where the series is from no file. */
  readonly found: ClockFound | null;
}

/** A text and how many cells have it. */
export interface CategoryCount {
  readonly value: string;
  readonly count: number;
}

export interface ColumnDescription extends Partial<ColumnSummary> {
  readonly name: string;
  /** Why it holds no numbers, where it does not: it is (part of) the clock, text, empty, was not asked for, or unclear. */
  readonly type: "numbers" | LeftOut["kind"];
  /** What stood around all its numbers, such as "€". */
  readonly unit?: string;
  /** Of a column of numbers, the seasons that all its rows show. */
  readonly seasons?: readonly Season[];
  /** Of a column of text, the most frequent texts of the file. Absent where there are more than 1,000. */
  readonly commonest?: readonly CategoryCount[];
  /** Of an unclear column, what is wrong. */
  readonly problem?: string;
}

export interface SeriesDescription {
  readonly name: string;
  readonly rows: number;
  readonly clock: ClockDescription;
  /** Holes in the clock, and the rows that are missing in them; null where the rows are out of order. */
  readonly gaps: { readonly count: number; readonly rows: number } | null;
  /** Every column of the file, in its order. */
  readonly columns: readonly ColumnDescription[];
  /** What `check` finds, and inputs that know the future. */
  readonly findings: readonly Finding[];
  readonly notes: readonly string[];
  /** The column that a reader most likely wants to forecast: a guess by names and values. Absent where there is none. */
  readonly likelyTarget?: string;
}

const mostCategories = 8;

export interface DescribeOptions {
  /** The words of an edge, in which findings and problems are said. Default: those of programs. */
  readonly wording?: Wording;
  /** The rows are several series, so that neighbours say nothing: neither seasons nor gaps nor findings are looked for. Default false. */
  readonly several?: boolean;
}

const RULES: OptionRules<DescribeOptions> = { wording: part("the words of an edge", "option"), several: flag };

/**
 * Describes a series as plain data, for a first look and for JSON. Of rows out of order there are no seasons and gaps. Texts are counted when a file is read: of a part of a series the counts
 * are those of the file.
 */
export function describe(series: Series, options: DescribeOptions = {}): SeriesDescription {
  requireOption("describe", "series", SERIES, series);
  checkOptions("describe", options, RULES);
  const { wording = programWording, several = false } = options;
  const { times, length, parts } = series;
  const values = times.values();
  const ordered = !several && values.every((time, row) => row === 0 || time > values[row - 1]);
  const numbers = new Map(summariseColumns(series).map((column) => [column.name, column]));
  const names = new Set([...(parts.header ?? []), ...parts.leftOut.keys(), ...numbers.keys()]);
  const columns = [...names].flatMap((name): ColumnDescription[] => {
    const summary = numbers.get(name);
    const left = parts.leftOut.get(name);
    if (summary !== undefined) {
      const unit = parts.units?.get(name);
      const seasons = ordered ? { seasons: series.seasons(name) } : {};
      return [{ ...summary, type: "numbers", ...(unit === undefined ? {} : { unit }), ...seasons }];
    }
    return left === undefined ? [] : [describeLeftOut(name, left, parts.rows.length, wording)];
  });
  const gaps = ordered ? times.gapRows() : [];
  const count = gaps.length;
  const rows = gaps.reduce((sum, row) => sum + times.missedAfter(row), 0);
  const findings = [...(several ? [] : series.check()), ...(ordered ? findAllLeaks(series) : [])];
  const clock = parts.clock?.columns ?? [];
  const likely = likelyTarget({ clock: { columns: clock }, columns, findings }, series);
  return {
    name: series.name,
    rows: length,
    clock: {
      name: times.name,
      columns: clock,
      kind: times.kind,
      from: length === 0 ? null : times.label(0),
      to: length === 0 ? null : times.label(length - 1),
      step: times.step,
      gapRule: times.gapRule,
      found: parts.clock?.found ?? null,
    },
    gaps: ordered ? { count, rows } : null,
    columns,
    findings: findings.map((finding) => wordFinding(finding, wording)),
    notes: series.notes,
    ...(likely !== undefined && { likelyTarget: likely }),
  };
}

function describeLeftOut(name: string, left: LeftOut, rows: number, wording: Wording): ColumnDescription {
  const { kind, problem, categories, filled, details } = left;
  if (kind === "unclear") {
    const cures = (details.remedies ?? []).flatMap((remedy) => putPhrase(remedy, wording, true) ?? []);
    return { name, type: kind, problem: [problem, ...(cures.length > 0 ? [cures.join(", or ")] : [])].join(": ") };
  }
  if (kind === "times") return { name, type: kind, filled: rows, missing: 0 };
  if (kind === "empty") return { name, type: kind, filled: 0, missing: rows };
  if (filled === undefined) return { name, type: kind };
  const counts = [...(categories ?? [])];
  // Numbers among the texts are not counted by word.
  const all = counts.reduce((sum, [, count]) => sum + count, 0) === filled;
  const known = categories !== undefined && all;
  return {
    ...{ name, type: kind, filled, missing: rows - filled },
    ...(known ? { distinct: categories.size } : {}),
    ...(known ? { commonest: counts.slice(0, mostCategories).map(([value, count]) => ({ value, count })) } : {}),
  };
}
