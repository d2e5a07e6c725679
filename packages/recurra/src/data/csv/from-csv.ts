// CSV text to the parts of a series: which column is the clock, which hold numbers, and what is wrong where.

import { DataError } from "../../core/errors.ts";
import { listNames, quoteCell, suggestNames } from "../../core/nearest-names.ts";
import { checkOptions, either, flag, made, names, type OptionRules, text, word } from "../../core/option-rules.ts";
import { programWording, putPhrase } from "../../core/phrase.ts";
import type { Decimal } from "../cells/bare-number.ts";
import { MISSING, type Missing, MissingMarks } from "../cells/missing-marks.ts";
import { UNITS, type Units, unitFactors } from "../cells/unit-factors.ts";
import { type Faults, orFault } from "../table/faults.ts";
import { REPAIR, type Repair } from "../table/repair-method.ts";
import type { LeftOut, SeriesParts } from "../table/series-parts.ts";
import { DATE_ORDER, type DateOrder } from "../time/time-cell.ts";
import { TIME_FORMAT } from "../time/time-format.ts";
import { TimeIndex } from "../time/time-index.ts";
import { TIME_ZONE } from "../time/time-zone.ts";
import { findDecimals } from "./decimal-signs.ts";
import { requireDelimiter } from "./delimiter.ts";
import { type ClockColumns, findClock, readClock } from "./find-clock.ts";
import { codeSeries, findSeries, namedSeries, type SeriesColumns, severalSeries } from "./long-table.ts";
import { holdsNoNumbers, missingNote, readNumbers } from "./number-column.ts";
import type { Table } from "./table.ts";
import { LAYOUT, type TableLayout } from "./table-layout.ts";
import { TableReader } from "./table-reader.ts";
import { columnsOf, rowsWhere } from "./table-rows.ts";
import { meltWide, turnWide, WIDE, type Wide } from "./wide-table.ts";

export interface CsvOptions extends TableLayout {
  /** File name, for messages. Default "CSV text". */
  readonly name?: string;
  /**
   * Name of the time column, or of several that are the clock together (["Date", "Time"], or "Date,Time"); false when there is none and
   * the rows are the clock. Default: found.
   */
  readonly time?: string | readonly string[] | false;
  /** The columns of numbers to read. Default: all. Other columns may then hold anything. */
  readonly columns?: readonly string[];
  /** Order of day and month in dates that end with the year. Default: found, and an error when no date shows it. */
  readonly dateOrder?: DateOrder;
  /** How the cells of the clock are written, in the language of strftime: "%d.%m.%Y %H:%M". Default: found. */
  readonly timeFormat?: string;
  /**
   * The zone whose local clock the times show, such as "Europe/Berlin": they become moments, and both hours are kept apart where clocks go
   * back. Default: times stay as they stand.
   */
  readonly timeZone?: string;
  /** The decimal sign. Default: found. */
  readonly decimal?: Decimal;
  /**
   * Numbers and words that mean "no value" in the columns of numbers, beside those that always do: -9999, "M". Numbers are compared as
   * numbers. Default: none.
   */
  readonly missing?: Missing;
  /** Reads the rows that have a value in a column, "Store=3"; with several, those that have all. Default: all rows. */
  readonly where?: string | readonly string[];
  /**
   * The columns that tell several series below each other apart: "Store", ["Store", "Dept"] or "Store,Dept". They are no columns of
   * numbers then. Default: found where times repeat or jump back.
   */
  readonly series?: string | readonly string[];
  /**
   * true or "rows": each row is a series and each column one of its steps. "columns": each column of numbers is a series of a SeriesSet.
   * false: neither. Default: rows, where the columns' names are dates or count up.
   */
  readonly wide?: Wide;
  /**
   * What signs and words around numbers multiply them by, where they do not make one unit: "MB=1,GB=1000", "%=0.01". Default: a unit that
   * is the same in all cells is left out, and K, M, B and T count thousands to trillions.
   */
  readonly units?: Units;
  /** Sorts the rows by time. Default false: rows out of order are a finding, and windows refuse them. */
  readonly sort?: boolean;
  /** Repairs missing values and duplicate times in the columns that are read: see Series.repair. Default: none. */
  readonly repair?: Repair;
}

const RULES: OptionRules<CsvOptions> = {
  name: text("the name of a file"),
  time: either(
    text("the name of a column"),
    either(
      made("a list of them", isNames),
      made("false", (value): value is false => value === false),
    ),
  ),
  columns: names,
  dateOrder: DATE_ORDER,
  timeFormat: TIME_FORMAT,
  timeZone: TIME_ZONE,
  delimiter: LAYOUT.delimiter,
  skipFirst: LAYOUT.skipFirst,
  skipLast: LAYOUT.skipLast,
  comment: LAYOUT.comment,
  header: LAYOUT.header,
  decimal: word(".", ","),
  missing: MISSING,
  where: either(text("a condition such as Store=3"), names),
  series: either(text("a column, or several"), names),
  wide: WIDE,
  units: UNITS,
  sort: flag,
  repair: REPAIR,
};

function isNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === "string");
}

/** The columns that were named; undefined for all. */
type Asked = ReadonlySet<string> | undefined;

/** The parts of the one series in a CSV text, with `faults` as in `CsvReader.finish`. Throws DataError, LONG_TABLE or WIDE_TABLE where there are several. */
export function partsFromCsv(text: string, options: CsvOptions, faults?: Faults): SeriesParts {
  return readerOf(text, options).finish(faults);
}

/** What stands in a CSV text of several series. Throws DataError. */
export function contentsOfCsv(text: string, options: CsvOptions): CsvContents {
  return readerOf(text, options).finishMany();
}

function readerOf(text: string, options: CsvOptions): CsvReader {
  const reader = new CsvReader(options, text?.length);
  if (typeof text !== "string") {
    throw new DataError("CSV_NO_TEXT", options.name ?? NAME, "fromCsv needs text", {
      remedies: [["turn a file's bytes into text with ", { call: "decodeText(bytes, name)" }]],
    });
  }
  reader.push(text);
  return reader;
}

const NAME = "CSV text";

/** Reads a text that comes in pieces. */
export class CsvReader {
  readonly #options: CsvOptions;
  readonly #reader: TableReader;

  /** `characters`: how long the text will be, as far as that is known. Throws OptionError. */
  constructor(options: CsvOptions, characters?: number) {
    checkOptions("fromCsv", options, RULES);
    this.#options = options;
    this.#reader = new TableReader(options.name ?? NAME, options, characters);
  }

  /** Takes a piece, cut anywhere. Throws DataError. */
  push(piece: string): void {
    this.#reader.push(piece);
  }

  /**
   * The parts of the one series in the text that came. With `faults`, what would be thrown for a column, the times or the kind of table goes
   * there, and the rest is read: an unclear column is left out, the rows are the clock in place of times that cannot be read, several series
   * stay one below the other. Throws DataError.
   */
  finish(faults?: Faults): SeriesParts {
    const { parts, series, table } = contentsOf(this.#reader.finish(), this.#options, "one", faults);
    if (series === undefined || series.firsts.length < 2) return turnRound(parts);
    const error = severalSeries(table, series, this.#options.where !== undefined);
    if (faults === undefined) throw error;
    if (!faults.some(({ code }) => code === "WIDE_TABLE")) faults.push(error);
    return turnRound(parts);
  }

  /** What the text that came holds, of several series or one. Throws DataError. */
  finishMany(): CsvContents {
    return contentsOf(this.#reader.finish(), this.#options, "many");
  }
}

/** What stands in a text, with the rows in its order. */
export interface CsvContents {
  readonly parts: SeriesParts;
  readonly table: Table;
  /** What tells several series apart; undefined where the rows are one. */
  readonly series: SeriesColumns | undefined;
}

/** A wide table becomes one series in "one", and several below each other in "many". */
function contentsOf(whole: Table, options: CsvOptions, wanted: "one" | "many", faults?: Faults): CsvContents {
  const asked = options.columns === undefined ? undefined : new Set(options.columns);
  requireDelimiter(whole, options.delimiter, asked);
  const conditions = options.where === undefined ? undefined : [options.where].flat();
  const rows = conditions === undefined ? whole : rowsWhere(whole, conditions);
  const melted = wanted === "many" ? meltWide(rows, options.wide, options.series) : undefined;
  const turned = () => turnWide(rows, conditions !== undefined, options.wide, options.series);
  const table = melted?.table ?? (wanted === "one" ? orFault(faults, turned, () => rows) : rows);
  const notes = [...table.notes];
  const given = melted?.ids ?? (table === rows ? namedSeries(table, options.series) : []);
  const constant = table !== rows || conditions === undefined ? [] : columnsOf(table, conditions);
  const ids = new Set([...given, ...constant].map((index) => table.header[index]).filter((id) => !asked?.has(id)));
  const time = melted === undefined ? options.time : melted.time;
  const clock = findClock(table, { ...options, time }, new Set([...(asked ?? []), ...ids]), notes);
  requireColumns(table, asked, clock);
  const isRead = (index: number) => {
    const column = table.header[index];
    return !clock.indices.includes(index) && !ids.has(column) && (asked === undefined || asked.has(column));
  };
  const doubtful = new Map<number, DataError>();
  const doubt = faults && ((index: number, error: DataError) => void doubtful.set(index, error));
  const decimals = findDecimals(table, isRead, options.decimal, notes, doubt);
  // One is said: the option that settles it settles all.
  faults?.push(...[...doubtful.values()].slice(0, 1));
  const columns = new Map<string, Float64Array>();
  const leftOut = new Map<string, LeftOut>();
  const marks = new MissingMarks(options.missing);
  const units = unitFactors(options.units);
  const words = new Map<string, number>();
  const carried = new Map<string, string>();
  for (const [index, column] of table.header.entries()) {
    // Parts of a clock, such as the hour, may be asked for as numbers, too.
    const part = clock.indices.includes(index);
    if (part && (clock.indices.length === 1 || !asked?.has(column))) {
      leftOut.set(column, {
        kind: "times",
        problem: `column ${quoteCell(column)} holds the times`,
        details: { place: { column, said: true }, remedies: ["choose a column of numbers"] },
      });
    } else if (ids.has(column)) {
      leftOut.set(column, idColumn(column));
    } else if (asked === undefined || asked.has(column)) {
      const decimal = decimals.of(index);
      const settings = { decimal, marks, units, words, carried, asked: asked && (clock.indices[0] ?? -1) };
      const unsure = doubtful.get(index);
      const numbers = unsure
        ? leaveUnclear(unsure)
        : orFault<Float64Array | LeftOut>(faults, () => readNumbers(table, index, settings, notes), leaveUnclear);
      if (numbers instanceof Float64Array) columns.set(column, numbers);
      else leftOut.set(column, numbers);
    } else {
      leftOut.set(column, {
        kind: "unread",
        problem: `column ${quoteCell(column)} was not read: only ${listNames([...asked])} ${asked.size === 1 ? "was" : "were"}`,
        details: { place: { column, said: true }, remedies: [["add it to ", { option: "columns" }]] },
      });
    }
  }
  if (words.size > 0) notes.push(missingNote(words));
  if (marks.unseen.length > 0) notes.push(`taken as missing, but in no column of numbers: ${marks.unseen.join(", ")}`);
  const times = orFault(
    faults,
    () => readClock(table, clock, options, notes),
    (error) => {
      for (const index of clock.indices) leftOut.set(table.header[index], leaveUnclear(error));
      return TimeIndex.rows(table.length);
    },
  );
  const series = given.length > 0 ? codeSeries(table, given) : findSeries(table, clock.indices, times);
  const empty = [...leftOut].filter(([, { kind }]) => kind === "empty").map(([column]) => column);
  if (empty.length > 0) notes.push(`empty ${empty.length === 1 ? "column" : "columns"} left out: ${listNames(empty)}`);
  const numbers = table.numbers ?? countUp(table.length);
  const parts: SeriesParts = {
    name: table.name,
    times,
    columns,
    leftOut: withEnds(leftOut, table, numbers),
    header: table.header,
    clock: {
      columns: clock.indices.map((index) => table.header[index]),
      found: times.kind === "row" && clock.indices.length > 0 && clock.counts !== true ? "unread" : clock.found,
    },
    units: carried,
    rows: numbers,
    lines: table.lines,
    notes,
    signs: { delimiter: table.delimiter, decimal: decimals.file },
    reversed: false,
    filled: [],
  };
  return { parts, table, series };
}

/** A column that tells series apart, as one that is no column of numbers. */
export function idColumn(column: string): LeftOut {
  return {
    kind: "id",
    problem: `column ${quoteCell(column)} tells the series apart`,
    details: { place: { column, said: true }, remedies: ["choose a column of numbers"] },
  };
}

/** The columns left out, with the cells that a first look shows. */
function withEnds(leftOut: ReadonlyMap<string, LeftOut>, table: Table, numbers: Uint32Array): Map<string, LeftOut> {
  const { length } = numbers;
  const ends = [0, 1, 2, 3, length - 4, length - 3, length - 2, length - 1].filter((row) => row >= 0 && row < length);
  const indices = new Map(table.header.map((name, index) => [name, index]));
  return new Map(
    [...leftOut].map(([name, left]) => {
      const index = indices.get(name) ?? 0;
      return [name, { ...left, ends: new Map(ends.map((row) => [numbers[row], table.columns[index].at(row)])) }];
    }),
  );
}

function leaveUnclear({ problem, details }: DataError): LeftOut {
  return { kind: "unclear", problem: putPhrase(problem, programWording, false) ?? "", details };
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
