// Cells of numbers with something around their digits, by their forms: "0.00 km/h" and "$0,000.00" are taken apart once, and then read by
// their digits.

import { type Decimal, parseBare } from "../cells/bare-number.ts";
import { type DressedNumber, numberOf, undress } from "../cells/dressed-number.ts";
import { isMissing } from "../cells/missing-word.ts";
import { parseNumber } from "../cells/number-cell.ts";
import type { CellColumn } from "../columns/cell-column.ts";

/** What a cell of a column of numbers is: its number and what stands around it; a word for a value that is missing; or something else. */
interface NumberRead {
  readonly missing: boolean;
  readonly value: number | undefined;
  readonly dressed: DressedNumber | undefined;
}

/** A form of numbers whose digits are those of the number, and some behind them. */
interface LearnedNumber {
  readonly read: NumberRead;
  /** What the digits are divided by, to be the number and its decimals; and what those behind are in all cells. */
  readonly divisor: number;
  readonly behind: number;
  readonly behindUnit: number;
  readonly negative: boolean;
  /** Below this, the first digit is a 0, which another reading may hang on. */
  readonly least: number;
}

const LEAST = 100;
const TRIALS = 14;
const MOST_DIGITS = 15;
const tens = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

/** Reads a cell by itself. */
function readNumber(cell: string, decimal: Decimal): NumberRead {
  if (isMissing(cell)) return { missing: true, value: Number.NaN, dressed: undefined };
  const bare = parseBare(cell, decimal);
  if (bare !== undefined) return { missing: false, value: bare, dressed: undefined };
  const dressed = undress(cell);
  const value = dressed === undefined ? parseNumber(cell, decimal) : numberOf(dressed, decimal);
  return { missing: false, value, dressed };
}

export class NumberForms {
  readonly #column: CellColumn;
  readonly #decimal: Decimal;
  readonly #least: number;
  /** By form; null where each cell is read by itself. */
  readonly #learned: (LearnedNumber | null | undefined)[] = [];
  /** What cells without digits are. */
  readonly #words: (NumberRead | undefined)[] = [];
  /** The number of the row that was read last. */
  value: number | undefined;

  /** `least`: of how many cells a form is learned. */
  constructor(column: CellColumn, decimal: Decimal, least: number = LEAST) {
    this.#column = column;
    this.#decimal = decimal;
    this.#least = least;
  }

  /** What a row's cell is; its number is `value` of these forms, and that of the result another cell's. */
  read(row: number): NumberRead {
    const column = this.#column;
    const code = column.codeAt(row);
    if (!column.varies(code)) {
      this.#words[code] ??= readNumber(column.pattern(code), this.#decimal);
      this.value = this.#words[code].value;
      return this.#words[code];
    }
    let learned = this.#learned[code];
    if (learned === undefined) {
      learned = column.count(code) < this.#least ? null : this.#learn(code, row);
      this.#learned[code] = learned;
    }
    if (learned !== null) {
      const digits = column.digitsAt(row);
      const number = Math.floor(digits / learned.behindUnit);
      if (number >= learned.least && digits - number * learned.behindUnit === learned.behind) {
        const value = number / learned.divisor;
        this.value = learned.negative ? -value : value;
        return learned.read;
      }
    }
    const read = readNumber(column.at(row), this.#decimal);
    this.value = read.value;
    return read;
  }

  #learn(code: number, row: number): LearnedNumber | null {
    const pattern = this.#column.pattern(code);
    const slots = this.#column.slots(code);
    const read = readNumber(this.#column.at(row), this.#decimal);
    const all = pattern.replace(/\D/g, "").length;
    const own = read.dressed === undefined ? all : read.dressed.digits.replace(/\D/g, "").length;
    if (all > slots || slots > MOST_DIGITS || read.missing || read.value === undefined || own === 0) return null;
    const behindUnit = tens[all - own];
    const digits = this.#column.digitsAt(row);
    const number = Math.floor(digits / behindUnit);
    const behind = digits - number * behindUnit;
    const last = String(behind)
      .padStart(all - own, "0")
      .slice(0, all - own);
    const ones = readNumber(filled(pattern, "1".repeat(own) + last), this.#decimal).value ?? Number.NaN;
    const negative = ones < 0;
    const divisor = tens.find((unit) => Number("1".repeat(own)) / unit === Math.abs(ones));
    if (divisor === undefined) return null;
    const learned = { read, divisor, behind, behindUnit, negative };
    const holds = (least: number) => this.#holds(pattern, own, last, { ...learned, least });
    if (!holds(tens[own - 1])) return null;
    return { ...learned, least: holds(0) ? 0 : tens[own - 1] };
  }

  /** Whether texts with other digits, the first of them 0 where `least` is 0, are what the form says. */
  #holds(pattern: string, own: number, last: string, { read, divisor, negative, least }: LearnedNumber): boolean {
    let state = 1;
    for (let trial = 0; trial < TRIALS; trial++) {
      let digits = "";
      while (digits.length < own) {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        const any = trial < 10 ? trial : (state >>> 8) % 10;
        digits += digits !== "" ? any : least === 0 ? 0 : Math.max(1, any);
      }
      const found = readNumber(filled(pattern, digits + last), this.#decimal);
      const value = Number(digits) / divisor;
      if (!Object.is(found.value, negative ? -value : value) || !alike(found.dressed, read.dressed)) return false;
    }
    return true;
  }
}

/** A pattern with these digits for its own. */
function filled(pattern: string, digits: string): string {
  let at = 0;
  return pattern.replace(/\d/g, () => digits[at++]);
}

function alike(one: DressedNumber | undefined, other: DressedNumber | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return (
    one.negative === other.negative &&
    one.before === other.before &&
    one.behind === other.behind &&
    one.spaced === other.spaced &&
    one.bracketed === other.bracketed &&
    one.mark === other.mark
  );
}
