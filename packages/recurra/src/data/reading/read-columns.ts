// The columns of a table as numbers, and what the others are.

import type { DataError } from "../../core/errors.ts";
import { MissingMarks } from "../cells/missing-marks.ts";
import { unitFactors } from "../cells/unit-factors.ts";
import type { Table } from "../csv/table.ts";
import { type Faults, orFault } from "../table/faults.ts";
import type { LeftOut } from "../table/series-parts.ts";
import { readCategories } from "./category-column.ts";
import type { CsvOptions } from "./csv-options.ts";
import type { DecimalSigns } from "./decimal-signs.ts";
import { categoryColumn, idColumn, leaveUnclear, timeColumn, unreadColumn } from "./left-out.ts";
import { missingNote, readNumbers } from "./number-column.ts";

interface ReadSettings {
  readonly options: CsvOptions;
  /** The columns that were named; undefined for all. */
  readonly asked: ReadonlySet<string> | undefined;
  /** Columns that tell series apart. */
  readonly ids: ReadonlySet<string>;
  /** Indices of the columns that are the clock. */
  readonly clock: readonly number[];
  readonly decimals: DecimalSigns;
  /** Columns whose decimal sign is not known, with what is said of it. */
  readonly doubtful: ReadonlyMap<number, DataError>;
  readonly faults: Faults | undefined;
}

interface ReadColumns {
  readonly columns: Map<string, Float64Array>;
  readonly leftOut: Map<string, LeftOut>;
  /** The units that cells carried, by column. */
  readonly units: ReadonlyMap<string, string>;
  /** The words of columns that were read as categories. */
  readonly categories: ReadonlyMap<string, readonly string[]>;
}

/** Throws DataError for the first column of numbers with a cell that is none, unless it is kept among the faults. */
export function readColumns(table: Table, settings: ReadSettings, notes: string[]): ReadColumns {
  const { options, asked, ids, clock, decimals, doubtful, faults } = settings;
  const columns = new Map<string, Float64Array>();
  const leftOut = new Map<string, LeftOut>();
  const marks = new MissingMarks(options.missing);
  const units = unitFactors(options.units);
  const words = new Map<string, number>();
  const carried = new Map<string, string>();
  const categories = new Map<string, readonly string[]>();
  for (const [index, column] of table.header.entries()) {
    // Parts of a clock, such as the hour, may be asked for as numbers, too.
    const part = clock.includes(index);
    if (part && (clock.length === 1 || !asked?.has(column))) {
      leftOut.set(column, timeColumn(column));
    } else if (ids.has(column)) {
      leftOut.set(column, idColumn(column));
    } else if (options.categories?.includes(column)) {
      const found = readCategories(table, index);
      categories.set(column, found.words);
      for (const [name, values] of found.columns) columns.set(name, values);
      leftOut.set(column, categoryColumn(column));
    } else if (asked === undefined || asked.has(column)) {
      const decimal = decimals.of(index);
      const settings = { decimal, marks, units, words, carried, asked: asked && (clock[0] ?? -1) };
      const unsure = doubtful.get(index);
      const numbers = unsure
        ? leaveUnclear(unsure)
        : orFault<Float64Array | LeftOut>(faults, () => readNumbers(table, index, settings, notes), leaveUnclear);
      if (numbers instanceof Float64Array) columns.set(column, numbers);
      else leftOut.set(column, numbers);
    } else {
      leftOut.set(column, unreadColumn(column, asked));
    }
  }
  if (words.size > 0) notes.push(missingNote(words));
  if (marks.unseen.length > 0) notes.push(`taken as missing, but in no column of numbers: ${marks.unseen.join(", ")}`);
  return { columns, leftOut, units: carried, categories };
}
