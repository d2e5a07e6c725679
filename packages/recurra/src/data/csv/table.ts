// A table of cells as they were written. What the cells mean (numbers, times) is decided in the files that read its columns.

import type { CellColumn } from "../columns/cell-column.ts";

export interface Table {
  /** Name of the file, for messages. */
  readonly name: string;
  readonly delimiter: string;
  readonly header: readonly string[];
  /** The cells of each column, without the white space around them. */
  readonly columns: readonly CellColumn[];
  /** How many rows there are. */
  readonly length: number;
  /** Line of the file on which each row begins, from 1. */
  readonly lines: Uint32Array;
  /** Number of each row in the file, from 1, where some were left out. */
  readonly numbers?: Uint32Array;
  readonly notes: readonly string[];
}

/** The cells of a row, from 0. */
export function rowOf(table: Table, row: number): string[] {
  return table.columns.map((column) => column.at(row));
}
