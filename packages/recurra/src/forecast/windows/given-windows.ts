import { aheadWidth } from "../../ahead/known-ahead.ts";
import { DataError } from "../../core/errors.ts";
import { quoteCell, suggestNames } from "../../core/nearest-names.ts";
import type { OwnEnds } from "../../evaluation/index.ts";
import { LinearPath } from "../../linear/linear-path.ts";
import { type Tensor, tensor } from "../../tensor/index.ts";
import { counted } from "../../words/counted.ts";
import { type Path, pretrainedOf } from "../../zero-shot/both-paths.ts";
import type { PretrainedPath } from "../../zero-shot/pretrained-path.ts";
import type { WindowShape } from "./forecast-windows.ts";
import type { WindowNormaliser } from "./window-normaliser.ts";

/** The rows before one forecast, by column: at least as many as the model looks back on, of which the last are read. */
export type GivenWindow = Readonly<Record<string, ArrayLike<number>>>;

/** Windows that need not be of one series: copied, checked and normalised. */
export class GivenWindows {
  readonly #shape: WindowShape;
  readonly #normaliser: WindowNormaliser;
  readonly #windows: readonly GivenWindow[];
  /** Of each window, its input columns [lookback]. */
  readonly #inputs: readonly (readonly Float64Array[])[];
  /** The last value of each window's target. */
  readonly #last: Float64Array;

  /** Throws DataError, naming window, row and column, for one that lacks a column, has too few rows or a cell that is not finite. */
  constructor(windows: readonly GivenWindow[], shape: WindowShape, normaliser: WindowNormaliser) {
    this.#shape = shape;
    this.#normaliser = normaliser;
    if (!Array.isArray(windows)) {
      throw new DataError("WINDOW_FORM", "windows", "they are not a list", {
        found: windows,
        remedies: ["give a list of windows, each an object of columns"],
      });
    }
    if (aheadWidth(shape) > 0) {
      throw new DataError(
        "AHEAD_WINDOWS",
        "windows",
        "the model knows columns ahead, and windows have none of the rows to come",
        {
          remedies: [["give a series with its rows ahead to ", { call: "predict()" }]],
        },
      );
    }
    this.#windows = windows;
    this.#inputs = windows.map((window, i) => shape.inputs.map((name) => readColumn(window, name, shape.lookback, i)));
    this.#last = Float64Array.from(windows, (window, i) => readColumn(window, shape.target, 1, i)[0]);
  }

  get length(): number {
    return this.#last.length;
  }

  /** Inputs [n, lookback, I] of the windows [from, to). */
  inputs(from: number, to: number): Tensor {
    const { lookback, inputs } = this.#shape;
    const size = lookback * inputs.length;
    const x = new Float32Array((to - from) * size);
    for (let i = from; i < to; i++) {
      this.#normaliser.writeInputs(this.#inputs[i], lookback, lookback, x, (i - from) * size);
    }
    return tensor(x, [to - from, lookback, inputs.length]);
  }

  /** Network outputs [n, horizon] of the windows from `from` on, in the target's units. */
  restore(outputs: Float32Array, from: number): Float64Array {
    return this.#normaliser.restoreAll(outputs, this.#shape.horizon, (window) => this.#last[from + window]);
  }

  /** How far from its forecasts a pretrained network puts the ends of its intervals. Throws as `forecast`. */
  spread(path: PretrainedPath, levels: readonly number[]): OwnEnds[] {
    const { target, horizon } = this.#shape;
    const empty = (): Float64Array => new Float64Array(this.length * horizon);
    const ends = levels.map(() => ({ lower: empty(), upper: empty() }));
    for (const [i, window] of this.#windows.entries()) {
      const values = readColumn(window, target, rowsFor(path, window[target]), i);
      for (const [at, { lower, upper }] of path.spread(values, [values.length], levels, [0]).entries()) {
        ends[at].lower.set(lower, i * horizon);
        ends[at].upper.set(upper, i * horizon);
      }
    }
    return ends;
  }

  /** Forecasts [n * horizon] of a path. Throws as the constructor for a window that has too few rows for it. */
  forecast(path: Path): Float64Array {
    const { target, horizon } = this.#shape;
    const forecasts = new Float64Array(this.length * horizon);
    for (const [i, window] of this.#windows.entries()) {
      const seen = pretrainedOf(path);
      const values = readColumn(window, target, Math.max(path.lookback, seen ? rowsFor(seen, window[target]) : 0), i);
      const found =
        path instanceof LinearPath
          ? path.forecast(values, [values.length])
          : path.forecast(values, [values.length], [], [0]);
      forecasts.set(found, i * horizon);
    }
    return forecasts;
  }
}

/** Rows that a pretrained network reads of a window: those that it needs, and more where they are given. */
function rowsFor({ lookback, reach }: PretrainedPath, values: ArrayLike<number> | undefined): number {
  return Math.max(lookback, Math.min(reach, Number(values?.length ?? 0)));
}

/** The last `count` values of a column. */
function readColumn(window: GivenWindow, name: string, count: number, index: number): Float64Array {
  const subject = `window ${index + 1}`;
  if (typeof window !== "object" || window === null) {
    throw new DataError("WINDOW_FORM", subject, "it is not an object of columns", {
      found: window,
      remedies: ["give a list of numbers for each column, by name"],
    });
  }
  if (!Object.hasOwn(window, name)) {
    throw new DataError("COLUMN_UNKNOWN", subject, `there is no column ${quoteCell(name)}`, {
      found: Object.keys(window),
      context: suggestNames(name, Object.keys(window)),
      remedies: ["give it too"],
    });
  }
  const { [name]: values } = window;
  if (!Number.isSafeInteger((values as { readonly length?: unknown } | null)?.length)) {
    throw new DataError("WINDOW_FORM", subject, `column ${quoteCell(name)} is not a list of numbers`, {
      place: { column: name, said: true },
      found: values,
      remedies: ["give its numbers in the order of time"],
    });
  }
  if (values.length < count) {
    throw new DataError(
      "WINDOW_TOO_SHORT",
      subject,
      `column ${quoteCell(name)} has ${counted(values.length, "row")}, but the model looks back on ${count}`,
      { place: { column: name, said: true }, found: values.length, remedies: ["give the rows before these too"] },
    );
  }
  const first = values.length - count;
  const read = Float64Array.from({ length: count }, (_, i) => values[first + i]);
  const wrong = read.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) {
    throw new DataError("FORECAST_CELL", subject, `${read[wrong]} is not a finite number, and the forecast reads it`, {
      place: { row: first + wrong + 1, column: name },
      found: read[wrong],
      remedies: ["give a number, or repair the rows first"],
    });
  }
  return read;
}
