// What a table holds: which column is the clock, which hold numbers, what tells several series apart, and what is wrong where.

import { DataError } from "../../core/errors.ts";
import { listNames, quoteCell, suggestNames } from "../../core/nearest-names.ts";
import type { Table } from "../csv/table.ts";
import { type Faults, orFault } from "../table/faults.ts";
import type { SeriesParts } from "../table/series-parts.ts";
import { TimeIndex } from "../time/time-index.ts";
import { findCounted } from "./counted-series.ts";
import type { CsvOptions } from "./csv-options.ts";
import { findDecimals } from "./decimal-signs.ts";
import { requireDelimiter } from "./delimiter.ts";
import { type ClockColumns, findClock, readClock } from "./find-clock.ts";
import { leaveUnclear, withEnds } from "./left-out.ts";
import { codeSeries, findSeries, namedSeries, type SeriesColumns } from "./long-table.ts";
import { holdsNoNumbers } from "./number-column.ts";
import { readColumns } from "./read-columns.ts";
import { columnsOf, rowsWhere } from "./table-rows.ts";
import { meltWide, seriesOfYears, turnWide } from "./wide-table.ts";

/** The columns that were named; undefined for all. */
type Asked = ReadonlySet<string> | undefined;

/** What stands in a text, with the rows in its order. */
export interface CsvContents {
  readonly parts: SeriesParts;
  readonly table: Table;
  /** What tells several series apart; undefined where the rows are one. */
  readonly series: SeriesColumns | undefined;
}

/** What a table holds. A wide table becomes one series in "one", and several below each other in "many". */
export function contentsOf(whole: Table, options: CsvOptions, wanted: "one" | "many", faults?: Faults): CsvContents {
  const asked = options.columns === undefined ? undefined : new Set(options.columns);
  requireDelimiter(whole, options.delimiter, asked);
  const conditions = options.where === undefined ? undefined : [options.where].flat();
  const rows = conditions === undefined ? whole : rowsWhere(whole, conditions);
  const melted = wanted === "many" ? meltWide(rows, options.wide, options.series) : undefined;
  const turned = () => turnWide(rows, conditions !== undefined, options.wide, options.series);
  const table =
    melted?.table ??
    (wanted === "one" ? orFault(faults, turned, () => rows) : (seriesOfYears(rows, options.wide) ?? rows));
  const notes = [...table.notes];
  const given = melted?.ids ?? (table === rows ? namedSeries(table, options.series) : []);
  const constant = table !== rows || conditions === undefined ? [] : columnsOf(table, conditions);
  const ids = new Set([...given, ...constant].map((index) => table.header[index]).filter((id) => !asked?.has(id)));
  const time = melted === undefined ? options.time : melted.time;
  const clock = findClock(table, { ...options, time }, new Set([...(asked ?? []), ...ids]), notes);
  requireColumns(table, asked && new Set([...asked, ...(options.categories ?? [])]), clock);
  const isRead = (index: number) => {
    const column = table.header[index];
    if (options.categories?.includes(column)) return false;
    return !clock.indices.includes(index) && !ids.has(column) && (asked === undefined || asked.has(column));
  };
  const doubtful = new Map<number, DataError>();
  const doubt = faults && ((index: number, error: DataError) => void doubtful.set(index, error));
  const decimals = findDecimals(table, isRead, options.decimal, notes, doubt);
  // One is said: the option that settles it settles all.
  faults?.push(...[...doubtful.values()].slice(0, 1));
  const found = readColumns(table, { options, asked, ids, clock: clock.indices, decimals, doubtful, faults }, notes);
  const { columns, leftOut } = found;
  const times = orFault(
    faults,
    () => readClock(table, clock, options, notes),
    (error) => {
      for (const index of clock.indices) leftOut.set(table.header[index], leaveUnclear(error));
      return TimeIndex.rows(table.length);
    },
  );
  const ends = withEnds(leftOut, table);
  // Of very many rows the cells of the clock take as much as its times, which are read now.
  if (wanted === "many" && melted === undefined && faults === undefined) {
    for (const index of clock.indices) if (!given.includes(index)) table.columns[index].clear();
  }
  const series =
    given.length > 0
      ? codeSeries(table, given)
      : (findSeries(table, clock.indices, times) ?? findCounted(table, clock.indices));
  const empty = [...leftOut].filter(([, { kind }]) => kind === "empty").map(([column]) => column);
  if (empty.length > 0) notes.push(`empty ${empty.length === 1 ? "column" : "columns"} left out: ${listNames(empty)}`);
  const numbers = table.numbers ?? (wanted === "many" ? undefined : countUp(table.length));
  const parts: SeriesParts = {
    name: table.name,
    times,
    columns,
    leftOut: ends,
    header: table.header,
    clock: {
      columns: clock.indices.map((index) => table.header[index]),
      found: times.kind === "row" && clock.indices.length > 0 && clock.counts !== true ? "unread" : clock.found,
    },
    units: found.units,
    ...(found.categories.size > 0 && { categories: found.categories }),
    // A set counts the rows of its series when it is asked.
    rows: numbers ?? new Uint32Array(),
    lines: table.lines,
    notes,
    signs: { delimiter: table.delimiter, decimal: decimals.file },
    reversed: false,
    filled: [],
  };
  return { parts, table, series };
}

function requireColumns(table: Table, asked: Asked, { indices }: ClockColumns): void {
  const known = new Set(table.header);
  for (const column of asked ?? []) {
    if (!known.has(column)) {
      const others = table.header.filter((_, i) => !indices.includes(i));
      throw new DataError("COLUMN_UNKNOWN", table.name, `there is no column ${quoteCell(column)}`, {
        place: { column, said: true },
        context: suggestNames(column, others),
      });
    }
    if (indices.length === 1 && column === table.header[indices[0]]) {
      throw holdsNoNumbers(table, indices[0], "the times", indices[0]);
    }
  }
}

/** 1, 2, 3 ... */
function countUp(rows: number): Uint32Array {
  const numbers = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) numbers[row] = row + 1;
  return numbers;
}
