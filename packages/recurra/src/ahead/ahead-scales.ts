// How a network sees what is known ahead: each column less its mean, in units of its spread, in any window the same.

import { FormatError } from "../core/errors.ts";
import { isObject } from "../format/untrusted-json.ts";

/** How one column is scaled: (value - centre) / scale. */
interface AheadScale {
  readonly centre: number;
  readonly scale: number;
}

/** A mark that is rare is no more than four units away: its spread alone would make it dozens. */
const MOST_UNITS = 4;

export class AheadScales {
  readonly scales: readonly AheadScale[];

  constructor(scales: readonly AheadScale[]) {
    this.scales = scales;
  }

  /** Fits on the first `rows` rows of each column. */
  static fit(columns: readonly Float64Array[], rows: number): AheadScales {
    return new AheadScales(columns.map((column) => fitScale(column.subarray(0, rows))));
  }

  /** Rows [from, to) of the columns into out[at ...], as the last of `width` numbers of each row. */
  write(
    columns: readonly Float64Array[],
    from: number,
    to: number,
    out: Float32Array,
    at: number,
    width: number,
  ): void {
    const first = width - columns.length;
    for (const [k, column] of columns.entries()) {
      const { centre, scale } = this.scales[k];
      for (let row = from; row < to; row++) out[at + (row - from) * width + first + k] = (column[row] - centre) / scale;
    }
  }

  toJSON(): readonly AheadScale[] {
    return this.scales;
  }

  /** Throws FormatError AHEAD_MALFORMED when the value is not what toJSON gives of so many columns. */
  static fromJSON(value: unknown, count: number): AheadScales {
    if (!Array.isArray(value) || value.length !== count || !value.every(isScale)) {
      throw new FormatError(
        "AHEAD_MALFORMED",
        "columns known ahead",
        `they are not ${count} of { centre, scale } with a scale above 0`,
      );
    }
    return new AheadScales(value);
  }
}

function isScale(value: unknown): value is AheadScale {
  if (!isObject(value)) return false;
  const { centre, scale, ...others } = value;
  return Number.isFinite(centre) && Number.isFinite(scale) && (scale as number) > 0 && Object.keys(others).length === 0;
}

function fitScale(values: Float64Array): AheadScale {
  let centre = 0;
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let row = 0; row < values.length; row++) {
    centre += (values[row] - centre) / (row + 1);
    if (values[row] < least) least = values[row];
    if (values[row] > most) most = values[row];
  }
  let squares = 0;
  for (const value of values) squares += (value - centre) * (value - centre);
  const spread = Math.sqrt(squares / Math.max(1, values.length));
  const scale = Math.max(spread, (most - least) / MOST_UNITS);
  // A column that never changes says nothing about its unit.
  return { centre, scale: scale > 1e-13 * Math.abs(centre) ? scale : 1 };
}
