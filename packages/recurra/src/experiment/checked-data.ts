// From a series as it was read to one that can be worked with, cut in two: the rows to learn from and the rows to test on.

import { categoriesIn, expandNames, findUnseen, wordsBefore } from "../ahead/categories.ts";
import { splitBehind } from "../ahead/future-rows.ts";
import { requireFuture } from "../ahead/known-ahead.ts";
import { DataError, OptionError, wordPlace } from "../core/errors.ts";
import { listNames, quoteCell } from "../core/nearest-names.ts";
import { partsOf } from "../core/phrase.ts";
import { type Finding, findLeaks, Series } from "../data/index.ts";
import { indicatorName } from "../data/reading/category-column.ts";
import { seasonRows } from "../data/seasons/season-setting.ts";
import { counted } from "../words/counted.ts";
import { prepareSeries } from "./prepare-series.ts";
import type { ExperimentSettings } from "./settings.ts";

/** The checked data of an experiment. */
export interface CheckedData {
  /** Sorted, resampled, repaired and filled, where that was asked for; of the columns that are used alone. */
  readonly series: Series;
  readonly target: string;
  readonly inputs: readonly string[];
  readonly future: readonly string[];
  /** Columns of words among these, which are columns of numbers for each word in `inputs` and `future`. */
  readonly categories: readonly string[];
  /** The rows behind the last value of the target, where columns are known ahead; none otherwise. */
  readonly behind: Series;
  /**
   * What the check found in the columns used, before any repair, the gaps behind it, and what is between inputs and target; rows as the
   * file numbers them.
   */
  readonly findings: readonly Finding[];
  /** First row of the test part. */
  readonly testStart: number;
  /** What was made shorter so that the series has room, in words. */
  readonly shortened?: string;
}

/** Checks, repairs and cuts. Throws DataError or OptionError for everything that would stop the experiment later on. */
export function checkData(given: Series, settings: ExperimentSettings): CheckedData {
  const target = settings.target ?? onlyColumn(given);
  const asked = { inputs: settings.inputs ?? [target], future: settings.future ?? [] };
  requireFuture("experiment", { ...settings, target, inputs: asked.inputs });
  const categories = categoriesIn(given, [...asked.inputs, ...asked.future]);
  const inputs = expandNames(given, asked.inputs);
  const future = expandNames(given, asked.future);
  const columns = [...new Set([target, ...inputs, ...future])];
  const ahead = future.length > 0 ? target : undefined;
  const {
    series,
    behind,
    findings: found,
  } = prepareSeries(given, columns, settings, seasonRows(settings.season), ahead);
  const leaks = [...findLeaks(series, target, inputs), ...findAnswers(series, target, future)];
  const start = findTestStart(series, settings);
  const testStart = startBehindFilled(series, start, columns, settings.horizon);
  requirePast(series, future);
  requireClean(series, target, columns, testStart);
  const words = wordsBefore(series, categories, testStart);
  const isKnown = unlessUnseen(words);
  const unseen = [
    ...findUnseen(series, words, testStart, series.length),
    ...findUnseen(behind, words, 0, Math.min(behind.length, settings.horizon ?? 5), " ahead"),
  ];
  const data = {
    ...{ target, inputs: inputs.filter(isKnown), future: future.filter(isKnown), categories, behind, testStart },
    findings: [...found, ...leaks, ...unseen],
  };
  if (testStart === start) return { series, ...data };
  const note = `the test part starts at ${series.times.label(testStart)} and not at ${series.times.label(start)}: cells in between were filled from later rows`;
  const noted = new Series({ ...series.parts, notes: [...series.notes, note] });
  return { series: noted, ...data };
}

/** Whether a column is not that of a word which the rows of the fit lack. */
function unlessUnseen(words: ReadonlyMap<string, readonly string[]>): (name: string) => boolean {
  return (name) =>
    [...words].every(([column, known]) => {
      const start = indicatorName(column, "");
      return !name.startsWith(start) || known.includes(name.slice(start.length));
    });
}

/** Columns that are known ahead may go before the target, but one that is the target itself is the answer. */
function findAnswers(series: Series, target: string, future: readonly string[]): Finding[] {
  return findLeaks(series, target, future)
    .filter(({ kind }) => kind === "copy")
    .map((finding) => {
      const is = `${quoteCell(finding.column ?? "")} is ${quoteCell(target)} itself in ${counted(finding.count, "row")}`;
      return {
        ...finding,
        kind: "follows-target",
        message: `${is}, and is said to be known ahead: a forecast cannot know it`,
      };
    });
}

/** Throws DataError AHEAD_PAST for columns that are known of the rows ahead alone: a fit learns from those before. */
function requirePast(series: Series, future: readonly string[]): void {
  const none = future.filter((name) => series.column(name).every(Number.isNaN));
  if (none.length === 0) return;
  const they = none.length === 1 ? "it" : "them";
  throw new DataError(
    "AHEAD_PAST",
    series.name,
    `${listNames(none)} ${none.length === 1 ? "has" : "have"} no value in the ${counted(series.length, "row")} up to ${series.times.label(series.length - 1)}, and a model learns from these`,
    {
      found: none,
      remedies: [`add ${they} to the past rows too`, [`leave ${they} out of `, { option: "future" }]],
    },
  );
}

/** Throws as `series.requireClean`; where the target alone ends early, other columns may be known ahead, and that can be said. */
function requireClean(series: Series, target: string, columns: readonly string[], testStart: number): void {
  try {
    series.requireClean(columns, testStart);
  } catch (error) {
    const { behind } = splitBehind(series, target);
    if (!(error instanceof DataError) || error.code !== "VALUES_MISSING" || behind.length === 0) throw error;
    const rows = counted(behind.length, "row");
    throw error.with({
      context: `The last ${rows} ${behind.length === 1 ? "has" : "have"} no ${quoteCell(target)}`,
      remedies: [["name what is known of them ahead with ", { option: "future", like: "COLUMNS" }]],
    });
  }
}

/**
 * A test part that starts among cells which were filled from later rows would have told the rows before it something. So it starts behind
 * them, or before them where no forecast has room behind.
 */
function startBehindFilled(series: Series, start: number, columns: readonly string[], horizon = 5): number {
  const spans = series.lookahead.filter(({ column }) => columns.includes(column));
  const around = (row: number) => spans.find(({ from, to }) => from < row && row <= to);
  let behind = start;
  for (let span = around(behind); span !== undefined; span = around(behind)) behind = span.to + 1;
  if (series.length - behind >= horizon) return behind;
  let before = start;
  for (let span = around(before); span !== undefined; span = around(before)) before = span.from;
  return before;
}

function onlyColumn(series: Series): string {
  const [first, ...others] = series.columns;
  if (first === undefined) {
    // The cell that kept a column from being one of numbers says more than that there is none.
    const text = [...series.parts.leftOut.values()].find(({ kind }) => kind === "text");
    const where = text?.details.place && { ...text.details.place, said: true as const };
    const why = text === undefined ? "" : `: ${where ? `${wordPlace(where)}: ` : ""}${text.problem}`;
    throw new DataError("NO_COLUMN", series.name, `no column of numbers was found${why}`, {
      ...(where && { place: where, found: text?.details.found }),
      remedies: ["correct the cells, or give a file with a column of numbers"],
    });
  }
  if (others.length === 0) return first;
  throw new DataError("TARGET_NEEDED", series.name, "which column is to be forecast?", {
    found: series.columns,
    remedies: [["say ", { option: "target" }, ` with one of ${listNames(series.columns)}`]],
  });
}

/** Throws DataError TEST_PART when a part has no room: one forecast to test, and a row to learn from. */
function findTestStart(series: Series, { test = 0.2, horizon = 5 }: ExperimentSettings): number {
  const { length } = series;
  // A share of a short series still has room for one forecast.
  if (typeof test === "number" && test < 1) {
    return Math.max(0, length - Math.max(horizon, Math.round(test * length)));
  }
  const start = typeof test === "number" ? length - test : rowAt(series, test);
  const has = `The series has ${counted(length, "row")}, ${series.span()}`;
  if (start <= 0) {
    throw new DataError("TEST_PART", series.name, [{ option: "test", value: test }, " leaves no row to learn from"], {
      found: test,
      context: has,
      remedies: ["test on fewer"],
    });
  }
  if (length - start < horizon) {
    const rest = length - start;
    throw new DataError(
      "TEST_PART",
      series.name,
      [{ option: "test", value: test }, ` leaves ${counted(rest, "row")} to test on, but one forecast has ${horizon}`],
      { found: test, context: has, remedies: [`test on at least ${horizon} rows`] },
    );
  }
  return start;
}

/** The row that `test` names by a time. */
function rowAt(series: Series, time: string): number {
  try {
    return series.rowAt(time);
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    const problem = [{ option: "test", value: time }, ": ", ...partsOf(error.problem)];
    const context = `The series has ${counted(series.length, "row")}, ${series.span()}`;
    throw new OptionError("TIME_NOT_READ", "experiment", problem, { ...error.details, context });
  }
}
