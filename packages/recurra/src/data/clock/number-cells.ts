// The cells of a column whose forms are those of numbers without a sign, as doubles.

import type { CellColumn } from "../columns/cell-column.ts";
import { OTHER } from "../columns/templates.ts";

/** Whether all cells pass a test that asks whether characters are digits, not which. */
export function everyForm(cells: CellColumn, test: RegExp): boolean {
  for (let code = 0; code < cells.forms; code++)
    if (cells.count(code) > 0 && !test.test(cells.pattern(code))) return false;
  return true;
}

/** Digits that a template leaves open at most. */
const MOST_OPEN = 15;

export class NumberCells {
  readonly #cells: CellColumn;
  readonly #values: Float64Array;
  /** By form. */
  readonly #divisors: readonly number[];
  readonly #scales: readonly number[];

  constructor(cells: CellColumn) {
    this.#cells = cells;
    this.#values = cells.values();
    this.#divisors = Array.from({ length: cells.forms }, (_, code) => divisorOf(cells, code));
    this.#scales = Array.from({ length: cells.forms }, (_, code) => scaleOf(cells, code));
  }

  /** The double that Number() makes of a cell. */
  at(row: number): number {
    // Longer numbers are kept by their first digits.
    return this.#cells.kind(this.#cells.codeAt(row)) === OTHER ? Number(this.#cells.at(row)) : this.#values[row];
  }

  /** A millionth, without what is behind its point: the number is whole, so its last six digits are cut off. */
  millionsAt(row: number): number {
    const divisor = this.#divisors[this.#cells.codeAt(row)];
    if (divisor > 0) return Math.floor(this.#values[row] / divisor);
    if (divisor === 0) return Number(this.#cells.at(row).slice(0, -6));
    return Math.floor(this.at(row) / 1e6);
  }

  /** The least and the most. */
  range(): [number, number] {
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    let top = -1;
    let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let row = 0; row < this.#values.length; row++) {
      // Of long numbers the first digits tell most apart.
      const near = this.#values[row] * this.#scales[this.#cells.codeAt(row)];
      if (near <= lowest) {
        least = near < lowest ? this.at(row) : Math.min(least, this.at(row));
        lowest = near;
      }
      if (near === highest) most = Math.max(most, this.at(row));
      else if (near > highest) {
        highest = near;
        top = row;
        most = Number.NEGATIVE_INFINITY;
      }
    }
    return [least, top < 0 ? most : Math.max(most, this.at(top))];
  }
}

/** What leaves a long whole number without its last six digits when its open digits are divided by it; 0 for none, -1 for other numbers. */
function divisorOf(cells: CellColumn, code: number): number {
  const pattern = cells.pattern(code);
  if (cells.kind(code) !== OTHER || pattern.includes(".")) return -1;
  const cut = MOST_OPEN - (pattern.length - 6);
  return cut >= 0 && cut < MOST_OPEN ? Number("1".padEnd(1 + cut, "0")) : 0;
}

/** What the open digits of a long number are to be multiplied by, nearly; 1 for other numbers. */
function scaleOf(cells: CellColumn, code: number): number {
  if (cells.kind(code) !== OTHER) return 1;
  const whole = cells.pattern(code).split(".")[0].length;
  return Number(`1e${whole - MOST_OPEN}`);
}
