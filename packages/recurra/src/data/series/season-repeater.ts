// What stands at the same place one season earlier, from the past alone: which of several seasons is repeated is told by how far each
// was off before the hole.

import { measuredCells } from "../grid/filled-cells.ts";
import type { SeriesView } from "../table/series-view.ts";

/** One season: the last measured value of each of its places, and how far repeating it was off. */
class RepeatedSeason {
  readonly rows: number;
  readonly #last: Float64Array;
  #error = 0;
  #compared = 0;

  constructor(rows: number) {
    this.rows = rows;
    this.#last = new Float64Array(rows).fill(Number.NaN);
  }

  at(slot: number): number {
    return this.#last[slot % this.rows];
  }

  see(slot: number, value: number): void {
    const before = this.at(slot);
    if (!Number.isNaN(before)) {
      this.#error += Math.abs(value - before);
      this.#compared++;
    }
    this.#last[slot % this.rows] = value;
  }

  /** The mean distance to the season before; infinite before a whole season was compared. */
  get error(): number {
    return this.#compared < this.rows ? Number.POSITIVE_INFINITY : this.#error / this.#compared;
  }
}

export class SeasonRepeater {
  readonly #slots: Float64Array;
  readonly #measured: Uint8Array | undefined;
  readonly #values: Float64Array;
  readonly #seasons: readonly RepeatedSeason[];
  readonly #used = new Set<number>();
  #seen = 0;
  #repeated = 0;

  /** `values`: a column of the series, which is filled in place; `seasons`: rows in each, shortest first. */
  constructor(series: SeriesView, column: string, values: Float64Array, seasons: readonly number[]) {
    this.#slots = series.times.slots();
    this.#measured = measuredCells(series.filled, column, series.length);
    this.#values = values;
    // A season as long as the grid has nothing to repeat, and its places may not fit into memory.
    const grid = (this.#slots.at(-1) ?? 0) + 1;
    this.#seasons = seasons.filter((rows) => rows < grid).map((rows) => new RepeatedSeason(rows));
  }

  /** Rows of the seasons that were repeated, shortest first. */
  get used(): readonly number[] {
    return [...this.#used].sort((a, b) => a - b);
  }

  /** How many cells a season filled; the others have the value before them. */
  get repeated(): number {
    return this.#repeated;
  }

  /** Fills rows [start, end), the holes in their order. */
  fill(start: number, end: number): void {
    const [values, slots] = [this.#values, this.#slots];
    for (; this.#seen < start; this.#seen++) {
      if (this.#measured?.[this.#seen] === 0) continue;
      for (const season of this.#seasons) season.see(slots[this.#seen], values[this.#seen]);
    }
    this.#seen = end;
    // Of equal ones, and where none was compared yet, the shorter first.
    const byError = this.#seasons
      .map((season) => ({ season, error: season.error }))
      .sort((a, b) => compare(a.error, b.error));
    for (let row = start; row < end; row++) {
      const known = byError.find(({ season }) => !Number.isNaN(season.at(slots[row])));
      values[row] = known === undefined ? values[row - 1] : known.season.at(slots[row]);
      if (known === undefined) continue;
      this.#used.add(known.season.rows);
      this.#repeated++;
    }
  }
}

/** Infinities are equal. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
