// The cells of one form, read by arithmetic on their digits as far as that holds: the rest is left to whoever reads a single cell.

import { learnDigits, type Tell } from "./learned-digits.ts";

/** Digits of a cell, and what they add to a number. */
interface Part {
  /** The cell's digits are divided by this, and what is left by the modulus is theirs. */
  readonly divisor: number;
  readonly modulus: number;
  /** Where their second digit is the same in all cells of the form: ten, and that digit. */
  readonly times: number;
  readonly plus: number;
  readonly number: number;
  readonly table: Float64Array;
}

export class DigitForm {
  readonly #base: Float64Array;
  readonly #parts: readonly Part[];

  private constructor(base: Float64Array, parts: readonly Part[]) {
    this.#base = base;
    this.#parts = parts;
  }

  /** The form of cells with a pattern whose first `slots` digits differ (`CellColumn`); undefined where their digits do not simply add up. */
  static of(pattern: string, slots: number, tell: Tell): DigitForm | undefined {
    const learned = learnDigits(pattern, tell);
    if (learned === undefined) return undefined;
    const digits = pattern.replace(/\D/g, "");
    const base = Float64Array.from(learned.base);
    const parts: Part[] = [];
    for (const { at, size, number, table } of learned.groups) {
      const open = Math.min(size, Math.max(0, slots - at));
      const fixed = digits.slice(at + open, at + size);
      const plus = Number(fixed);
      if (open === 0) base[number] += table[plus];
      else {
        const [divisor, modulus, times] = [Math.max(0, slots - at - size), open, fixed.length].map(tens);
        parts.push({ divisor, modulus, times, plus, number, table });
      }
    }
    return new DigitForm(base, parts);
  }

  /** Writes into `numbers` what a cell with these digits says; false where it is to be read by itself. */
  read(digits: number, numbers: Float64Array): boolean {
    const base = this.#base;
    for (let i = 0; i < base.length; i++) numbers[i] = base[i];
    const parts = this.#parts;
    let sum = 0;
    for (let i = 0; i < parts.length; i++) {
      const { divisor, modulus, times, plus, number, table } = parts[i];
      const left = Math.floor(digits / divisor);
      const added = table[(left - Math.floor(left / modulus) * modulus) * times + plus];
      numbers[number] += added;
      sum += added;
    }
    // Tables have NaN where a text says nothing or something else.
    return !Number.isNaN(sum) && !Number.isNaN(numbers[0]);
  }
}

/** A one with so many zeros. */
function tens(zeros: number): number {
  let power = 1;
  for (let i = 0; i < zeros; i++) power *= 10;
  return power;
}
