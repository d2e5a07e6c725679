// What a table holds: its clock, columns and first rows, what may need attention, and the forecast that it would be good for.

import { Command } from "commander";
import { type DataError, errorJson, type Remedy, type Wording } from "recurra/core";
import {
  type ColumnDescription,
  describe,
  type Finding,
  type PlainRow,
  rowLines,
  type Series,
  type SeriesDescription,
} from "recurra/data";
import { type ByteSource, type OpenTableOptions, surveySeries } from "recurra/files";
import { addCsvOptions, addRepairOptions } from "../input/csv-options.ts";
import type { CsvSettings } from "../input/csv-settings.ts";
import { nameOf } from "../input/read-file.ts";
import { commandWording } from "../terminal/wording.ts";
import { type Proposal, proposeForecast } from "./proposal.ts";
import type { InspectOptionTexts } from "./settings.ts";

/** What keeps a command that works with the rows from reading the file as it stands. */
interface Problem {
  readonly code: string;
  readonly message: string;
  readonly remedies: readonly Remedy[];
}

type Clock = Omit<SeriesDescription["clock"], "name">;

export interface CsvInspection {
  readonly format: "recurra-inspect/1";
  readonly kind: "csv";
  readonly file: string;
  readonly bytes: number;
  readonly rows: number;
  /** In the order of the file. */
  readonly columns: readonly ColumnDescription[];
  readonly clock: Clock & {
    /** The time column; null where the rows are the clock. */
    readonly column: string | null;
    /** Rows in one season; null where the calendar gives none. What the rows show stands with each column. */
    readonly season: number | null;
  };
  /** Null where several series stand in one table, and where rows are out of order. */
  readonly gaps: { readonly count: number; readonly rows: number } | null;
  readonly head: readonly PlainRow[];
  readonly tail: readonly PlainRow[];
  readonly problems: readonly Problem[];
  readonly findings: readonly Finding[];
  readonly notes: readonly string[];
  readonly proposal: Proposal | null;
}

/** What the terminal shows beside the document. */
export interface CsvView {
  readonly result: CsvInspection;
  /** The first and last rows as lines of this width, and how many columns had no room. */
  readonly rows: (width: number) => { readonly lines: readonly string[]; readonly hidden: number };
}

/** What a finding offers is an option of the commands that work with the rows. */
function forecastWording(): Wording {
  return commandWording(addRepairOptions(addCsvOptions(new Command())));
}

/** Of several series in one table, neighbours say nothing. */
const several = new Set(["LONG_TABLE", "WIDE_TABLE"]);

function problemOf(fault: DataError, wording: Wording): Problem {
  const { code, message, remedies } = errorJson(fault.with({ subject: "" }), wording);
  return { code, message, remedies };
}

/** The cells of a row that are no numbers. */
function textsOf({ parts }: Series, row: number): Record<string, string> {
  const cells = [...parts.leftOut].flatMap(([name, { kind, ends }]) => {
    const cell = kind === "text" || kind === "unclear" ? ends?.get(parts.rows[row]) : undefined;
    return cell === undefined ? [] : [[name, cell] as const];
  });
  return Object.fromEntries(cells);
}

export async function inspectCsv(
  path: string,
  source: ByteSource,
  opening: OpenTableOptions,
  settings: CsvSettings,
  texts: InspectOptionTexts,
): Promise<CsvView> {
  const file = nameOf(path);
  const survey = await surveySeries(source, { ...opening, ...settings, name: file });
  const { series, faults } = survey;
  const wording = forecastWording();
  const apart = faults.some(({ code }) => several.has(code));
  const found = describe(series, { wording, several: apart });
  const { clock, columns, gaps, findings, notes } = found;
  const { rows } = series.parts;
  const { name, ...times } = clock;
  const result: CsvInspection = {
    format: "recurra-inspect/1",
    kind: "csv",
    file,
    bytes: source.size ?? 0,
    rows: series.length,
    columns,
    clock: {
      ...times,
      column: clock.kind === "row" ? null : name,
      season: series.times.seasonLength() ?? null,
    },
    gaps,
    head: series.head().map((row, i) => ({ ...row, ...textsOf(series, i) })),
    tail: series.tail().map((row, i, { length }) => ({ ...row, ...textsOf(series, series.length - length + i) })),
    problems: faults.map((fault) => problemOf(fault, wording)),
    findings: findings.map((finding) => ({ ...finding, rows: finding.rows.map((row) => rows[row]) })),
    notes,
    proposal: (await proposeForecast({ path, name: file, source, opening, given: texts, survey, found })) ?? null,
  };
  return { result, rows: (width) => rowLines(series, { width }) };
}
