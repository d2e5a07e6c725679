// Which windows train and which validate. The cut is a row V: a training window's last target row lies before V, a
// validation window's first target row at V or after. So no row that validation is scored on was seen in training, and the
// horizon - 1 windows whose targets lie on both sides belong to neither.

import { DataError } from "../../core/errors.ts";
import { number, type OptionRule, requireOption } from "../../core/option-rules.ts";
import { bisect } from "../../statistics/bisect.ts";
import { counted } from "../../words/counted.ts";
import { grouped } from "../../words/grouped.ts";

/** Which windows train and which validate, by origin: the row at which a window's target starts. */
export interface FitSpan {
  readonly training: Uint32Array;
  readonly validation: Uint32Array;
  /** Scales are fitted on the rows before this one. */
  readonly trainingRows: number;
}

/** What the messages and the cut need to know. */
interface FitSpanOptions {
  readonly name: string;
  readonly rows: number;
  readonly lookback: number;
  readonly horizon: number;
  /** Share of the windows that validate, from the end. 0: all windows train. */
  readonly validation: number;
  /** The origins of the windows that there are, ascending. */
  readonly origins: Uint32Array;
}

/** Which share of the windows validates, unless it is said. */
export const VALIDATION_SHARE = 0.15;

/** Which share of the windows validates. */
export const VALIDATION: OptionRule<number> = {
  ...number({ least: 0, below: 1 }),
  wanted: "a share from 0 to below 1, such as 0.15 for the last 15 %",
};

/**
 * Throws DataError, with the numbers, when there are too few rows for one training window and, unless the share is 0, one
 * validation window; OptionError for a share outside [0, 1).
 */
export function fitSpan({ name, rows, lookback, horizon, validation, origins }: FitSpanOptions): FitSpan {
  requireOption("fit", "validation", VALIDATION, validation);
  const needed = lookback + horizon + (validation > 0 ? horizon : 0);
  if (rows < needed) {
    const forValidation = validation > 0 ? ` and ${horizon} more to choose the number of epochs` : "";
    throw new DataError(
      "SERIES_TOO_SHORT",
      name,
      `lookback ${lookback} + horizon ${horizon} need ${counted(lookback + horizon, "row")} to learn from${forValidation}, ${grouped(needed)} in all, but there ${rows === 1 ? "is" : "are"} ${grouped(rows)}`,
      {
        found: rows,
        remedies: [["shorten the ", { option: "horizon" }], "give more rows"],
      },
    );
  }
  if (validation === 0) return { training: origins, validation: origins.subarray(origins.length), trainingRows: rows };
  // At least one of each; the training windows end horizon - 1 before the cut.
  const wanted = Math.max(1, Math.round(validation * origins.length));
  const least = origins[0] + horizon;
  const first = bisect(origins.length, (at) => at >= origins.length - wanted && origins[at] >= least);
  const cut = origins[first];
  const trains = bisect(origins.length, (at) => origins[at] + horizon > cut);
  return { training: origins.subarray(0, trains), validation: origins.subarray(first), trainingRows: cut };
}
