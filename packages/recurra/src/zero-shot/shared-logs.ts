// Logarithms of histories that are parts of one array: windows of a series overlap, and each value's is taken once.

import { log } from "../core/math.ts";

/** What it is asked of. */
interface Part {
  readonly values: Float64Array;
}

export class SharedLogs {
  readonly #least: number;
  readonly #of: Float64Array | undefined;
  readonly #first: number;
  /** Of the values from the first on; NaN where it was not asked for yet. */
  readonly #logs: Float64Array;

  /** `least`: the smallest value that one is taken of; what is smaller counts as it. */
  constructor(histories: readonly Part[], least: number) {
    this.#least = least;
    const [one] = histories;
    const buffer = one?.values.buffer;
    let [first, end, numbers] = [Number.POSITIVE_INFINITY, 0, 0];
    for (const { values } of histories) {
      if (values.buffer !== buffer) numbers = Number.NEGATIVE_INFINITY;
      first = Math.min(first, values.byteOffset);
      end = Math.max(end, values.byteOffset + values.byteLength);
      numbers += values.length;
    }
    const length = (end - first) / Float64Array.BYTES_PER_ELEMENT;
    // Where they hardly overlap, each has its own.
    const isShared = length <= numbers;
    this.#first = first;
    this.#of = isShared ? one?.values : undefined;
    this.#logs = new Float64Array(isShared ? length : 0).fill(Number.NaN);
  }

  /** The logarithms of a part, as a view; undefined where parts do not share values. */
  of(values: Float64Array): Float64Array | undefined {
    if (this.#of === undefined) return undefined;
    const from = (values.byteOffset - this.#first) / Float64Array.BYTES_PER_ELEMENT;
    for (let row = 0; row < values.length; row++) {
      if (Number.isNaN(this.#logs[from + row])) this.#logs[from + row] = log(Math.max(this.#least, values[row]));
    }
    return this.#logs.subarray(from, from + values.length);
  }
}
