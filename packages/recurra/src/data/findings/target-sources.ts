// What an input may have been made from of the target's future: later values, changes up to them, means that reach them.

import { counted } from "../../words/counted.ts";

/** Rows of the widest moving mean that is looked at. */
const WIDEST = 30;

/** What the values of an input come from: `of(row)` of the target, and the last row that this reads, from the input's row on. */
export interface Source {
  readonly ahead: number;
  readonly of: (row: number) => number;
  readonly words: (input: string, target: string) => string;
}

export function rowsAhead(count: number): string {
  return count === 1 ? "one row" : counted(count, "row");
}

export function moved(y: Float64Array, ahead: number): Source {
  return {
    ahead,
    of: (row) => y[row + ahead],
    words: (input, target) => `${input} is ${target} ${rowsAhead(ahead)} later`,
  };
}

/** All that is looked for, the simplest first. */
export function* sourcesOf(y: Float64Array, most: number): Generator<Source> {
  for (let ahead = 1; ahead <= most; ahead++) yield moved(y, ahead);
  const hasRatios = y.every((value) => value !== 0);
  for (let ahead = 1; ahead <= most; ahead++) {
    const over = `over the next ${ahead === 1 ? "row" : counted(ahead, "row")}`;
    yield {
      ahead,
      of: (row) => y[row + ahead] - y[row],
      words: (input, target) => `${input} is the change of ${target} ${over}`,
    };
    if (!hasRatios) continue;
    yield {
      ahead,
      of: (row) => y[row + ahead] / y[row],
      words: (input, target) => `${input} is the change of ${target}, as a ratio, ${over}`,
    };
  }
  // The mean of `width` rows of which the last is `ahead` later.
  for (let width = 2; width <= Math.min(WIDEST, most); width++) {
    for (let ahead = 1; ahead < width; ahead++) {
      yield {
        ahead,
        of: (row) => meanAt(y, row + ahead - width + 1, width),
        words: (input, target) =>
          `${input} is a mean of ${counted(width, "row")} of ${target} up to ${rowsAhead(ahead)} later`,
      };
    }
  }
}

function meanAt(y: Float64Array, from: number, width: number): number {
  let sum = 0;
  for (let row = from; row < from + width; row++) sum += y[row];
  return sum / width;
}
