// From the file to a series that can be worked with, cut in two: the rows to learn from and the rows to test on.

import type { Finding, Series } from "recurra";
import type { TestPart } from "../input/option-values.ts";
import { UsageError } from "../terminal/failure.ts";
import type { ForecastSettings } from "./settings.ts";

/** The checked data of a run. */
export interface ForecastSource {
  readonly series: Series;
  readonly target: string;
  readonly inputs: readonly string[];
  /** What the check found in the columns used, before any repair; rows as the file numbers them. */
  readonly findings: readonly Finding[];
  /** First row of the test part. */
  readonly testStart: number;
}

/** What the library's remedies are called on the command line, by the code of its error. */
const OPTION_FOR: Readonly<Record<string, string>> = {
  TIMES_UNORDERED: "--sort",
  TIMES_DUPLICATE: "--repair drop",
  VALUES_MISSING: "--repair drop, --repair forward-fill or --repair linear",
  DATE_ORDER_AMBIGUOUS: "--date-order dmy or --date-order mdy",
  TIME_NOT_READ: "--time COLUMN",
  DECIMAL_AMBIGUOUS: "--decimal , or --decimal .",
  LOOKS_AHEAD: "--repair forward-fill",
};

/** Runs `work`; an error of the library whose remedy is an option says which one. */
export function withOptionNames<T>(codeOf: (error: unknown) => string | undefined, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const option = OPTION_FOR[codeOf(error) ?? ""];
    if (option === undefined) throw error;
    throw new UsageError(`${(error as Error).message} On the command line: ${option}.`, { cause: error });
  }
}

/** Reads and checks. Throws for everything that would stop the run later on. */
export function forecastSource(
  library: typeof import("recurra"),
  text: string,
  settings: ForecastSettings,
): ForecastSource {
  const codeOf = (error: unknown): string | undefined =>
    error instanceof library.RecurraError ? error.code : undefined;
  return withOptionNames(codeOf, () => {
    const { file: name, time, dateOrder, decimal, delimiter, sort } = settings;
    const options = { name, time, dateOrder, decimal, delimiter, sort };
    const target = settings.target ?? onlyColumn(library.Series.fromCsv(text, options));
    const inputs = settings.inputs ?? [target];
    const columns = [...new Set([target, ...inputs])];
    const read = library.Series.fromCsv(text, { ...options, columns });
    const rows = read.parts.rows;
    const findings = read.check().map((finding) => ({ ...finding, rows: finding.rows.map((row) => rows[row]) }));
    const series = settings.repair === undefined ? read : read.repair(settings.repair, columns);
    series.requireClean(columns);
    const testStart = firstTestRow(series, settings.test, settings.horizon);
    series.requireNoLookahead(testStart, series.length, columns);
    return { series, target, inputs, findings, testStart };
  });
}

function onlyColumn(series: Series): string {
  const [first, ...others] = series.columns;
  if (first === undefined) throw new UsageError(`${series.name}: no column of numbers was found. Check the file.`);
  if (others.length === 0) return first;
  const shown = series.columns
    .slice(0, 8)
    .map((name) => `"${name}"`)
    .join(", ");
  const rest = series.columns.length > 8 ? ` and ${series.columns.length - 8} more` : "";
  throw new UsageError(`${series.name}: which column is to be forecast? Say --target with one of ${shown}${rest}.`);
}

/** Throws UsageError when the test part has no room for one forecast. */
function firstTestRow(series: Series, test: TestPart, horizon: number): number {
  const { length } = series;
  // A share of a short series still has room for one forecast.
  if (test.kind === "fraction") return length - Math.max(horizon, Math.round(test.value * length));
  const start = test.kind === "rows" ? length - test.value : rowAt(series, test.value);
  const rows = length - start;
  if (start <= 0) {
    throw new UsageError(
      `${series.name}: --test ${test.value} leaves no row to learn from; the file has ${length}, ${series.span()}. Test on fewer.`,
    );
  }
  if (rows < horizon) {
    throw new UsageError(
      `${series.name}: --test ${test.value} leaves ${rows} ${rows === 1 ? "row" : "rows"} to test on, but one forecast has ${horizon}. Test on at least ${horizon} rows; the file has ${length}, ${series.span()}.`,
    );
  }
  return start;
}

/** The row that --test names by a time. */
function rowAt(series: Series, time: string): number {
  try {
    return series.rowAt(time);
  } catch (error) {
    throw new UsageError(
      `--test ${time}: ${(error as Error).message} The file has ${series.length} rows, ${series.span()}.`,
      { cause: error },
    );
  }
}
