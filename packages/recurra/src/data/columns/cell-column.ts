// The cells of one column as they were written, in some nine bytes each: the template of each cell and the number that its digits are.

import { OTHER, type TemplateKind, Templates } from "./templates.ts";

/** Rows for which a column has room at first. */
const FIRST = 64;
/** The code of an empty cell; templates count from 1. */
const EMPTY = 0;

type Codes = Uint8Array | Uint16Array | Uint32Array;

/**
 * A column of cells that grows at its end. What is written is read back to the character (`at`), and numbers without anything around them
 * are numbers already: the double that Number() makes of the cell (`numbers`).
 */
export class CellColumn {
  readonly #templates = new Templates();
  /** The code of each cell; of a type that holds all of them. Longer than the column: what is not written takes no memory. */
  #codes: Codes;
  /** The value of each number, the digits of other cells; NaN where a cell has none. Absent as long as none has any. */
  #values: Float64Array | undefined;
  /** Rows by the code of their cells. */
  readonly #counts: number[] = [0];
  #length = 0;
  /** The code of the cell before, if that was no number. */
  #last = EMPTY;

  /** `expected`: how many rows are to come, as far as that is known. */
  constructor(expected: number = FIRST) {
    this.#codes = new Uint8Array(expected);
  }

  static of(cells: Iterable<string>): CellColumn {
    const column = new CellColumn();
    for (const cell of cells) column.add(cell);
    return column;
  }

  get length(): number {
    return this.#length;
  }

  /** Adds text[start, end) as a cell; only as long as nobody has asked for `values`. */
  add(text: string, start = 0, end: number = text.length): void {
    const row = this.#length++;
    if (row === this.#codes.length) this.#grow();
    let code = EMPTY;
    let value = Number.NaN;
    if (start < end) {
      const templates = this.#templates;
      // Times and words mostly have the form of those above; numbers are found as fast anew.
      if (this.#last !== EMPTY && templates.match(this.#last - 1, text, start, end)) code = this.#last;
      else {
        code = templates.codeOf(text, start, end) + 1;
        if (code === this.#counts.length) this.#addForm(code);
        this.#last = templates.kind(code - 1) === OTHER ? code : EMPTY;
      }
      if (templates.kind(code - 1) !== OTHER) value = templates.valueOf(code - 1, templates.digits);
      else if (templates.hasDigits(code - 1)) value = templates.digits;
    }
    this.#counts[code]++;
    this.#codes[row] = code;
    if (this.#values !== undefined) this.#values[row] = value;
    else if (!Number.isNaN(value)) {
      this.#values = new Float64Array(this.#codes.length).fill(Number.NaN, 0, row);
      this.#values[row] = value;
    }
  }

  #addForm(code: number): void {
    this.#counts.push(0);
    if (code === 256 || code === 65_536) {
      const wider = new (code === 256 ? Uint16Array : Uint32Array)(this.#codes.length);
      wider.set(this.#codes.subarray(0, this.#length));
      this.#codes = wider;
    }
  }

  #grow(): void {
    const rows = Math.max(FIRST, 2 * this.#codes.length);
    const codes = new (this.#codes.constructor as new (length: number) => Codes)(rows);
    codes.set(this.#codes);
    this.#codes = codes;
    if (this.#values === undefined) return;
    const values = new Float64Array(rows);
    values.set(this.#values);
    this.#values = values;
  }

  /** Gives the memory of the cells back; the column has no rows then. What `values` gave is whoever's has it. */
  clear(): void {
    this.#codes = new Uint8Array();
    this.#values = undefined;
    this.#length = 0;
  }

  /** The cell of a row, from 0. */
  at(row: number): string {
    const code = this.#codes[row];
    if (code === EMPTY) return "";
    const value = this.#values?.[row] ?? Number.NaN;
    if (Number.isNaN(value)) return this.#templates.write(code - 1, 0);
    const number = this.#templates.kind(code - 1) !== OTHER;
    return this.#templates.write(code - 1, number ? this.#templates.digitsOf(code - 1, value) : value);
  }

  *[Symbol.iterator](): Generator<string> {
    for (let row = 0; row < this.#length; row++) yield this.at(row);
  }

  /** The form of a row's cell, from 0 to `forms` - 1; 0 is that of empty cells. */
  codeAt(row: number): number {
    return this.#codes[row];
  }

  /** How many forms of cells there are. Cells that differ in their digits alone have one form. */
  get forms(): number {
    return this.#counts.length;
  }

  /** How many cells have a form. */
  count(code: number): number {
    return this.#counts[code];
  }

  /** Which kind of number a form is. */
  kind(code: number): TemplateKind {
    return code === EMPTY ? OTHER : this.#templates.kind(code - 1);
  }

  /** Of a number, how many digits stand behind its point or comma. */
  decimals(code: number): number {
    return code === EMPTY ? 0 : this.#templates.decimals(code - 1);
  }

  /** Whether cells of a form have digits, which may differ. */
  varies(code: number): boolean {
    return code !== EMPTY && this.#templates.hasDigits(code - 1);
  }

  /** A cell of a form with "0" for each digit, "0000-00-00"; digits behind the fifteenth stand as they are. */
  pattern(code: number): string {
    return code === EMPTY ? "" : this.#templates.pattern(code - 1);
  }

  /** The form that all cells have; -1 where there are several or no cells. */
  get onlyForm(): number {
    const [code] = this.#length === 0 ? [-1] : [this.codeAt(0)];
    return code >= 0 && this.#counts[code] === this.#length ? code : -1;
  }

  /** Whether any cell has a digit. */
  get hasDigits(): boolean {
    return this.#counts.some((count, code) => count > 0 && this.varies(code));
  }

  /** How many digits of a form differ from cell to cell. */
  slots(code: number): number {
    return code === EMPTY ? 0 : this.#templates.slots(code - 1);
  }

  /** The number that the digits of a row's cell make, as far as they differ from cell to cell; NaN without any. */
  digitsAt(row: number): number {
    const value = this.#values?.[row] ?? Number.NaN;
    const code = this.#codes[row];
    return this.kind(code) === OTHER ? value : this.#templates.digitsOf(code - 1, value);
  }

  /**
   * What is kept for each row, as one array that is the column's own: the value of a cell that is a number (with a comma, as a decimal
   * comma), of other cells the number that their digits make in a row; NaN for empty cells and those without a digit.
   */
  values(): Float64Array {
    this.#values ??= new Float64Array(this.#length).fill(Number.NaN);
    return this.#values.subarray(0, this.#length);
  }

  /** Whether the cells have one form, and each has a larger number than the one before. */
  get rises(): boolean {
    const values = this.values();
    return (
      this.varies(Math.max(0, this.onlyForm)) && values.every((value, row) => row === 0 || value > values[row - 1])
    );
  }

  /** How many texts differ among the cells; a copy of them is sorted, unless they rise. */
  distinct(): number {
    if (this.rises) return this.#length;
    const values = this.values();
    const groups: (Float64Array | undefined)[] = this.#counts.map((count, code) =>
      count > 0 && this.varies(code) ? new Float64Array(count) : undefined,
    );
    let texts = groups.reduce((sum, group, code) => sum + (group === undefined && this.#counts[code] > 0 ? 1 : 0), 0);
    const next = new Uint32Array(groups.length);
    for (let row = 0; row < this.#length; row++) {
      const code = this.codeAt(row);
      const group = groups[code];
      if (group !== undefined) group[next[code]++] = values[row];
    }
    for (const group of groups) {
      if (group === undefined) continue;
      group.sort();
      for (let i = 0; i < group.length; i++) if (i === 0 || group[i] !== group[i - 1]) texts++;
    }
    return texts;
  }

  /** The column with these rows alone, in their order. */
  take(rows: Iterable<number>): CellColumn {
    const taken = new CellColumn();
    for (const row of rows) taken.add(this.at(row));
    return taken;
  }

  /** Leaves out all cells from row `length` on. */
  truncate(length: number): void {
    for (let row = length; row < this.#length; row++) this.#counts[this.codeAt(row)]--;
    this.#length = length;
  }
}
