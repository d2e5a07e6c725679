// A history as the row of numbers that a SeasonNetwork reads: everything from the last season, in a unit of the history's own.

import { COPY } from "../core/copy.ts";
import { log } from "../core/math.ts";
import { requireOption } from "../core/option-rules.ts";
import {
  NEAR_ROWS,
  PLACES,
  ROWS,
  SCALARS,
  SEASON_NUMBERS,
  SEASONS_AHEAD,
  SEASONS_BACK,
  type SeasonLayout,
  seasonLayout,
} from "../nn/networks/season-layout.ts";
import { areaWeights } from "../nn/networks/season-places.ts";

/** Places of a season for histories without one. */
export const NO_SEASON_ROWS = 24;

/** Inverse hyperbolic sine by the portable logarithm. */
function asinh(x: number): number {
  const size = Math.abs(x);
  const value = log(size + Math.sqrt(size * size + 1));
  return x < 0 ? -value : value;
}

/** The last season (or value) that a forecast is measured from, and the unit that it is measured in. */
export interface SeasonBase {
  /** [season]: what the forecast repeats where nothing is added. */
  readonly season: Float64Array;
  readonly unit: number;
}

/** Makes rows of numbers for seasons of one length. */
export class SeasonView {
  readonly layout: SeasonLayout;
  readonly #seasonal: boolean;
  readonly #toPlaces: Float64Array;
  readonly #grid: Float64Array = new Float64Array(SEASONS_BACK * PLACES);
  readonly #shares: Float64Array = new Float64Array(SEASONS_BACK);

  /** `season`: rows of a season, or undefined for histories without one. */
  constructor(season: number | undefined) {
    if (season !== undefined) requireOption("SeasonView", "season", ROWS, season);
    this.#seasonal = season !== undefined;
    this.layout = seasonLayout(season ?? NO_SEASON_ROWS);
    this.#toPlaces = areaWeights(this.layout.rows, PLACES);
  }

  /** @internal */
  get recurraCopy(): typeof COPY {
    return COPY;
  }

  /**
   * Writes what stands in `values` before row `end` to `out` from `at` on, layout.end numbers; gives what the forecast is measured from.
   * Values must be finite, and there must be one at least.
   */
  write(values: Float64Array, end: number, out: Float32Array, at: number): SeasonBase {
    const { rows, context, near, past, anchors } = this.layout;
    const begin = Math.max(0, end - SEASONS_BACK * rows);
    const last = values[end - 1]!;
    /** What lies before the rows that are read: the oldest there is at the same place of the season. */
    const older = (count: number): number => {
      const short = begin - (end - count);
      const steps = Math.ceil(short / rows);
      const moved = end - count + steps * rows;
      return moved < end ? values[moved]! : last;
    };
    /** The value so many rows back. */
    const back = (count: number): number => (end - count >= begin ? values[end - count]! : older(count));
    const { unit, mean, least, spread, step } = this.#measure(values, begin, end);
    const season = new Float64Array(rows);
    let seasonSum = 0;
    let beforeSum = 0;
    for (let i = 0; i < rows; i++) {
      const value = back(rows - i);
      seasonSum += value;
      beforeSum += back(2 * rows - i);
      season[i] = this.#seasonal ? value : last;
    }
    const seasonMean = seasonSum / rows;
    const drift = end - begin >= 2 * rows ? (seasonSum - beforeSum) / rows : 0;

    // Seasons at places, the last one first in the grid, the oldest first in the row.
    const grid = this.#grid;
    const toPlaces = this.#toPlaces;
    for (let j = 0; j < SEASONS_BACK; j++) {
      const known = Math.max(0, Math.min(rows, end - j * rows - begin));
      this.#shares[j] = known / rows;
      for (let p = 0; p < PLACES; p++) {
        let sum = 0;
        if (known > 0) {
          const last = Math.min(rows, Math.ceil(((p + 1) * rows) / PLACES));
          const from = end - (j + 1) * rows;
          for (let i = Math.floor((p * rows) / PLACES); i < last; i++) {
            const value = from + i >= begin ? values[from + i]! : older((j + 1) * rows - i);
            sum += toPlaces[p * rows + i]! * value;
          }
        }
        grid[j * PLACES + p] = sum;
      }
    }
    for (let j = 0; j < SEASONS_BACK; j++) {
      const to = at + (SEASONS_BACK - 1 - j) * SEASON_NUMBERS;
      const there = this.#shares[j]! > 0;
      for (let p = 0; p < PLACES; p++) {
        const value = grid[j * PLACES + p]!;
        out[to + p] = there ? asinh((value - last) / unit) : 0;
        out[to + PLACES + p] = there ? asinh((value - grid[p]!) / unit) : 0;
      }
      out[to + 2 * PLACES] = this.#shares[j]!;
    }

    for (let i = 0; i < NEAR_ROWS; i++) {
      const count = NEAR_ROWS - i;
      const value = back(count);
      const from = (value - last) / unit;
      out[at + context + i] = asinh(from);
      out[at + context + NEAR_ROWS + i] = asinh((value - back(count + rows)) / unit);
      out[at + near + i] = clip(from);
    }
    const scalars = at + context + 2 * NEAR_ROWS;
    out[scalars] = log(step / unit + 1e-3);
    out[scalars + 1] = log(spread / unit + 1e-3);
    out[scalars + 2] = asinh(mean / unit);
    out[scalars + 3] = asinh(least / unit);
    out[scalars + 4] = log(rows) / Math.LN2;
    out[scalars + 5] = this.#seasonal ? 1 : 0;
    out[scalars + 6] = (end - begin) / (SEASONS_BACK * rows);
    out[scalars + 7] = asinh(drift / unit);
    out[scalars + SCALARS - 1] = asinh((last - mean) / unit);

    for (let j = 0; j < SEASONS_BACK; j++) {
      const there = this.#shares[j]! > 0;
      const from = end - (j + 1) * rows;
      for (let i = 0, to = at + past + j * rows; i < rows; i++, to++) {
        const value = from + i >= begin ? values[from + i]! : there ? older((j + 1) * rows - i) : 0;
        out[to] = there ? clip((value - season[i]!) / unit) : 0;
      }
    }
    const ahead = SEASONS_AHEAD * rows;
    for (let i = 0; i < ahead; i++) {
      const base = season[i % rows]!;
      const to = at + anchors + i;
      out[to] = clip((last - base) / unit);
      out[to + ahead] = clip((seasonMean - base) / unit);
      out[to + 2 * ahead] = clip((mean - base) / unit);
      out[to + 3 * ahead] = clip((drift * (i + 1)) / rows / unit);
    }
    return { season, unit };
  }

  /** The unit, the mean change over a season, and what else is said of a window as a whole. */
  #measure(values: Float64Array, begin: number, end: number): Measure {
    const { rows } = this.layout;
    let sum = 0;
    let least = Number.POSITIVE_INFINITY;
    let step = 0;
    for (let t = begin; t < end; t++) {
      sum += values[t]!;
      least = Math.min(least, values[t]!);
      if (t > begin) step += Math.abs(values[t]! - values[t - 1]!);
    }
    const count = end - begin;
    const mean = sum / count;
    let spread = 0;
    for (let t = begin; t < end; t++) spread += Math.abs(values[t]! - mean);
    spread /= count;
    step /= Math.max(1, count - 1);
    // Of less than a season, over half of what there is: a step of one row tells little of the steps of many.
    const lag = count > rows ? rows : Math.max(1, Math.floor(count / 2));
    let change = 0;
    for (let t = begin + lag; t < end; t++) change += Math.abs(values[t]! - values[t - lag]!);
    change /= Math.max(1, count - lag);
    const unit = Math.max(change, 0.05 * spread);
    return { unit: unit > 0 ? unit : 1, mean, least, spread, step };
  }
}

interface Measure {
  readonly unit: number;
  readonly mean: number;
  readonly least: number;
  readonly spread: number;
  readonly step: number;
}

/** Numbers that a sum is drawn by: what lies far out pulls no further. */
function clip(value: number): number {
  return Math.max(-40, Math.min(40, value));
}
