// CSV text to the parts of a series: which column is the clock, which hold numbers, and what is wrong where.

import { DataError, OptionError } from "../../core/errors.ts";
import { listNames, quoteCell, suggestNames } from "../../core/nearest-names.ts";
import { type Decimal, type DecimalEvidence, isMissing, parseNumber, weighDecimal } from "../cells/number-cell.ts";
import { describePlace } from "../table/place.ts";
import type { Repair } from "../table/repair-method.ts";
import type { LeftOut, SeriesParts } from "../table/series-parts.ts";
import { type DateOrder, dissectTime, isTimeCell } from "../time/time-cell.ts";
import { readTimeColumn } from "../time/time-column.ts";
import { TimeIndex } from "../time/time-index.ts";
import { readTable, type Table } from "./csv.ts";

export interface CsvOptions {
  /** File name, for messages. Default "CSV text". */
  readonly name?: string;
  /** Name of the time column; false when there is none and the rows are the clock. Default: found. */
  readonly time?: string | false;
  /** The columns of numbers to read. Default: all. Other columns may then hold anything. */
  readonly columns?: readonly string[];
  /** Order of day and month in dates that end with the year. Default: found, and an error when no date shows it. */
  readonly dateOrder?: DateOrder;
  /** The character between cells. Default: comma, semicolon or tab, found. */
  readonly delimiter?: string;
  /** The decimal sign. Default: found. */
  readonly decimal?: Decimal;
  /** Sorts the rows by time. Default false: rows out of order are a finding, and windows refuse them. */
  readonly sort?: boolean;
  /** Repairs missing values and duplicate times in the columns that are read: see Series.repair. Default: none. */
  readonly repair?: Repair;
}

/** A column counts as numbers when at least this share of its filled cells are: the rest is then an error by name. */
const nearlyAll = 0.9;

/** The columns that were named; undefined for all. */
type Asked = ReadonlySet<string> | undefined;

const timeNames = ["datetime", "timestamp", "date", "time", "month", "period", "day", "year"];

export function partsFromCsv(text: string, options: CsvOptions): SeriesParts {
  const name = options.name ?? "CSV text";
  if (typeof text !== "string") {
    throw new OptionError("CSV_NO_TEXT", name, "fromCsv needs text", {
      remedies: ["turn a file's bytes into text with decodeText(bytes, name)"],
    });
  }
  const table = readTable(text, name, options.delimiter);
  const notes = [...table.notes];
  const asked = options.columns === undefined ? undefined : new Set(options.columns);
  const timeColumn = findTimeColumn(table, options.time, asked, notes);
  requireColumns(table, asked, timeColumn);
  const decimal = requireDecimal(options.decimal) ?? findDecimal(table, timeColumn, asked);
  const columns = new Map<string, Float64Array>();
  const leftOut = new Map<string, LeftOut>();
  for (const [index, column] of table.header.entries()) {
    if (index === timeColumn) {
      leftOut.set(column, {
        kind: "times",
        reason: `column ${quoteCell(column)} holds the times. Choose a column of numbers.`,
      });
    } else if (asked === undefined || asked.has(column)) {
      const read = readNumbers(table, index, decimal, asked !== undefined);
      if (read instanceof Float64Array) columns.set(column, read);
      else leftOut.set(column, read);
    } else {
      leftOut.set(column, {
        kind: "unread",
        reason: `column ${quoteCell(column)} was not read: columns names ${listNames([...asked])}. Add it there.`,
      });
    }
  }
  const empty = [...leftOut].filter(([, { kind }]) => kind === "empty").map(([column]) => column);
  if (empty.length > 0) notes.push(`empty ${empty.length === 1 ? "column" : "columns"} left out: ${listNames(empty)}`);
  return turnRound({
    name,
    times: readTimes(table, timeColumn, options, notes),
    columns,
    leftOut,
    rows: Uint32Array.from(table.rows, (_, i) => i + 1),
    lines: table.lines,
    notes,
    reversed: false,
    lookahead: [],
  });
}

function requireColumns(table: Table, asked: Asked, timeColumn: number): void {
  const known = new Set(table.header);
  for (const column of asked ?? []) {
    if (!known.has(column)) {
      const others = table.header.filter((_, i) => i !== timeColumn);
      throw new DataError(
        "COLUMN_UNKNOWN",
        table.name,
        `there is no column ${quoteCell(column)}. ${suggestNames(column, others)}`,
      );
    }
    if (column === table.header[timeColumn]) {
      throw new DataError("COLUMN_NOT_NUMBERS", table.name, `column ${quoteCell(column)} holds the times`, {
        remedies: ["choose a column of numbers"],
      });
    }
  }
}

function requireDecimal(asked: Decimal | undefined): Decimal | undefined {
  if (asked === undefined || asked === "." || asked === ",") return asked;
  throw new OptionError("DECIMAL", "decimal", `needs "." or ",", got ${quoteCell(String(asked))}`);
}

/** Index of the time column, or -1 when the rows are the clock. */
function findTimeColumn(table: Table, time: string | false | undefined, asked: Asked, notes: string[]): number {
  if (time === false) return -1;
  if (time !== undefined) {
    const index = table.header.indexOf(time);
    if (index >= 0) return index;
    throw new DataError(
      "COLUMN_UNKNOWN",
      table.name,
      `there is no time column ${quoteCell(time)}. ${suggestNames(time, table.header)}`,
    );
  }
  const named = namedTimeColumns(table.header).filter((index) => !asked?.has(table.header[index]));
  const holdsTimes = named.find((index) => share(table, index, (cell) => dissectTime(cell) !== undefined) >= 0.5);
  if (holdsTimes !== undefined) return holdsTimes;
  const other = table.header.findIndex(
    (column, index) => !asked?.has(column) && table.rows.every((row) => isTimeCell(row[index])),
  );
  if (other >= 0) return other;
  const [first] = named;
  if (first === undefined) {
    notes.push("no column holds dates or times: the rows are the clock, in the file's order");
    return -1;
  }
  if (share(table, first, (cell) => parseNumber(cell, ".") !== undefined) >= nearlyAll) {
    notes.push(`column ${quoteCell(table.header[first])} holds numbers, not dates: the rows are the clock`);
    return -1;
  }
  // Reading it as times names the first cell that is none.
  return first;
}

/** Columns whose name says that they hold times, the surest name first. */
function namedTimeColumns(header: readonly string[]): number[] {
  const words = header.map((column) => new Set(column.toLowerCase().split(/[^a-z]+/)));
  return timeNames.flatMap((name) => {
    const exact = header.findIndex((column) => column.toLowerCase() === name);
    const within = words.findIndex((set) => set.has(name));
    return [exact, within].filter((index) => index >= 0);
  });
}

function share(table: Table, index: number, test: (cell: string) => boolean): number {
  let filled = 0;
  let passed = 0;
  for (const row of table.rows) {
    if (isMissing(row[index])) continue;
    filled++;
    if (test(row[index])) passed++;
  }
  return filled === 0 ? 0 : passed / filled;
}

function findDecimal(table: Table, timeColumn: number, asked: Asked): Decimal {
  const evidence: DecimalEvidence = {};
  const read = table.header.map((column, i) => i !== timeColumn && (asked === undefined || asked.has(column)));
  for (const row of table.rows) {
    for (let i = 0; i < row.length; i++) if (read[i]) weighDecimal(row[i], evidence);
  }
  if (evidence.point === undefined && evidence.comma !== undefined) return ",";
  // In a file cut by commas, a comma within a quoted number groups its thousands.
  if (evidence.point !== undefined || evidence.either === undefined || table.delimiter === ",") return ".";
  throw new DataError(
    "DECIMAL_AMBIGUOUS",
    table.name,
    `${quoteCell(evidence.either)} may be written with a decimal comma or with grouped thousands, and no cell shows which`,
    { remedies: ['say which with decimal: "," or decimal: "."'] },
  );
}

/** The numbers of a column, or why it holds none. Throws for the cell that spoils a column of numbers. */
function readNumbers(table: Table, index: number, decimal: Decimal, asked: boolean): Float64Array | LeftOut {
  const column = quoteCell(table.header[index]);
  const values = new Float64Array(table.rows.length);
  let filled = 0;
  let spoiled = 0;
  let firstSpoiled = -1;
  let infinite = -1;
  for (let row = 0; row < values.length; row++) {
    const cell = table.rows[row][index];
    const value = isMissing(cell) ? Number.NaN : parseNumber(cell, decimal);
    values[row] = value ?? Number.NaN;
    if (value === undefined || !Number.isNaN(value)) filled++;
    if (value === undefined) {
      if (spoiled++ === 0) firstSpoiled = row;
    } else if (infinite < 0 && Math.abs(value) === Number.POSITIVE_INFINITY) infinite = row;
  }
  if (filled === 0 && !asked) return { kind: "empty", reason: `column ${column} is empty. Choose another column.` };
  if (filled === 0)
    throw new DataError("COLUMN_EMPTY", table.name, `column ${column} is empty`, {
      remedies: ["choose another column"],
    });
  const place = (row: number) => `${describePlace(row + 1, table.lines[row])}, column ${column}`;
  if (spoiled > 0) {
    const more = spoiled > 1 ? ` (nor are ${spoiled - 1} more of ${filled} cells)` : "";
    const reason = `${place(firstSpoiled)}: ${quoteCell(table.rows[firstSpoiled][index])} is not a number${more}.`;
    if (!asked && spoiled > (1 - nearlyAll) * filled)
      return { kind: "text", reason: `${reason} Choose a column of numbers.` };
    const remedy = asked ? "" : ", or name the columns to read with columns: [...]";
    throw new DataError("CELL_NOT_A_NUMBER", table.name, `${reason} Correct the cell or empty it${remedy}`);
  }
  if (infinite >= 0) {
    throw new DataError(
      "VALUE_INFINITE",
      table.name,
      `${place(infinite)}: ${quoteCell(table.rows[infinite][index])} is infinite`,
      { remedies: ["correct the cell or empty it"] },
    );
  }
  return values;
}

function readTimes(table: Table, index: number, options: CsvOptions, notes: string[]): TimeIndex {
  if (options.dateOrder !== undefined && !["ymd", "dmy", "mdy"].includes(options.dateOrder)) {
    throw new OptionError(
      "DATE_ORDER",
      "dateOrder",
      `needs "ymd", "dmy" or "mdy", got ${quoteCell(String(options.dateOrder))}`,
    );
  }
  if (index < 0) return TimeIndex.rows(table.rows.length);
  const column = readTimeColumn(
    table.rows.map((row) => row[index]),
    {
      file: table.name,
      column: table.header[index],
      dateOrder: options.dateOrder,
      place: (row) => describePlace(row + 1, table.lines[row]),
    },
  );
  notes.push(...column.notes);
  return new TimeIndex({ name: table.header[index], kind: column.kind, values: column.values, zoned: column.zoned });
}

/** Turns a file round whose every row is earlier than the one before it. */
function turnRound(parts: SeriesParts): SeriesParts {
  const times = parts.times.values();
  for (let row = 1; row < times.length; row++) if (times[row] >= times[row - 1]) return parts;
  if (times.length < 2) return parts;
  return {
    ...parts,
    times: parts.times.derive(times.toReversed()),
    columns: new Map([...parts.columns].map(([name, values]) => [name, values.toReversed()])),
    rows: parts.rows.toReversed(),
    lines: parts.lines?.toReversed(),
    notes: [...parts.notes, "newest row first: turned round"],
    reversed: true,
  };
}
