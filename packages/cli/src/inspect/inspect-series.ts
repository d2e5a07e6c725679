// What a file of several series holds: each of them in a line, and what all have.

import type { SeriesSet, SeriesSummary } from "recurra/data";
import { type ByteSource, type OpenTableOptions, openSeriesSet } from "recurra/files";
import { counted, grouped } from "recurra/words";
import type { CsvSettings } from "../input/csv-settings.ts";
import { figure, size } from "../terminal/amounts.ts";
import { fact } from "../terminal/fact.ts";
import { formatTable } from "../terminal/table.ts";
import { printable, styled, wrap } from "../terminal/terminal.ts";
import type { CsvInspection } from "./inspect-csv.ts";
import type { Proposal } from "./proposal.ts";
import { type Inspected, proposeAll } from "./propose-all.ts";

interface StaticSummary {
  readonly name: string;
  /** Different values. */
  readonly values: number;
  /** The first of them. */
  readonly first: readonly (string | number)[];
}

export interface SeriesInspection {
  readonly format: "recurra-inspect/1";
  readonly kind: "series";
  readonly file: string;
  readonly bytes: CsvInspection["bytes"];
  readonly rows: number;
  /** The columns that tell the series apart. */
  readonly idColumns: readonly string[];
  /** Names of the columns of numbers. */
  readonly columns: readonly string[];
  readonly count: number;
  /** What the times are, as of one series, and whether all series have the same. */
  readonly clock: { readonly kind: string; readonly shared: boolean };
  /** The first `mostListed` of them. */
  readonly series: readonly SeriesSummary[];
  readonly statics: readonly StaticSummary[];
  readonly notes: readonly string[];
  /** What commands that work with one series refuse. */
  readonly problems: CsvInspection["problems"];
  /** The line that forecasts all of them by one model; null where there is no column to forecast. */
  readonly all: Pick<Proposal, "command" | "refusal"> | null;
  /** The line that forecasts one of them. */
  readonly proposal: Proposal | null;
}

/** Series that the document lists, and the text. */
const mostListed = 10_000;
const mostShown = 20;
const mostValues = 5;

export async function inspectSeries(
  source: ByteSource,
  options: CsvSettings & OpenTableOptions,
  { file, bytes, problems, proposal }: Pick<CsvInspection, "file" | "bytes" | "problems" | "proposal">,
  given: Pick<Inspected, "path" | "texts">,
): Promise<SeriesInspection> {
  const set = await openSeriesSet(source, { ...options, name: file });
  const wide = problems.some(({ code }) => code === "WIDE_TABLE");
  return {
    format: "recurra-inspect/1",
    kind: "series",
    file,
    bytes,
    rows: set.rows,
    idColumns: set.idColumns,
    columns: set.columns,
    count: set.size,
    clock: { kind: set.at(0).times.kind, shared: set.sharedTimes !== undefined },
    series: set.summarise(0, mostListed),
    statics: staticsOf(set),
    notes: set.notes,
    problems,
    all: proposal === null ? null : proposeAll(set, { ...given, wide, proposal }),
    proposal,
  };
}

function staticsOf(set: SeriesSet): StaticSummary[] {
  return [...set.statics].map(([name, column]) => {
    const different: (string | number)[] =
      column.kind === "numbers"
        ? [...new Set(column.values)].filter((value) => !Number.isNaN(value))
        : [...new Set(column.codes)].filter((code) => code >= 0).map((code) => column.names[code]);
    return { name, values: different.length, first: different.slice(0, mostValues) };
  });
}

/** The whole text, with a line end at its end. */
export function seriesText(inspection: SeriesInspection, width: number): string {
  const { file, bytes, rows, count, idColumns, columns, series, statics, clock, notes, all, proposal } = inspection;
  const shown = series.slice(0, mostShown);
  const more = count > shown.length ? [`and ${grouped(count - shown.length)} more`] : [];
  const title = `${file}: ${counted(count, "series", "series")} by ${idColumns.join(", ")} in ${counted(rows, "row")}`;
  const lines = [
    "",
    styled("bold", wrap(printable(title), width)),
    "",
    fact("size", size(bytes), width),
    fact("columns", columns.join(", ") || "none of numbers", width),
    fact("clock", clockText(clock), width),
    ...statics.map(staticText).map((text, at) => fact(at === 0 ? "static" : "", text, width)),
    "",
    ...formatTable(
      [
        ...idColumns.map((column, at) => ({
          title: printable(column),
          cells: shown.map(({ key }) => printable(key[at])),
          align: "left" as const,
        })),
        { title: "rows", cells: shown.map((one) => grouped(one.rows)) },
        { title: "from", cells: shown.map(({ from }) => from), align: "left" },
        { title: "to", cells: shown.map(({ to }) => to), align: "left" },
        { title: "step", cells: shown.map(({ step }) => step), align: "left", optional: 1 },
        { title: "missing", cells: shown.map(({ missing }) => grouped(missing)) },
        { title: "gaps", cells: shown.map(({ gaps }) => grouped(gaps)) },
      ],
      width,
    ),
    ...more,
    "",
    ...notes.map((note) => styled("yellow", wrap(printable(note), width))),
    ...(notes.length > 0 ? [""] : []),
    ...(all === null ? [] : proposalLines("All of them, by one model:", { ...all, remarks: [] }, width)),
    ...(proposal === null ? [] : proposalLines("One of them:", proposal, width)),
  ];
  return `${lines.join("\n")}\n`;
}

function clockText({ kind, shared }: SeriesInspection["clock"]): string {
  if (kind === "row") return `none: the rows of each series are its clock${shared ? ", as many in all" : ""}`;
  return shared ? "all series have the same times" : "each series has times of its own";
}

function staticText({ name, values, first }: StaticSummary): string {
  const shown = first.map((value) => (typeof value === "number" ? figure(value) : value)).join(", ");
  return `${name}: ${values > first.length ? `${grouped(values)} values, such as ${shown}` : shown}`;
}

/** How to go on with them. A command is not cut into lines, so that it can be copied. */
function proposalLines(
  title: string,
  { command, remarks, refusal }: Pick<Proposal, "command" | "remarks" | "refusal">,
  width: number,
): string[] {
  const said = refusal === null ? remarks : [...remarks, refusal];
  return [title, `  ${printable(command)}`, ...said.map((text) => wrap(printable(text), width)), ""];
}
