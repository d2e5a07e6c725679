// What an input may have been made from of the target's future: later values, changes up to them, means that reach them.

import { counted } from "../../words/counted.ts";

/** Rows of the widest moving mean that is looked at. */
const WIDEST = 30;

/** What the values of an input come from: `of(row)` of the target, and the last row that this reads, from the input's row on. */
export interface Source {
  readonly ahead: number;
  readonly of: (row: number) => number;
  /** How far off it is where each value of the target is off by one. */
  readonly carries: number;
  /** Whether it is the target itself, moved. */
  readonly isMoved?: boolean;
  readonly words: (input: string, target: string) => string;
}

export function rowsAhead(count: number): string {
  return count === 1 ? "one row" : counted(count, "row");
}

export function moved(y: Float64Array, ahead: number): Source {
  return {
    ahead,
    of: (row) => y[row + ahead],
    carries: 1,
    isMoved: true,
    words: (input, target) => `${input} is ${target} ${rowsAhead(ahead)} later`,
  };
}

/** All that is looked for, the simplest first. */
export function* sourcesOf(y: Float64Array, most: number): Generator<Source> {
  for (let ahead = 1; ahead <= most; ahead++) yield moved(y, ahead);
  let smallest = Number.POSITIVE_INFINITY;
  for (const value of y) if (Math.abs(value) < smallest) smallest = Math.abs(value);
  const hasRatios = smallest > 0;
  for (let ahead = 1; ahead <= most; ahead++) {
    const over = `over the next ${ahead === 1 ? "row" : counted(ahead, "row")}`;
    yield {
      ahead,
      of: (row) => y[row + ahead] - y[row],
      carries: 2,
      words: (input, target) => `${input} is the change of ${target} ${over}`,
    };
    if (!hasRatios) continue;
    yield {
      ahead,
      of: (row) => y[row + ahead] / y[row],
      carries: 2 / smallest,
      words: (input, target) => `${input} is the change of ${target}, as a ratio, ${over}`,
    };
  }
  // The mean of `width` rows of which the last is `ahead` later.
  for (let width = 2; width <= Math.min(WIDEST, most); width++) {
    for (let ahead = 1; ahead < width; ahead++) {
      yield {
        ahead,
        of: (row) => meanAt(y, row + ahead - width + 1, width),
        carries: 1,
        words: (input, target) =>
          `${input} is a mean of ${counted(width, "row")} of ${target} up to ${rowsAhead(ahead)} later`,
      };
    }
  }
}

/** What an input may have been made from of the past alone: earlier values, changes up to the row, means that end with it. */
export function* pastSources(y: Float64Array, most: number): Generator<Omit<Source, "words">> {
  const source = (of: Source["of"], carries: number) => ({ ahead: 0, of, carries });
  for (let behind = 0; behind <= most; behind++) yield source((row) => y[row - behind], 1);
  for (let behind = 1; behind <= most; behind++) yield source((row) => y[row] - y[row - behind], 2);
  for (let width = 2; width <= Math.min(WIDEST, most); width++) {
    yield source((row) => meanAt(y, row - width + 1, width), 1);
  }
}

function meanAt(y: Float64Array, from: number, width: number): number {
  let sum = 0;
  for (let row = from; row < from + width; row++) sum += y[row];
  return sum / width;
}
