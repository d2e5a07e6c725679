// The `recurra forecast` line that inspect proposes. It is tried, up to where training would begin: what it would be refused for is cured by
// the option that the refusal names, or said.

import { Experiment } from "recurra";
import { DataError, OptionError, type Phrase, partsOf, putPhrase, wordError } from "recurra/core";
import { describe, type Finding, type Series, type SeriesDescription } from "recurra/data";
import { type ByteSource, type OpenTableOptions, openSeries, type Survey, surveySeries } from "recurra/files";
import { forecastSettings } from "../forecast/settings.ts";
import { ForecastLine } from "./forecast-line.ts";
import type { InspectOptionTexts } from "./settings.ts";

export interface Proposal {
  /** As it is typed. */
  readonly command: string;
  readonly target: string;
  /** Rows. */
  readonly horizon: number;
  /** Its words behind the file, unquoted. */
  readonly options: readonly string[];
  /** What was guessed in it, and what its options do that a reader should know. */
  readonly remarks: readonly string[];
  /** What it would be refused for; null where it runs. */
  readonly refusal: string | null;
}

/** A file that is inspected, and what was found. */
interface Inspected {
  readonly path: string;
  /** What messages call it. */
  readonly name: string;
  readonly source: ByteSource;
  readonly opening: OpenTableOptions;
  readonly given: InspectOptionTexts;
  readonly survey: Survey;
  readonly found: SeriesDescription;
}

/** Faults of the whole table that one option settles. */
const ofTable = new Set(["LONG_TABLE", "WIDE_TABLE", "CSV_NO_HEADER", "DATE_ORDER_AMBIGUOUS", "DECIMAL_AMBIGUOUS"]);
const mostTries = 8;

/** The line for a file; undefined where it has no column to forecast. */
export async function proposeForecast(inspected: Inspected): Promise<Proposal | undefined> {
  const { path, name, source, opening, given } = inspected;
  const line = new ForecastLine(given);
  let { survey, found } = inspected;
  for (let i = 0; i < 4; i++) {
    const fault = survey.faults.find(({ code }) => ofTable.has(code));
    if (fault === undefined || !(fault.details.remedies ?? []).some((remedy) => line.take(remedy))) break;
    survey = await surveySeries(source, { ...opening, ...forecastSettings(path, line.texts()).csv, name });
  }
  if (survey !== inspected.survey) found = describe(survey.series);
  const surveyed = { by: readBy(path, line), survey };
  const target = found.likelyTarget;
  if (target === undefined) return undefined;
  const horizon = horizonFor(found, target);
  const ahead = columnsAhead(survey, target, horizon);
  line.add("--target", target);
  line.add("--horizon", String(horizon));
  if (ahead !== undefined) {
    line.add("--future", ahead.columns.join(","));
    line.remarks.push(
      `The last ${ahead.rows} rows have no ${JSON.stringify(target)}: what stands there in other columns is taken as known ahead.`,
    );
  }
  if (found.gaps !== null) for (const finding of found.findings) takeFinding(line, finding, target);
  const refusal = (await tryLine(inspected, line, target, surveyed)) ?? null;
  return { command: line.typed(path), target, horizon, options: line.words, remarks: line.remarks, refusal };
}

/** Columns that are whole in the rows behind the last value of the target, and how many rows these are; fewer than a forecast takes are holes. */
function columnsAhead(
  { series, faults }: Survey,
  target: string,
  horizon: number,
): { rows: number; columns: string[] } | undefined {
  if (faults.length > 0 || !series.columns.includes(target)) return undefined;
  const end = series.column(target).findLastIndex((value) => !Number.isNaN(value)) + 1;
  const rows = series.length - end;
  if (end === 0 || rows < Math.max(2, horizon)) return undefined;
  const columns = series.columns.filter(
    (name) => name !== target && !/[,"]/.test(name) && !series.column(name).subarray(end).some(Number.isNaN),
  );
  return columns.length === 0 ? undefined : { rows, columns };
}

/** Gaps, irregular times and marks for missing call for an option; a spike may be a true value. */
function takeFinding(line: ForecastLine, { kind, column, remedies = [] }: Finding, target: string): void {
  if (!["gap", "irregular", "sentinel"].includes(kind) || (column !== undefined && column !== target)) return;
  for (const remedy of remedies) line.take(remedy);
}

/** What of a line says how the file is read. */
function readBy(path: string, line: ForecastLine): string {
  return JSON.stringify(forecastSettings(path, line.texts()).csv);
}

/** Checks the line as the forecast would, curing what it is refused for; what it is still refused for. */
async function tryLine(
  { path, name, source, opening }: Inspected,
  line: ForecastLine,
  target: string,
  { by, survey }: { readonly by: string; readonly survey: Survey },
): Promise<string | undefined> {
  // What was read whole, in the same way, need not be read again.
  let series: Series | undefined = survey.faults.length === 0 ? survey.series : undefined;
  let before = by;
  let refusal: string | undefined;
  for (let i = 0; i < mostTries; i++) {
    const { csv, experiment } = forecastSettings(path, line.texts());
    const columns = [target, ...(experiment.future ?? [])];
    const now = readBy(path, line);
    try {
      if (series === undefined || now !== before) {
        series = await openSeries(source, { ...opening, ...csv, name, columns });
      }
      before = now;
      new Experiment(series.select(columns), experiment);
      return undefined;
    } catch (error) {
      if (!(error instanceof DataError || error instanceof OptionError)) throw error;
      refusal = wordError(error.with({ subject: "" }), line.wording);
      if (!cure(line, error)) break;
    }
  }
  return refusal;
}

/** Takes the remedy that changes least: seasons repeated before values held, and these before rows dropped. */
function cure(line: ForecastLine, { details: { remedies = [] } }: DataError | OptionError): boolean {
  // A clock is not given up for a cell that can be corrected, or where it was named.
  const keepsClock = line.words.includes("--time") || (remedies.length > 0 && typeof remedies[0] === "string");
  for (const remedy of remedies.toSorted((a, b) => costOf(a) - costOf(b))) {
    if (keepsClock && mentionsOf(remedy).some(({ option }) => option === "time")) continue;
    const before = line.words.length;
    if (!line.take(remedy)) continue;
    const clause = putPhrase(remedy, line.wording, true) ?? "";
    if (costOf(remedy) === 3) line.remarks.push(`${clause.replace(/^choose /, "").replace(", which ", " ")}.`);
    if (line.words[before] === "--missing") {
      line.remarks.push(`It takes ${JSON.stringify(line.words[before + 1])} for "no value".`);
    }
    return true;
  }
  return false;
}

function mentionsOf(remedy: Phrase) {
  return partsOf(remedy).flatMap((part) => (typeof part === "object" && "option" in part ? [part] : []));
}

function costOf(remedy: Phrase): number {
  const values = mentionsOf(remedy).flatMap(({ value }) => value ?? []);
  return values.includes("drop") ? 3 : values.includes("linear") ? 2 : values.includes("seasonal") ? 0 : 1;
}

/** What the steps of a clock usually ask for, where no season is seen. */
const usual: Readonly<Record<string, number>> = {
  ...{ "1 hour": 24, "1 day": 7, "1 week": 4, "1 month": 12, "1 quarter": 4 },
};

/** A season of the target that is short enough to be looked over; else what the step usually asks for. */
function horizonFor({ rows, clock, columns }: SeriesDescription, target: string): number {
  const seasons = columns.find(({ name }) => name === target)?.seasons ?? [];
  const most = Math.max(1, Math.floor(rows / 10));
  const season = seasons.find((one) => one.rows <= Math.min(most, 100));
  return season === undefined ? Math.min(most, usual[clock.step] ?? 5) : Math.round(season.rows);
}
