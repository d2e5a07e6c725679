// Rows by what a column says in them: values as small numbers in the order of their first appearance, rows of one value together.

import type { CellColumn } from "./cell-column.ts";

/** The value of each row as a number from 0, and the row that each value first stands in. */
export interface RowCodes {
  readonly codes: Uint32Array;
  /** First row of each value. */
  readonly firsts: readonly number[];
}

/**
 * The codes of a column's cells, which are compared without their being written; undefined where there are more than `most` of them, or one
 * is refused.
 */
export function codeCells(
  column: CellColumn,
  most: number,
  accepts: (cell: string) => boolean = () => true,
): RowCodes | undefined {
  const values = column.values();
  const known = new Map<number, Map<number, number>>();
  const firsts: number[] = [];
  const codes = new Uint32Array(column.length);
  let [lastForm, lastValue, code] = [-1, 0, 0];
  for (let row = 0; row < codes.length; row++) {
    const form = column.codeAt(row);
    const value = values[row];
    if (form !== lastForm || !Object.is(value, lastValue)) {
      [lastForm, lastValue] = [form, value];
      let ofForm = known.get(form);
      if (ofForm === undefined) {
        ofForm = new Map();
        known.set(form, ofForm);
      }
      const found = ofForm.get(value);
      if (found === undefined) {
        if (firsts.length + 1 > most || !accepts(column.at(row))) return undefined;
        ofForm.set(value, firsts.length);
        firsts.push(row);
      }
      code = found ?? firsts.length - 1;
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

/** Where each code begins (and the last one ends) where rows stand in the order of their codes; undefined where they do not. */
export function blocksOf({ codes, firsts }: RowCodes): Uint32Array | undefined {
  for (let row = 1; row < codes.length; row++) if (codes[row] < codes[row - 1]) return undefined;
  return Uint32Array.from([...firsts, codes.length]);
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
