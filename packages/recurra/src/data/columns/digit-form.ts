// The cells of one form, read by arithmetic on their digits as far as that holds: the rest is left to whoever reads a single cell.

import { learnDigits, type Tell } from "./learned-digits.ts";

/** Digits of a cell, and what they add to a number. */
interface Part {
  /** These digits of the cell's number: it divided by this, and what is left by the modulus. */
  readonly divisor: number;
  readonly modulus: number;
  /** Of those behind, which differ from form to form alone, the same; a modulus of 1 is none. */
  readonly tailDivisor: number;
  readonly tailModulus: number;
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
    const digits = pattern.replace(/\D/g, "").length;
    const parts = learned.groups.map(({ at, size, number, table }): Part => {
      const open = Math.min(size, Math.max(0, slots - at));
      const [divisor, modulus, tailDivisor, tailModulus] = [
        Math.max(0, slots - at - size),
        open,
        digits - at - size,
        size - open,
      ].map(tens);
      return { divisor, modulus, tailDivisor, tailModulus, number, table };
    });
    return new DigitForm(Float64Array.from(learned.base), parts);
  }

  /** Writes into `numbers` what a cell says with these digits, and `tail` those behind them; false where it is to be read by itself. */
  read(digits: number, tail: number, numbers: Float64Array): boolean {
    const base = this.#base;
    for (let i = 0; i < base.length; i++) numbers[i] = base[i];
    const parts = this.#parts;
    let sum = 0;
    for (let i = 0; i < parts.length; i++) {
      const { divisor, modulus, tailDivisor, tailModulus, number, table } = parts[i];
      let at = modulus === 1 ? 0 : within(digits, divisor, modulus);
      if (tailModulus !== 1) at = at * tailModulus + within(tail, tailDivisor, tailModulus);
      numbers[number] += table[at];
      sum += table[at];
    }
    // Tables have NaN where a text says nothing or something else.
    return !Number.isNaN(sum);
  }
}

function within(digits: number, divisor: number, modulus: number): number {
  const left = divisor === 1 ? digits : Math.floor(digits / divisor);
  return left - Math.floor(left / modulus) * modulus;
}

/** A one with so many zeros. */
function tens(zeros: number): number {
  let power = 1;
  for (let i = 0; i < zeros; i++) power *= 10;
  return power;
}
