// Which row of its file each row of a set is, and on which line it stands: said of a few rows at a time, so that nothing is kept for each.

/** Rows of a file as a set has them. */
export class RowPlaces {
  readonly #order: Uint32Array | undefined;
  readonly #numbers: Uint32Array | undefined;
  readonly #lines: Uint32Array | number;

  /** `order`: which row of the table each row of the set is, where they are not the same; `numbers` of the table's rows, where some were left out. */
  constructor(order: Uint32Array | undefined, numbers: Uint32Array | undefined, lines: Uint32Array) {
    this.#order = order;
    this.#numbers = numbers;
    // Mostly a row stands on each line: then the first tells all.
    this.#lines = lines.every((line, row) => line === lines[0] + row) ? (lines[0] ?? 0) : lines;
  }

  /** Numbers in the file of rows [from, to) of the set, from 1. */
  numbersOf(from: number, to: number): Uint32Array {
    const numbers = this.#numbers;
    return this.#each(from, to, (row) => (numbers === undefined ? row + 1 : numbers[row]));
  }

  /** The lines on which they stand, from 1. */
  linesOf(from: number, to: number): Uint32Array {
    const lines = this.#lines;
    return this.#each(from, to, (row) => (typeof lines === "number" ? lines + row : lines[row]));
  }

  #each(from: number, to: number, what: (row: number) => number): Uint32Array {
    const values = new Uint32Array(to - from);
    for (let at = from; at < to; at++) values[at - from] = what(this.#order === undefined ? at : this.#order[at]);
    return values;
  }
}
