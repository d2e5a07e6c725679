// Each window is measured from its own last value, in units of how much the column usually changes over the horizon. So a
// network that has learned nothing (and puts out zeros) forecasts "no change", and what is learned at a price of 60 holds at one of 180.

import { FormatError } from "../../core/errors.ts";
import { log } from "../../core/math.ts";
import { spikeRows } from "../../data/findings/spike-rows.ts";
import { variance } from "../../statistics/variance.ts";
import type { Anchor } from "../settings/forecaster-options.ts";

/** How one column is normalised. */
export interface ColumnScale {
  readonly anchor: Anchor;
  /**
   * Root mean square of the changes over the horizon in the training rows, in the column's units or as a ratio; of the
   * changes from row to row where the column repeats itself after the horizon.
   */
  readonly scale: number;
  /** With "ratio": the smallest training value; a last value below it divides by this instead, so that none divides by zero. */
  readonly floor: number;
  /**
   * Where the training rows have spikes, which no other number here takes into account: how far an input or a target may lie from the last
   * value, in units; what lies further is put there. Otherwise none.
   */
  readonly limit?: number;
}

/** The training rows of a column, and the anchor where it is not to be chosen from them. */
export interface TrainingColumn {
  readonly values: Float64Array;
  readonly anchor?: Anchor;
}

const BLOCKS = 8;

/** The unit of a window of this column whose last value is `last`. */
function unit({ anchor, scale, floor }: Omit<ColumnScale, "limit">, last: number): number {
  return anchor === "ratio" ? scale * Math.max(last, floor) : scale;
}

/**
 * How unevenly changes are spread over time: the standard deviation, over eight blocks, of the logarithm of the mean
 * absolute change. Blocks without any change say nothing.
 */
function unevenness(changes: Float64Array): number {
  const logs: number[] = [];
  for (let block = 0; block < BLOCKS; block++) {
    const from = Math.floor((block * changes.length) / BLOCKS);
    const to = Math.floor(((block + 1) * changes.length) / BLOCKS);
    let sum = 0;
    for (let i = from; i < to; i++) sum += Math.abs(changes[i]);
    if (sum > 0) logs.push(log(sum / (to - from)));
  }
  if (logs.length < 2) return 0;
  return Math.sqrt(variance(logs));
}

function rootMeanSquare(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return Math.sqrt(sum / Math.max(1, values.length));
}

/** A column whose changes over the horizon are this small beside those from row to row repeats itself after the horizon. */
const REPEATS = 1e-3;

/** The unit of a column: the root mean square of its changes over the horizon. */
function scaleOver(values: Float64Array, horizon: number, anchor: Anchor): number {
  const overHorizon = rootMeanSquare(changesOver(values, horizon, anchor));
  const overRow = rootMeanSquare(changesOver(values, 1, anchor));
  // A wave as long as the horizon changes over it by rounding only, which would make its windows enormous.
  const root = overHorizon < REPEATS * overRow ? overRow : overHorizon;
  // A column that never changes in training says nothing about its scale; its windows are zeros in any unit.
  return root > 0 && Number.isFinite(root) ? root : 1;
}

/** Changes over `horizon` rows as differences, or as ratios to the value before. */
function changesOver(values: Float64Array, horizon: number, anchor: Anchor): Float64Array {
  const count = Math.max(0, values.length - horizon);
  const changes = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const change = values[i + horizon] - values[i];
    changes[i] = anchor === "ratio" ? change / values[i] : change;
  }
  // What touches a spike is none of the changes that are usual.
  return changes.some(Number.isNaN) ? changes.filter((change) => !Number.isNaN(change)) : changes;
}

/** The values without spikes, which are NaN; the same values where there are none. */
function withoutSpikes(values: Float64Array): Float64Array {
  const spikes = spikeRows(values);
  if (spikes.length === 0) return values;
  const ordinary = values.slice();
  for (const row of spikes) ordinary[row] = Number.NaN;
  return ordinary;
}

/** At least the largest distance, in units, between two values that are no spikes and lie `span` rows apart or less. */
function limitOf(ordinary: Float64Array, span: number, scale: Omit<ColumnScale, "limit">): number {
  let limit = 0;
  for (let from = 0; from < ordinary.length; from += span) {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const value of ordinary.subarray(from, from + 2 * span)) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (high > low) limit = Math.max(limit, (high - low) / unit(scale, low));
  }
  return limit > 0 && Number.isFinite(limit) ? limit : 1;
}

function limited(value: number, { limit }: ColumnScale): number {
  return limit === undefined ? value : Math.max(-limit, Math.min(limit, value));
}

/**
 * Fits one column on training rows, the spikes among them left out: a single wrong reading would otherwise be the unit of all. `span` is the
 * number of rows of a window. "ratio" needs positive values, and is chosen where relative changes are spread more
 * evenly over time than absolute ones: prices and counts whose swings grow with their level.
 */
export function fitColumnScale(
  values: Float64Array,
  horizon: number,
  anchor?: Anchor,
  span: number = horizon,
): ColumnScale {
  const training = withoutSpikes(values);
  const scale = fitOrdinary(training, horizon, anchor);
  return training === values ? scale : { ...scale, limit: limitOf(training, span, scale) };
}

function fitOrdinary(training: Float64Array, horizon: number, anchor?: Anchor): Omit<ColumnScale, "limit"> {
  let floor = Number.POSITIVE_INFINITY;
  for (const value of training) if (!Number.isNaN(value)) floor = Math.min(floor, value);
  const differences = changesOver(training, horizon, "difference");
  if (anchor === "difference" || !(floor > 0)) {
    return { anchor: "difference", scale: scaleOver(training, horizon, "difference"), floor: 0 };
  }
  const ratios = changesOver(training, horizon, "ratio");
  if (anchor === "ratio" || unevenness(ratios) < unevenness(differences)) {
    return { anchor: "ratio", scale: scaleOver(training, horizon, "ratio"), floor };
  }
  return { anchor: "difference", scale: scaleOver(training, horizon, "difference"), floor: 0 };
}

/** Normalises windows of some input columns and of the target, and turns forecasts back. */
export class WindowNormaliser {
  readonly inputs: readonly ColumnScale[];
  readonly target: ColumnScale;

  constructor(inputs: readonly ColumnScale[], target: ColumnScale) {
    this.inputs = inputs;
    this.target = target;
  }

  /** Fits on training rows only: the values end where the training rows end. `span` is the rows of a window, lookback and horizon. */
  static fit(
    inputs: readonly TrainingColumn[],
    target: TrainingColumn,
    horizon: number,
    span?: number,
  ): WindowNormaliser {
    const fitted = [...inputs, target].map(({ values, anchor }) => fitColumnScale(values, horizon, anchor, span));
    return new WindowNormaliser(fitted.slice(0, -1), fitted[inputs.length]);
  }

  /**
   * Rows [origin - lookback, origin) of the columns into out[at ...], [lookback, width], the first I numbers of each row. In float64 until the last step, so
   * that small changes of large values survive the rounding to float32.
   */
  writeInputs(
    columns: readonly Float64Array[],
    origin: number,
    lookback: number,
    out: Float32Array,
    at: number,
    width: number = columns.length,
  ): void {
    for (let i = 0; i < columns.length; i++) {
      const column = columns[i];
      const last = column[origin - 1];
      const divisor = unit(this.inputs[i], last);
      for (let t = 0; t < lookback; t++) {
        const value = (column[origin - lookback + t] - last) / divisor;
        out[at + t * width + i] = limited(value, this.inputs[i]);
      }
    }
  }

  /** Rows [origin, origin + horizon) of the target into out[at ...]. */
  writeTargets(target: Float64Array, origin: number, horizon: number, out: Float32Array, at: number): void {
    const last = target[origin - 1];
    const divisor = unit(this.target, last);
    for (let s = 0; s < horizon; s++) {
      out[at + s] = limited((target[origin + s] - last) / divisor, this.target);
    }
  }

  /** Forecasts of windows one after the other in the target's units, [n * horizon], as a network would give them: the other way of `restoreAll`. */
  measureAll(values: Float64Array, horizon: number, lastOf: (window: number) => number): Float32Array {
    const outputs = new Float32Array(values.length);
    for (let window = 0, at = 0; at < values.length; window++) {
      const last = lastOf(window);
      const scale = unit(this.target, last);
      for (let step = 0; step < horizon; step++, at++) outputs[at] = (values[at] - last) / scale;
    }
    return outputs;
  }

  /** A forecast in the target's units, for a window whose last value is `last`. */
  restore(normalised: number, last: number): number {
    return last + normalised * unit(this.target, last);
  }

  /** Forecasts of windows one after the other, [n * horizon], whose last values are `lastOf(window)`. */
  restoreAll(normalised: Float32Array, horizon: number, lastOf: (window: number) => number): Float64Array {
    const values = new Float64Array(normalised.length);
    for (let window = 0, at = 0; at < values.length; window++) {
      const last = lastOf(window);
      const scale = unit(this.target, last);
      for (let step = 0; step < horizon; step++, at++) values[at] = last + normalised[at] * scale;
    }
    return values;
  }

  toJSON(): { inputs: readonly ColumnScale[]; target: ColumnScale } {
    return { inputs: this.inputs, target: this.target };
  }

  /** Throws FormatError when the value is not what toJSON gives. */
  static fromJSON(value: unknown): WindowNormaliser {
    const { inputs, target, ...others } = (value ?? {}) as { inputs?: unknown; target?: unknown };
    if (!Array.isArray(inputs)) throw malformed("inputs");
    if (Object.keys(others).length > 0) throw malformed("it", "{ inputs, target }, each { anchor, scale, floor }");
    return new WindowNormaliser(
      inputs.map((entry, at) => readScale(entry, `inputs[${at}]`)),
      readScale(target, "target"),
    );
  }
}

function readScale(value: unknown, where: string): ColumnScale {
  const { anchor, scale, floor, limit, ...others } = (value ?? {}) as Partial<Record<keyof ColumnScale, unknown>>;
  const word = anchor === "difference" || anchor === "ratio";
  const positive = (number: unknown): boolean => Number.isFinite(number) && (number as number) > 0;
  if (
    !word ||
    !positive(scale) ||
    !(floor === 0 || positive(floor)) ||
    !(limit === undefined || positive(limit)) ||
    Object.keys(others).length > 0
  ) {
    throw malformed(where);
  }
  const found = { anchor, scale, floor, ...(limit === undefined ? {} : { limit }) } as ColumnScale;
  // Whatever the last value is, nothing is divided by zero.
  if (!(unit(found, 0) > 0)) throw malformed(where);
  return found;
}

function malformed(where: string, wanted = "{ anchor, scale, floor }"): FormatError {
  return new FormatError(
    "NORMALISER_MALFORMED",
    "window normaliser",
    `${where} is not ${wanted} with an anchor "difference" or "ratio", a scale above 0 and a floor of at least 0, above 0 with "ratio", and, if any, a limit above 0`,
  );
}
