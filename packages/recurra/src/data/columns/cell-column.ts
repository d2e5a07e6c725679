// The cells of one column as they were written, in some nine bytes each: the template of each cell and the number that its digits are.

import { OTHER, type TemplateKind, Templates } from "./templates.ts";

/** Rows of one chunk, as a power of two. */
const CHUNK_BITS = 16;
const CHUNK = 1 << CHUNK_BITS;
/** Rows for which the first chunk is made. */
const FIRST = 64;
const MASK = CHUNK - 1;
/** The code of an empty cell; templates count from 1. */
const EMPTY = 0;

type Codes = Uint8Array | Uint16Array | Uint32Array;

/**
 * A column of cells that grows at its end. What is written is read back to the character (`at`), and numbers without anything around them
 * are numbers already: the double that Number() makes of the cell (`numbers`).
 */
export class CellColumn {
  readonly #templates = new Templates();
  readonly #codes: Codes[] = [];
  /** The value of each number, the digits of other cells; NaN where a cell has none. Absent for chunks without a digit. */
  readonly #values: (Float64Array | undefined)[] = [];
  /** Rows by the code of their cells. */
  readonly #counts: number[] = [0];
  #length = 0;
  #whole: Float64Array | undefined;
  /** The code of the cell before. */
  #last = EMPTY;

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
    const chunk = row >> CHUNK_BITS;
    this.#makeRoom(chunk, row & MASK);
    if (start === end) {
      this.#counts[EMPTY]++;
      return;
    }
    let code = this.#last;
    let digits = code === EMPTY ? undefined : this.#templates.match(code - 1, text, start, end);
    if (digits === undefined) {
      code = this.#templates.codeOf(text, start, end) + 1;
      digits = this.#templates.match(code - 1, text, start, end) as number;
      if (code === this.#counts.length) this.#counts.push(0);
      this.#last = code;
    }
    this.#counts[code]++;
    this.#setCode(chunk, row & MASK, code);
    const kind = this.#templates.kind(code - 1);
    if (kind === OTHER && !this.#templates.hasDigits(code - 1)) return;
    this.#values[chunk] ??= new Float64Array(this.#codes[chunk].length).fill(Number.NaN);
    (this.#values[chunk] as Float64Array)[row & MASK] =
      kind === OTHER ? digits : this.#templates.valueOf(code - 1, digits);
  }

  /** A place for row `at` of a chunk. The first grows with its column: tables of many columns have few rows. */
  #makeRoom(chunk: number, at: number): void {
    if (chunk === this.#codes.length) {
      this.#codes.push(new Uint8Array(chunk === 0 ? FIRST : CHUNK));
      this.#values.push(undefined);
    } else if (at === this.#codes[chunk].length) {
      const codes = this.#codes[chunk];
      const values = this.#values[chunk];
      this.#codes[chunk] = widened(codes, codes.BYTES_PER_ELEMENT, 2 * at);
      if (values === undefined) return;
      const longer = new Float64Array(2 * at).fill(Number.NaN, at);
      longer.set(values);
      this.#values[chunk] = longer;
    }
  }

  #setCode(chunk: number, at: number, code: number): void {
    const codes = this.#codes[chunk];
    const bytes = code < 256 ? 1 : code < 65_536 ? 2 : 4;
    if (codes.BYTES_PER_ELEMENT < bytes) this.#codes[chunk] = widened(codes, bytes, codes.length);
    this.#codes[chunk][at] = code;
  }

  /** The cell of a row, from 0. */
  at(row: number): string {
    const code = this.codeAt(row);
    if (code === EMPTY) return "";
    const value = this.#values[row >> CHUNK_BITS]?.[row & MASK] ?? Number.NaN;
    if (Number.isNaN(value)) return this.#templates.write(code - 1, 0);
    const number = this.#templates.kind(code - 1) !== OTHER;
    return this.#templates.write(code - 1, number ? this.#templates.digitsOf(code - 1, value) : value);
  }

  *[Symbol.iterator](): Generator<string> {
    for (let row = 0; row < this.#length; row++) yield this.at(row);
  }

  /** The form of a row's cell, from 0 to `forms` - 1; 0 is that of empty cells. */
  codeAt(row: number): number {
    return this.#codes[row >> CHUNK_BITS][row & MASK];
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

  /**
   * What is kept for each row, as one array that is the column's own: the value of a cell that is a number (with a comma, as a decimal
   * comma), of other cells the number that their digits make in a row; NaN for empty cells and those without a digit.
   */
  values(): Float64Array {
    if (this.#whole !== undefined) return this.#whole;
    const whole = new Float64Array(this.#length);
    for (const [chunk, values] of this.#values.entries()) {
      const from = chunk << CHUNK_BITS;
      const rows = Math.min(CHUNK, this.#length - from);
      if (values === undefined) whole.fill(Number.NaN, from, from + rows);
      else whole.set(values.subarray(0, rows), from);
      this.#values[chunk] = whole.subarray(from, from + rows);
    }
    this.#whole = whole;
    return whole;
  }

  /** How many texts differ among the cells. */
  distinct(): number {
    const values = this.values();
    const rising = this.varies(Math.max(0, this.onlyForm));
    if (rising && values.every((value, row) => row === 0 || value > values[row - 1])) return this.#length;
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
    for (let row = length; row < this.#length; row++) {
      this.#counts[this.codeAt(row)]--;
      this.#codes[row >> CHUNK_BITS][row & MASK] = EMPTY;
      this.#values[row >> CHUNK_BITS]?.fill(Number.NaN, row & MASK, (row & MASK) + 1);
    }
    this.#length = length;
  }
}

function widened(codes: Codes, bytes: number, length: number): Codes {
  const wider = bytes === 1 ? new Uint8Array(length) : bytes === 2 ? new Uint16Array(length) : new Uint32Array(length);
  wider.set(codes);
  return wider;
}
