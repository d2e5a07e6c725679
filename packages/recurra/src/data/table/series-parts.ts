// What a series is made of, as plain data: what readers of files and arrays return, and repairs replace.

import type { ErrorDetails } from "../../core/errors.ts";
import type { Decimal } from "../cells/bare-number.ts";
import type { TimeIndex } from "../time/time-index.ts";

/** Rows [from, to) of a column that were filled with the help of row `to`, which lies in their future. */
export interface Lookahead {
  readonly column: string;
  readonly from: number;
  readonly to: number;
}

/** Rows [from, to) of a column whose cells were made and not measured. */
export interface Filled extends Lookahead {
  /** Whether row `to`, which lies in their future, helped. */
  readonly ahead: boolean;
}

/**
 * A column of the file that is not among the columns of numbers; "id" tells series apart, "static" is the same in every row of each of
 * them.
 */
export interface LeftOut {
  readonly kind: "text" | "empty" | "times" | "unread" | "unclear" | "id" | "static";
  /** Why, and what to do, for whoever asks for the column: parts of an error. */
  readonly problem: string;
  readonly details: ErrorDetails;
  /** Of a column of text, each text with the number of its cells, the most frequent first; absent where there are very many. */
  readonly categories?: ReadonlyMap<string, number>;
  /** Of a column of text, its cells with anything in them. */
  readonly filled?: number;
  /** Its first four cells and its last four as they stand in the file, by the number of the row. */
  readonly ends?: ReadonlyMap<number, string>;
}

/**
 * How the clock of a file was found: it was named; by its name; its cells are the first that are all times; several columns make it
 * together; its numbers rise as times do; there is none, and the rows are it; or there is one that could not be read.
 */
export type ClockFound = "asked" | "name" | "cells" | "joined" | "numbers" | "none" | "unread";

/** Which columns of a file are the clock, and why. */
export interface FoundClock {
  readonly columns: readonly string[];
  readonly found: ClockFound;
}

/** What stands between the cells of a file and within its numbers. */
export interface FileSigns {
  readonly delimiter: string;
  readonly decimal: Decimal;
}

/** What a Series is made of. */
export interface SeriesParts {
  readonly name: string;
  readonly times: TimeIndex;
  readonly columns: ReadonlyMap<string, Float64Array>;
  /** The file's columns that are not among `columns`. */
  readonly leftOut: ReadonlyMap<string, LeftOut>;
  /** All columns of the file, in its order; absent where there is no file. */
  readonly header?: readonly string[];
  /** Absent where there is no file. */
  readonly clock?: FoundClock;
  /** What stood around all numbers of a column and was left out, by the column's name: "€", "km/h". */
  readonly units?: ReadonlyMap<string, string>;
  /** Columns of words that were read as a column of numbers for each word, `column=word`; the words by the column's name. */
  readonly categories?: ReadonlyMap<string, readonly string[]>;
  /** Number of each row in its file, from 1; of an inserted row that of the row before it. */
  readonly rows: Uint32Array;
  /** Line of each row in its file, from 1. */
  readonly lines?: Uint32Array;
  /** 1 for rows that the file does not have: their times were missing in it. */
  readonly inserted?: Uint8Array;
  readonly notes: readonly string[];
  /** The signs with which the file was written; absent where there is no file. */
  readonly signs?: FileSigns;
  /** The file had the newest row first. */
  readonly reversed: boolean;
  /** The cells that were made and not measured, as spans in no order. */
  readonly filled: readonly Filled[];
}
