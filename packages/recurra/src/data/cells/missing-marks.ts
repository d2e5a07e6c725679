// What a file writes where there is no value, beside the usual words: -9999 of a weather station, "M" of an archive.

import type { OptionRule } from "../../core/option-rules.ts";
import { parseNumber } from "./number-cell.ts";

/** One or several numbers or words. */
export type Missing = number | string | readonly (number | string)[];

function isMark(value: unknown): value is number | string {
  return typeof value === "number" ? Number.isFinite(value) : typeof value === "string" && value.trim() !== "";
}

export const MISSING: OptionRule<Missing> = {
  wanted: "a number or a word that means missing, or a list of them",
  fits: (value): value is Missing => (Array.isArray(value) ? value.length > 0 && value.every(isMark) : isMark(value)),
  read(given) {
    const marks = given.split(",").map((mark) => mark.trim());
    return MISSING.fits(marks) ? marks : undefined;
  },
};

/** Numbers are compared as numbers, so that -9999 is -9999.0 too; words as they stand, but for capitals. */
export class MissingMarks {
  readonly #numbers = new Map<number, string>();
  readonly #words = new Map<string, string>();
  readonly #found = new Set<string>();

  constructor(given: Missing | undefined) {
    const marks = given === undefined ? [] : Array.isArray(given) ? given : [given];
    for (const mark of marks as readonly (number | string)[]) {
      const value = typeof mark === "number" ? mark : parseNumber(mark.trim(), ".");
      if (value === undefined) this.#words.set(String(mark).trim().toLowerCase(), String(mark).trim());
      else this.#numbers.set(value, String(mark).trim());
    }
  }

  /** The mark that a cell is, as it was given; undefined where it is none. `value` is the cell's number, if it has one. */
  markOf(cell: string, value: number | undefined): string | undefined {
    const mark = value === undefined ? this.#words.get(cell.trim().toLowerCase()) : this.#numbers.get(value);
    if (mark !== undefined) this.#found.add(mark);
    return mark;
  }

  /** Whether none were given. */
  get none(): boolean {
    return this.#numbers.size + this.#words.size === 0;
  }

  /** Marks that no cell was. */
  get unseen(): readonly string[] {
    return [...this.#numbers.values(), ...this.#words.values()].filter((mark) => !this.#found.has(mark));
  }
}
