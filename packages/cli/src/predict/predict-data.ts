// The rows that a model is to go on from, checked against what it was fitted on.

import type { Finding, Forecaster, Series } from "recurra";
import { withOptionNames } from "../forecast/forecast-data.ts";
import { fileKind } from "../input/file-kind.ts";
import { decodeBytes, readBytes } from "../input/read-file.ts";
import { zipArchive } from "../run/model-file.ts";
import { counted } from "../terminal/amounts.ts";
import { UsageError } from "../terminal/failure.ts";
import type { PredictSettings } from "./settings.ts";

type Library = typeof import("recurra");

/** A series, and the row (from 0) at which the forecast starts: its length, unless --from names an earlier one. */
export interface PredictSource {
  readonly series: Series;
  readonly origin: number;
  /** What the check found in the columns used, before any repair. */
  readonly findings: readonly Finding[];
}

/** The text of the CSV. Throws UsageError where a model stands in its place. */
export async function readDataText(path: string, usage: string): Promise<string> {
  const bytes = await readBytes(path, "Name the CSV file inside it.");
  const kind = fileKind(bytes);
  if (kind === "safetensors") throw new UsageError(`${path}: this is a model, not a CSV. ${usage}`);
  if (kind === "zip") throw zipArchive(path);
  return decodeBytes(path, bytes);
}

/** Reads and checks: the columns, enough rows before the forecast, whole cells in them, the same step in time. */
export function predictSource(
  library: Library,
  text: string,
  forecaster: Forecaster,
  settings: PredictSettings,
): PredictSource {
  const codeOf = (error: unknown): string | undefined =>
    error instanceof library.RecurraError ? error.code : undefined;
  return withOptionNames(codeOf, () => {
    const { file: name, time, dateOrder, decimal, delimiter, sort, repair } = settings;
    const columns = [...new Set([forecaster.target, ...forecaster.settings.inputs])];
    const read = readColumns(library, text, { name, time, dateOrder, decimal, delimiter, sort, columns }, forecaster);
    const rows = read.parts.rows;
    const findings = read.check().map((finding) => ({ ...finding, rows: finding.rows.map((row) => rows[row]) }));
    const series = repair === undefined ? read : read.repair(repair, columns);
    series.requireOrdered();
    if (!settings.anyStep) requireStep(library, series, forecaster);
    const origin = settings.from === undefined ? series.length : rowOf(series, settings.from);
    requireRows(series, origin, forecaster, settings.from);
    // A hole that the forecast does not read does no harm.
    series.slice(origin - forecaster.lookback, origin).requireClean(columns);
    if (settings.from !== undefined) series.requireNoLookahead(origin, series.length, columns);
    return { series, origin, findings };
  });
}

type CsvOptions = Parameters<typeof Series.fromCsv>[1];

function readColumns(library: Library, text: string, options: CsvOptions, { settings }: Forecaster): Series {
  try {
    return library.Series.fromCsv(text, options);
  } catch (error) {
    if (!(error instanceof library.DataError) || error.code !== "COLUMN_UNKNOWN") throw error;
    const reads = settings.inputs.map((column) => `"${column}"`).join(", ");
    throw new UsageError(`${error.message} The model forecasts "${settings.target}" and reads ${reads}.`, {
      cause: error,
    });
  }
}

function requireStep(library: Library, series: Series, forecaster: Forecaster): void {
  try {
    library.requireSameStep(forecaster.training, series);
  } catch (error) {
    if (!(error instanceof library.DataError)) throw error;
    throw new UsageError(`${error.message} If it is the same thing, add --any-step.`, { cause: error });
  }
}

/** The row that --from names by a time. */
function rowOf(series: Series, time: string): number {
  const about = `The file has ${counted(series.length, "row")}, ${series.span()}.`;
  let row: number;
  try {
    row = series.rowAt(time);
  } catch (error) {
    throw new UsageError(`--from ${time}: ${(error as Error).message} ${about}`, { cause: error });
  }
  if (row < series.length) return row;
  throw new UsageError(
    `--from ${time}: ${series.name} has no row at that time or later. ${about} Leave --from out to forecast the rows after the last.`,
  );
}

function requireRows(series: Series, origin: number, { lookback }: Forecaster, from: string | undefined): void {
  if (origin >= lookback) return;
  const which = from === undefined ? "there are" : `before ${from} there are`;
  throw new UsageError(
    `${series.name}: the model looks back on ${counted(lookback, "row")}, but ${which} ${origin}. ` +
      (from === undefined ? "Give a longer file." : "Name a later row with --from."),
  );
}
