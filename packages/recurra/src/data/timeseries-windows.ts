// Windows over rows that a program holds in arrays, with the names and defaults of Keras' TimeseriesGenerator.

import { DataError, OptionError } from "../core/errors.ts";
import {
  checkOptions,
  flag,
  list,
  NUMBERS,
  type OptionRule,
  type OptionRules,
  requireArguments,
  whole,
} from "../core/option-rules.ts";
import { counted } from "../words/counted.ts";
import { Series } from "./series/series.ts";
import type { Windows } from "./windows/windows.ts";

export interface TimeseriesWindowsOptions {
  /** Rows that a window spans. */
  readonly length: number;
  /** Rows from one row of a window to the next, counted from its oldest. Default 1. */
  readonly samplingRate?: number;
  /** Rows from one window to the next. Default 1. */
  readonly stride?: number;
  /** First row that a window may read. Default 0. */
  readonly startIndex?: number;
  /** Last row that may be a target. Default: the last row. */
  readonly endIndex?: number;
  /** The newest row of a window first. Default false. */
  readonly reverse?: boolean;
}

const RULES: OptionRules<TimeseriesWindowsOptions> = {
  length: whole(1),
  samplingRate: whole(1),
  stride: whole(1),
  startIndex: whole(0),
  endIndex: whole(0),
  reverse: flag,
};

/** A row of several numbers, or a number by itself. */
export type Row = number | ArrayLike<number>;

const ROWS: OptionRule<ArrayLike<Row>> = /* @__PURE__ */ list(
  "a list of numbers, or of lists of them",
  (one): one is Row => typeof one === "number" || NUMBERS.fits(one),
);

/**
 * Windows with the target of the row after each: the samples of Keras' TimeseriesGenerator.
 *
 *   window k:  row i = startIndex + length + stride * k, up to endIndex
 *              x = data[i - length], data[i - length + samplingRate], ... below row i        y = targets[i]
 *
 * The row i itself is not among its inputs. Row i - 1 is, unless the sampling rate passes over it. `batches(size)` gives
 * what the generator's items are; with a seed they are shuffled, each window once (the generator's `shuffle` draws
 * rows with replacement). Windows that would touch NaN, a missing value, are left out.
 *
 * Shapes: data [N, F] or [N], targets [N, O] or [N] -> x [B, ceil(length / samplingRate), F], y [B, 1, O].
 * Throws DataError for rows of unequal width or another number of targets than rows; OptionError for options that are no
 * row numbers or leave no row to be a target.
 * Source: keras-preprocessing 1.1.2, sequence.TimeseriesGenerator.
 */
export function timeseriesWindows(
  data: ArrayLike<Row>,
  targets: ArrayLike<Row>,
  options: TimeseriesWindowsOptions,
): Windows {
  requireArguments("timeseriesWindows", { data: ROWS, targets: ROWS }, data, targets);
  checkOptions("timeseriesWindows", options, RULES, ["length"]);
  if (data.length !== targets.length) {
    throw new DataError(
      "TIMESERIES_LENGTH",
      "timeseriesWindows",
      `data has ${counted(data.length, "row")}, but there ${targets.length === 1 ? "is" : "are"} ${counted(targets.length, "target")}`,
      { found: targets.length, remedies: ["give one target for each row"] },
    );
  }
  const { length, startIndex = 0, endIndex = data.length - 1 } = options;
  if (endIndex >= data.length) {
    throw new OptionError(
      "TIMESERIES_RANGE",
      "timeseriesWindows",
      `endIndex is ${endIndex}, but the last row is ${data.length - 1}`,
      { found: endIndex, remedies: ["leave it out for all rows"] },
    );
  }
  if (startIndex + length > endIndex) {
    throw new OptionError(
      "TIMESERIES_RANGE",
      "timeseriesWindows",
      `startIndex ${startIndex} + length ${length} is beyond endIndex ${endIndex}, so that no row would be left as a target`,
      { remedies: [["shorten the ", { option: "length" }], "give more rows"] },
    );
  }
  const inputs = columnsOf("data", data);
  const outputs = columnsOf("targets", targets);
  return Series.fromColumns({ ...inputs, ...outputs }).windows({
    lookback: length,
    horizon: 1,
    stride: options.stride,
    samplingRate: options.samplingRate,
    reverse: options.reverse,
    inputs: Object.keys(inputs),
    targets: Object.keys(outputs),
    from: startIndex,
    to: endIndex + 1,
  });
}

/** [N, F] rows as columns "data 0", "data 1", ... */
function columnsOf(name: string, rows: ArrayLike<Row>): Record<string, Float64Array> {
  const widthOf = (row: Row) => (typeof row === "number" ? 1 : row.length);
  const width = widthOf(rows[0]);
  if (width === 0) {
    throw new DataError("TIMESERIES_WIDTH", "timeseriesWindows", `row 0 of ${name} is empty`, {
      remedies: ["give at least one number"],
    });
  }
  const columns = Array.from({ length: width }, () => new Float64Array(rows.length));
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    if (widthOf(row) !== width) {
      throw new DataError(
        "TIMESERIES_WIDTH",
        "timeseriesWindows",
        `row ${i} of ${name} is ${widthOf(row)} wide, but row 0 is ${width}`,
        { found: widthOf(row), remedies: ["give as many numbers in each"] },
      );
    }
    for (let c = 0; c < width; c++) columns[c][i] = typeof row === "number" ? row : row[c];
  }
  return Object.fromEntries(columns.map((values, c) => [`${name} ${c}`, values]));
}
