// Tables with a series in each row and a time in each column: turned, so that each series is a column, or taken apart into the rows of
// many series.

import { DataError } from "../../core/errors.ts";
import { listNames } from "../../core/nearest-names.ts";
import { either, flag, type OptionRule, word } from "../../core/option-rules.ts";
import type { Phrase } from "../../core/phrase.ts";
import { counted } from "../../words/counted.ts";
import { isMissing } from "../cells/missing-word.ts";
import { CellColumn } from "../columns/cell-column.ts";
import type { Table } from "../csv/table.ts";
import { namedSeries } from "./long-table.ts";
import { turnYears } from "./month-table.ts";
import { findWide, type WideColumns } from "./wide-columns.ts";

/** How a table is wide: a series in each row (true, "rows"), one in each column of numbers, or neither. */
export type Wide = boolean | "rows" | "columns";

export const WIDE: OptionRule<Wide> = either(flag, word("rows", "columns"));

function wideColumns(table: Table, wide: Wide | undefined, series: string | readonly string[] | undefined) {
  if (wide === false || wide === "columns") return undefined;
  return findWide(table, wide !== undefined, namedSeries(table, series));
}

function wayOf(table: Table, { steps, dated }: WideColumns): string {
  const [first, last] = [table.header[steps[0]], table.header[steps.at(-1) ?? 0]];
  if (dated !== undefined) return `${counted(steps.length, "column")} are named by dates`;
  return `${counted(steps.length, "column")} are ${/\d$/.test(last) ? "numbered" : "steps"} (${first} to ${last})`;
}

/** The one series of a table of years and months; undefined for other tables, and where `wide` says what a row is. */
export function seriesOfYears(table: Table, wide?: Wide): Table | undefined {
  return wide === undefined || wide === true ? turnYears(table) : undefined;
}

function rowsOf({ length }: Table): number[] {
  return Array.from({ length }, (_, row) => row);
}

/** The ids of a row in one text. */
function idsOf(table: Table, ids: readonly number[], row: number): string {
  return ids
    .map((index) => table.columns[index].at(row))
    .filter((cell) => cell !== "")
    .join(" ");
}

/** The first and the last step in which a row says something, as a span; empty where it says nothing. */
function spanOf(table: Table, { steps }: WideColumns, row: number): readonly [number, number] {
  const says = (step: number) => !isMissing(table.columns[step].at(row));
  const first = steps.findIndex(says);
  return first < 0 ? [0, 0] : [first, steps.findLastIndex(says) + 1];
}

/**
 * A wide table turned, each of its rows a column; other tables as they are. Throws DataError WIDE_TABLE where there are several rows and
 * `chosen` none of them.
 */
export function turnWide(
  table: Table,
  chosen: boolean,
  wide?: Wide,
  series?: string | readonly string[] | undefined,
): Table {
  const years = seriesOfYears(table, wide);
  if (years !== undefined) return years;
  const found = wideColumns(table, wide, series);
  if (found === undefined) return table;
  const { steps, dated, ids } = found;
  const names = rowsOf(table).map((row) => idsOf(table, ids, row));
  const how = wayOf(table, found);
  if (!chosen && table.length > 1) throw severalRows(table, found, names);
  const spans = rowsOf(table)
    .map((row) => spanOf(table, found, row))
    .filter(([from, to]) => to > from);
  const end = spans.reduce((most, [, to]) => Math.max(most, to), 1);
  const start = spans.reduce((least, [from]) => Math.min(least, from), spans.length === 0 ? 0 : end);
  const used = steps.slice(start, end);
  const unique = names.map((name, i) =>
    name === "" || name === "time" || names.indexOf(name) !== i ? `row ${i + 1} ${name}`.trim() : name,
  );
  const without = [
    ...(start > 0 ? [`${start} of them empty at the start`] : []),
    ...(end < steps.length ? [`${steps.length - end} of them empty at the end`] : []),
  ].map((part) => `; ${part}`);
  return {
    ...table,
    header: [...(dated === undefined ? [] : ["time"]), ...unique],
    columns: [
      ...(dated === undefined ? [] : [CellColumn.of(dated.slice(start, end))]),
      ...names.map((_, row) => CellColumn.of(used.map((step) => table.columns[step].at(row)))),
    ],
    length: used.length,
    lines: new Uint32Array(used.length).fill(table.lines[0]),
    numbers: undefined,
    notes: [
      ...table.notes,
      `${how}: turned, ${listNames(unique, 3)} ${unique.length === 1 ? "is a column" : "are columns"}${without.join("")}`,
    ],
  };
}

function severalRows(table: Table, wide: WideColumns, names: readonly string[]): DataError {
  const { ids } = wide;
  const id = ids.length > 0 ? `, by ${listNames(ids.map((i) => table.header[i]))} (${listNames(names, 3)})` : "";
  const conditions = ids
    .filter((index) => table.columns[index].at(0) !== "")
    .flatMap((index, at): Exclude<Phrase, string>[number][] => [
      at > 0 ? " " : "",
      { option: "where", value: `${table.header[index]}=${table.columns[index].at(0)}` },
    ]);
  return new DataError(
    "WIDE_TABLE",
    table.name,
    `${wayOf(table, wide)} and there are ${counted(table.length, "row")}: one series per row${id}`,
    {
      place: { line: table.lines[0], said: true },
      remedies: [
        conditions.length > 0
          ? ["choose one with ", ...conditions]
          : ["name the columns that tell the rows apart with ", { option: "series", like: "COLUMN" }],
        ["read all with ", { call: "SeriesSet.fromCsv(text)" }],
      ],
    },
  );
}

/** A wide table taken apart: its rows below each other, a step a row. */
interface Melted {
  readonly table: Table;
  /** The columns that tell the series apart. */
  readonly ids: readonly number[];
  /** The column of the times; false where the steps are numbered. */
  readonly time: string | false;
}

/** A wide table as a long one: cells before the first and behind the last that say something are no rows. Undefined for other tables. */
export function meltWide(
  table: Table,
  wide: Wide | undefined,
  series: string | readonly string[] | undefined,
): Melted | undefined {
  const found = wideColumns(table, wide, series);
  if (found === undefined) return undefined;
  const { steps, dated, ids } = found;
  const isStep = new Set(steps);
  const kept = [...table.header.keys()].filter((index) => !isStep.has(index));
  const free = (name: string) => (kept.some((index) => table.header[index] === name) ? `${name} of the row` : name);
  const [time, value] = [free("time"), free("value")];
  const spans = rowsOf(table).map((row) => spanOf(table, found, row));
  const length = spans.reduce((sum, [from, to]) => sum + to - from, 0);
  const header = [...kept.map((index) => table.header[index]), ...(dated === undefined ? [] : [time]), value];
  const columns = header.map(() => new CellColumn());
  const lines = new Uint32Array(length);
  const numbers = new Uint32Array(length);
  let last = 0;
  for (const [row, [from, to]] of spans.entries()) {
    const own = kept.map((index) => table.columns[index].at(row));
    for (let at = from; at < to; at++) {
      lines[last] = table.lines[row];
      numbers[last++] = table.numbers?.[row] ?? row + 1;
      for (const [i, cell] of own.entries()) columns[i].add(cell);
      if (dated !== undefined) columns[kept.length].add(dated[at]);
      (columns.at(-1) as CellColumn).add(table.columns[steps[at]].at(row));
    }
  }
  const empty = spans.filter(([from, to]) => from === to).length;
  const notes = [...table.notes, `${wayOf(table, found)}: each row is a series`];
  if (empty > 0) notes.push(`${counted(empty, "row")} without a value left out`);
  return {
    table: {
      ...table,
      header,
      columns,
      length,
      lines,
      numbers,
      notes,
    },
    ids: ids.map((index) => kept.indexOf(index)),
    time: dated === undefined ? false : time,
  };
}
