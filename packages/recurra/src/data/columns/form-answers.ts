// Questions to the cells of a column that are answered once for a form: where the answer does not hang on which digits stand there, beyond a
// first one that is 0.

import type { CellColumn } from "./cell-column.ts";

/** Fewer cells are asked one by one. */
const LEAST = 100;
const TRIALS = 14;
const tens = [0, 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14];

/** What all cells of a form answer that begin with a 0, and all others. */
interface Answers<T> {
  readonly zero: T;
  readonly other: T;
}

/** Answers are compared as they are: numbers, words and the like. */
export class FormAnswers<T> {
  readonly #column: CellColumn;
  readonly #ask: (cell: string) => T;
  /** By form; null where each cell is asked, undefined where that is not known yet. */
  readonly #known: (Answers<T> | null | undefined)[] = [];
  /** By pattern, of cells with so many digits that some of them tell forms apart. */
  readonly #long = new Map<string, Answers<T> | null>();

  /**
   * `ask` may tell digits apart only where the first is 0, or all are 1: answers are found with these, and with a few others that stand for
   * all.
   */
  constructor(column: CellColumn, ask: (cell: string) => T) {
    this.#column = column;
    this.#ask = ask;
  }

  /** The answer of a row's cell. */
  at(row: number): T {
    const column = this.#column;
    const code = column.codeAt(row);
    const known = this.#of(code);
    if (known === null) return this.#ask(column.at(row));
    return known.zero !== known.other && column.digitsAt(row) < tens[column.slots(code)] ? known.zero : known.other;
  }

  /** What all cells of a form answer; undefined where they may differ. */
  ofForm(code: number): T | undefined {
    const known = this.#of(code);
    return known !== null && known.zero === known.other ? known.other : undefined;
  }

  #of(code: number): Answers<T> | null {
    let known = this.#known[code];
    if (known === undefined) {
      known = this.#find(code);
      this.#known[code] = known;
    }
    return known;
  }

  #find(code: number): Answers<T> | null {
    const column = this.#column;
    const pattern = column.pattern(code);
    const slots = column.slots(code);
    if (slots === 0) {
      const answer = this.#ask(pattern);
      return { zero: answer, other: answer };
    }
    const shape = pattern.replace(/\d/g, "0");
    const digits = shape.replace(/\D/g, "").length;
    if (digits === slots) return column.count(code) < LEAST ? null : this.#answersOf(pattern);
    if (column.length < LEAST) return null;
    let known = this.#long.get(shape);
    if (known === undefined) {
      known = this.#answersOf(shape);
      this.#long.set(shape, known);
    }
    return known;
  }

  #answersOf(pattern: string): Answers<T> | null {
    const zero = this.#ofAll(pattern, true);
    const other = this.#ofAll(pattern, false);
    return zero === undefined || other === undefined ? null : { zero: zero[0], other: other[0] };
  }

  /** What texts of a pattern answer, as the only entry; undefined where they differ. */
  #ofAll(pattern: string, zero: boolean): [T] | undefined {
    let answer: [T] | undefined;
    let state = 1;
    for (let trial = 0; trial < TRIALS; trial++) {
      let at = 0;
      const text = pattern.replace(/\d/g, () => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        const any = trial < 10 ? trial : (state >>> 8) % 10;
        if (at++ > 0) return String(any);
        return zero ? "0" : String(Math.max(1, any));
      });
      const found = this.#ask(text);
      if (answer === undefined) answer = [found];
      else if (answer[0] !== found) return undefined;
    }
    return answer;
  }
}
