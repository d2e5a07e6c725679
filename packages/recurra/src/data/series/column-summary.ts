// What a column of a series holds, in a few numbers: for a first look at a file.

import { requireOption } from "../../core/option-rules.ts";
import { knownValues } from "../../statistics/known-values.ts";
import { SERIES } from "../table/series-rule.ts";
import type { Series } from "./series.ts";

export interface ColumnSummary {
  readonly name: string;
  /** Cells with a number, and without one. */
  readonly filled: number;
  readonly missing: number;
  /** Undefined where no cell is filled. */
  readonly smallest?: number;
  readonly largest?: number;
  readonly mean?: number;
  /** How many different numbers there are. */
  readonly distinct: number;
}

/** Every column of numbers, in the order of the file. */
export function summariseColumns(series: Series): ColumnSummary[] {
  requireOption("summariseColumns", "series", SERIES, series);
  return series.columns.map((name) => {
    const values = knownValues(series.column(name)).slice();
    const missing = series.length - values.length;
    if (values.length === 0) return { name, filled: 0, missing, distinct: 0 };
    let mean = 0;
    values.forEach((value, i) => {
      // Step by step, because a sum of large numbers could leave the range.
      mean += value / (i + 1) - mean / (i + 1);
    });
    values.sort();
    const distinct = values.reduce((count, value, i) => (i > 0 && value === values[i - 1] ? count : count + 1), 0);
    const [smallest, largest] = [values[0], values[values.length - 1]];
    return { name, filled: values.length, missing, smallest, largest, mean, distinct };
  });
}
