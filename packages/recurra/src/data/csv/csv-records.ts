// The records of a short text as arrays of cells: what is looked at before a table is read.

import { type RecordOptions, RecordReader } from "./record-reader.ts";

interface CsvRecords {
  /** Cells without the white space around them. Empty lines are left out; a line of one empty cell in quotes is none. */
  readonly records: string[][];
  /** Line on which each record starts, from 1. */
  readonly lines: number[];
  /** For each empty line, how many records stand above it. */
  readonly empty: number[];
  /** How many lines of comments were left out. */
  readonly comments: number;
}

interface LimitedOptions extends RecordOptions {
  /** Stops after this many records. */
  readonly limit?: number;
}

/** Throws DataError CSV_QUOTE as `RecordReader` does. */
export function readRecords(text: string, name: string, delimiter: string, options: LimitedOptions = {}): CsvRecords {
  const { limit = Number.POSITIVE_INFINITY, ...rest } = options;
  const records: string[][] = [];
  const lines: number[] = [];
  const empty: number[] = [];
  let comments = 0;
  const take = (cells: string[], line: number) => {
    records.push(cells);
    lines.push(line);
    return records.length < limit;
  };
  const reader = new RecordReader(name, delimiter, rest, {
    slices: (line, starts, ends, count, at) => take(cellsOf(line, starts, ends, count), at),
    cells: take,
    empty: () => empty.push(records.length) > 0,
    comment: () => ++comments > 0,
    bare: () => {},
  });
  reader.push(text, true);
  return { records, lines, empty, comments };
}

/** The cells of a record that was given as places in a text. */
export function cellsOf(text: string, starts: Int32Array, ends: Int32Array, count: number): string[] {
  const cells: string[] = [];
  for (let i = 0; i < count; i++) cells.push(text.slice(starts[i], ends[i]));
  return cells;
}
