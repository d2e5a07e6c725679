import { aheadColumns } from "../../ahead/ahead-columns.ts";
import type { AheadScales } from "../../ahead/ahead-scales.ts";
import type { KnownAhead } from "../../ahead/known-ahead.ts";
import { DataError } from "../../core/errors.ts";
import type { Series } from "../../data/index.ts";
import { type Tensor, tensor } from "../../tensor/index.ts";
import type { Batch } from "../../training/index.ts";
import { counted } from "../../words/counted.ts";
import { grouped } from "../../words/grouped.ts";
import type { WindowNormaliser } from "./window-normaliser.ts";

/** What a forecast reads of a series, and how far. */
export interface WindowShape extends KnownAhead {
  readonly target: string;
  readonly inputs: readonly string[];
  readonly lookback: number;
  readonly horizon: number;
}

/**
 * The normalised windows of a series, by origin: the row at which a window's target starts. Windows are cut when they are
 * asked for; only the columns are held, as views.
 */
export class ForecastWindows {
  readonly #shape: WindowShape;
  readonly #normaliser: WindowNormaliser;
  readonly #inputs: readonly Float64Array[];
  readonly #target: Float64Array;
  /** Columns that are known ahead, and their scales. */
  readonly #ahead: readonly Float64Array[];
  readonly #aheadScales: AheadScales | undefined;

  constructor(series: Series, shape: WindowShape, normaliser: WindowNormaliser, scales?: AheadScales) {
    this.#shape = shape;
    this.#normaliser = normaliser;
    this.#ahead = scales ? aheadColumns(series, shape) : [];
    this.#aheadScales = scales;
    this.#inputs = shape.inputs.map((name) => series.column(name));
    this.#target = series.column(shape.target);
  }

  /** Inputs as `inputs` gives them, and targets [n, horizon]. */
  batch(origins: Uint32Array): Batch {
    return { x: this.inputs(origins), y: this.targets(origins) };
  }

  /** [n, horizon] */
  targets(origins: Uint32Array): Tensor {
    const { horizon } = this.#shape;
    const y = new Float32Array(origins.length * horizon);
    for (let i = 0; i < origins.length; i++) {
      this.#normaliser.writeTargets(this.#target, origins[i], horizon, y, i * horizon);
    }
    return tensor(y, [origins.length, horizon]);
  }

  /**
   * Inputs [n, lookback, I], which reach up to the end of the series. With columns that are known ahead [n, lookback + horizon, I + K]: these
   * are the last K, and of the rows of the horizon the only ones; the others are 0 there.
   */
  inputs(origins: Uint32Array): Tensor {
    const { lookback, horizon } = this.#shape;
    const scales = this.#aheadScales;
    const rows = scales ? lookback + horizon : lookback;
    const width = this.#inputs.length + this.#ahead.length;
    const size = rows * width;
    const x = new Float32Array(origins.length * size);
    for (let i = 0; i < origins.length; i++) {
      this.#normaliser.writeInputs(this.#inputs, origins[i], lookback, x, i * size, width);
      scales?.write(this.#ahead, origins[i] - lookback, origins[i] + horizon, x, i * size, width);
    }
    return tensor(x, [origins.length, rows, width]);
  }

  /** Network outputs [n, horizon] in the target's units. */
  restore(outputs: Float32Array, origins: Uint32Array): Float64Array {
    return this.#normaliser.restoreAll(outputs, this.#shape.horizon, (window) => this.#target[origins[window] - 1]);
  }

  /** The true values of the windows [n, horizon], and the last value before each [n]. */
  truth(origins: Uint32Array): { actual: Float64Array; last: Float64Array } {
    const { horizon } = this.#shape;
    const actual = new Float64Array(origins.length * horizon);
    origins.forEach((origin, i) => {
      actual.set(this.#target.subarray(origin, origin + horizon), i * horizon);
    });
    return { actual, last: Float64Array.from(origins, (origin) => this.#target[origin - 1]) };
  }
}

/**
 * Throws DataError unless each window lies in the series and its input cells, and the last target, are finite, and so are the columns
 * that are known ahead, of the rows that are forecast too.
 */
export function requireReadable(series: Series, shape: WindowShape, origins: Uint32Array): void {
  const { lookback, horizon, inputs, target, future = [] } = shape;
  const { length, name } = series;
  for (const origin of origins) {
    if (origin < lookback || origin > length) {
      throw new DataError(
        "FORECAST_ROWS",
        name,
        `a forecast needs the ${lookback} rows before it, but ${length < lookback ? `there are ${grouped(length)}` : `one was asked for after ${grouped(origin)} of ${counted(length, "row")}`}`,
        {
          found: length < lookback ? length : origin,
          remedies:
            length < lookback
              ? [`give at least ${lookback} rows`, ["fit a model with a shorter ", { option: "lookback" }]]
              : [`ask for one after ${grouped(lookback)} to ${counted(length, "row")}`],
        },
      );
    }
    for (const input of inputs) requireFinite(series, input, origin - lookback, origin);
    requireFinite(series, target, origin - 1, origin);
    for (const name of future) requireKnown(series, name, origin - lookback, origin + horizon);
  }
}

function requireFinite(series: Series, label: string, from: number, to: number): void {
  const column = series.column(label);
  for (let row = from; row < to; row++) {
    if (Number.isFinite(column[row])) continue;
    const filled = column.findIndex(Number.isFinite);
    throw new DataError(
      "FORECAST_CELL",
      series.name,
      `it is ${column[row]} on ${series.times.label(row)}, which the forecast reads`,
      {
        place: series.placeOf(row, label),
        remedies:
          filled >= 0 && filled < row
            ? [["fill it with ", { option: "repair", value: "forward-fill" }]]
            : ["fill it in, or start the series after it"],
      },
    );
  }
}

/** Throws DataError AHEAD_CELL for a cell of a column that is known ahead, in rows [from, to), which must be there. */
function requireKnown(series: Series, label: string, from: number, to: number): void {
  const column = series.column(label);
  for (let row = from; row < Math.min(to, series.length); row++) {
    if (Number.isFinite(column[row])) continue;
    throw new DataError(
      "AHEAD_CELL",
      series.name,
      `it is empty on ${series.times.label(row)}, and the forecast reads it, for it is known ahead`,
      { place: series.placeOf(row, label), remedies: ["fill it in"] },
    );
  }
}
