// Rows by what a column says in them: values as small numbers in the order of their first appearance, rows of one value together.

import type { Table } from "./csv.ts";

/** The value of each row as a number from 0, and the row that each value first stands in. */
export interface RowCodes {
  readonly codes: Uint32Array;
  /** First row of each value. */
  readonly firsts: readonly number[];
}

/** The cell of a column in each row. */
export function cellsOf(table: Table, index: number): (row: number) => string {
  return (row) => table.rows[row][index];
}

/** The codes of a column's cells; undefined where there are more than `most` of them, or one is refused. */
export function codeCells(
  table: Table,
  index: number,
  most: number,
  accepts: (cell: string) => boolean = () => true,
): RowCodes | undefined {
  const cell = cellsOf(table, index);
  const known = new Map<string, number>();
  const firsts: number[] = [];
  const codes = new Uint32Array(table.rows.length);
  let last: string | undefined;
  let code = 0;
  for (let row = 0; row < codes.length; row++) {
    const text = cell(row);
    if (text !== last) {
      last = text;
      const found = known.get(text);
      if (found === undefined) {
        if (firsts.length + 1 > most || !accepts(text)) return undefined;
        code = firsts.length;
        known.set(text, code);
        firsts.push(row);
      } else code = found;
    }
    codes[row] = code;
  }
  return { codes, firsts };
}

/** The codes of several columns together, again in the order of their first appearance. */
export function joinCodes(columns: readonly RowCodes[]): RowCodes {
  return columns.reduce((one, other) => {
    const known = new Map<number, number>();
    const firsts: number[] = [];
    const codes = new Uint32Array(one.codes.length);
    for (let row = 0; row < codes.length; row++) {
      const pair = one.codes[row] * other.firsts.length + other.codes[row];
      let code = known.get(pair);
      if (code === undefined) {
        code = firsts.length;
        known.set(pair, code);
        firsts.push(row);
      }
      codes[row] = code;
    }
    return { codes, firsts };
  });
}

/** Rows in the order of their codes, those of one code in the order of the file, and where each code begins (and the last one ends). */
export function orderByCode({ codes, firsts }: RowCodes): { order: Uint32Array; starts: Uint32Array } {
  const starts = new Uint32Array(firsts.length + 1);
  for (const code of codes) starts[code + 1]++;
  for (let code = 0; code < firsts.length; code++) starts[code + 1] += starts[code];
  const next = starts.slice();
  const order = new Uint32Array(codes.length);
  for (let row = 0; row < codes.length; row++) order[next[codes[row]]++] = row;
  return { order, starts };
}
