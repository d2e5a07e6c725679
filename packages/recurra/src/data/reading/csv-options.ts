// How a CSV is to be read, where its text does not show it.

import { either, flag, made, names, type OptionRules, text, word } from "../../core/option-rules.ts";
import type { Decimal } from "../cells/bare-number.ts";
import { MISSING, type Missing } from "../cells/missing-marks.ts";
import { UNITS, type Units } from "../cells/unit-factors.ts";
import { LAYOUT, type TableLayout } from "../csv/table-layout.ts";
import { REPAIR, type Repair } from "../table/repair-method.ts";
import { DATE_ORDER, type DateOrder } from "../time/time-cell.ts";
import { TIME_FORMAT } from "../time/time-format.ts";
import { TIME_ZONE } from "../time/time-zone.ts";
import { WIDE, type Wide } from "./wide-table.ts";
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
  /** Columns of words, each of which is read as a column of numbers for each word, `column=word`: 1 in its rows, 0 in others. Default: none. */
  readonly categories?: readonly string[];
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

export const RULES: OptionRules<CsvOptions> = {
  name: text("the name of a file"),
  time: either(
    text("the name of a column"),
    either(
      made("a list of them", isNames),
      made("false", (value): value is false => value === false),
    ),
  ),
  columns: names,
  categories: names,
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
