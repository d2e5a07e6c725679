// What a CSV holds: its columns with their ranges, its clock, and what may need attention.

import { Command } from "commander";
import type { Wording } from "recurra/core";
import {
  type ColumnSummary,
  type Finding,
  findAllLeaks,
  type Season,
  seasonWords,
  summariseColumns,
  wordFinding,
} from "recurra/data";
import { type OpenTableOptions, openTable, seriesOf } from "recurra/files";
import { counted, grouped } from "recurra/words";
import { addCsvOptions, addRepairOptions } from "../input/csv-options.ts";
import type { CsvSettings } from "../input/csv-settings.ts";
import { nameOf } from "../input/read-file.ts";
import { figure, size } from "../terminal/amounts.ts";
import { fact } from "../terminal/fact.ts";
import { formatTable } from "../terminal/table.ts";
import { printable, styled, wrap } from "../terminal/terminal.ts";
import { commandWording } from "../terminal/wording.ts";

interface CsvColumn extends Partial<ColumnSummary> {
  readonly name: string;
  /** Of a column of numbers, the seasons that all its rows show. */
  readonly seasons?: readonly Season[];
  readonly type: "numbers" | "times" | "text" | "empty" | "unread" | "id" | "static";
}

export interface CsvInspection {
  readonly format: "recurra-inspect/1";
  readonly kind: "csv";
  readonly file: string;
  readonly bytes: number;
  readonly rows: number;
  readonly columns: readonly CsvColumn[];
  readonly clock: {
    readonly kind: string;
    /** The time column; null where the rows are the clock. */
    readonly column: string | null;
    readonly from: string;
    readonly to: string;
    readonly step: string;
    readonly gapRule: string;
    /** Rows in one season; null where the calendar gives none. What the rows show stands with each column. */
    readonly season: number | null;
  };
  readonly findings: readonly Finding[];
  readonly notes: readonly string[];
}

/** What a finding offers is an option of the commands that work with the rows. */
function forecastWording(): Wording {
  return commandWording(addRepairOptions(addCsvOptions(new Command())));
}

export async function inspectCsv(
  path: string,
  bytes: Uint8Array,
  opening: OpenTableOptions,
  settings: CsvSettings,
): Promise<CsvInspection> {
  const file = nameOf(path);
  const series = seriesOf(await openTable(bytes, file, opening), { ...settings, name: file });
  const { times } = series;
  const { leftOut, rows } = series.parts;
  return {
    format: "recurra-inspect/1",
    kind: "csv",
    file,
    bytes: bytes.length,
    rows: series.length,
    columns: [
      ...[...leftOut].filter(([, { kind }]) => kind === "times").map(([name]) => ({ name, type: "times" as const })),
      ...summariseColumns(series).map((column) => ({
        type: "numbers" as const,
        ...column,
        seasons: series.seasons(column.name),
      })),
      ...[...leftOut]
        .filter(([, { kind }]) => kind !== "times")
        .map(([name, { kind }]): CsvColumn => ({ name, type: kind })),
    ],
    clock: {
      kind: times.kind,
      column: times.kind === "row" ? null : times.name,
      from: times.label(0),
      to: times.label(series.length - 1),
      step: times.step,
      gapRule: times.gapRule,
      season: times.seasonLength() ?? null,
    },
    findings: [...series.check(), ...findAllLeaks(series)].map((finding) => ({
      ...wordFinding(finding, forecastWording()),
      rows: finding.rows.map((row) => rows[row]),
    })),
    notes: series.notes,
  };
}

const KINDS: Readonly<Record<string, string>> = {
  date: "days",
  month: "months",
  year: "years",
  datetime: "dates with times of day",
};

/** "24 rows (a day): load, heat; none: rain": columns of the same seasons together; of one column its seasons alone. */
function columnSeasons(columns: readonly CsvColumn[]): string {
  const named = new Map<string, string[]>();
  for (const { name, seasons } of columns) {
    if (seasons === undefined) continue;
    const words = seasonWords(seasons);
    named.set(words, [...(named.get(words) ?? []), name]);
  }
  const entries = [...named];
  if (entries.length === 1) return entries[0][0];
  return entries.map(([words, names]) => `${words}: ${names.join(", ")}`).join("; ") || "none";
}

/** The whole text, with a line end at its end. */
export function csvText(inspection: CsvInspection, width: number): string {
  const { file, rows, columns, clock, findings, notes, bytes } = inspection;
  const number = (value: number | undefined): string => (value === undefined ? "-" : figure(value));
  const times = `${clock.from} to ${clock.to}, step: ${clock.step}`;
  // That a file was turned round is a note and a finding.
  const found = findings.filter(({ kind }) => kind !== "reversed" || notes.length === 0);
  const remarks = [...notes, ...found.map(({ message }) => message)];
  const lines = [
    "",
    styled("bold", wrap(printable(`${file}: ${counted(rows, "row")} of ${counted(columns.length, "column")}`), width)),
    "",
    fact("size", size(bytes), width),
    clock.column === null
      ? fact("clock", "none: the rows are the clock", width)
      : fact("clock", `"${clock.column}", ${KINDS[clock.kind] ?? clock.kind}: ${times}`, width),
    ...(clock.column === null
      ? []
      : [fact("gaps", clock.gapRule, width), fact("seasons", columnSeasons(columns), width)]),
    "",
    ...formatTable(
      [
        { title: "column", cells: columns.map(({ name }) => printable(name)) },
        { title: "type", cells: columns.map(({ type }) => type), align: "left" },
        { title: "smallest", cells: columns.map(({ smallest }) => number(smallest)) },
        { title: "largest", cells: columns.map(({ largest }) => number(largest)) },
        { title: "mean", cells: columns.map(({ mean }) => number(mean)), optional: 1 },
        {
          title: "missing",
          cells: columns.map(({ missing }) => (missing === undefined ? "-" : grouped(missing))),
          paint: (text, row) => (columns[row].missing ? styled("yellow", text) : text),
        },
      ],
      width,
    ),
    "",
    ...(remarks.length === 0
      ? [styled("green", wrap("Nothing needs attention.", width))]
      : remarks.map((text) => styled("yellow", wrap(printable(text), width)))),
    "",
  ];
  return `${lines.join("\n")}\n`;
}
