// Whether a series is on the clock that a model was fitted on. A forecaster counts rows, not days: given hours in place of days it
// would answer as readily, and be wrong.

import { DataError } from "../../core/errors.ts";
import { requireOption } from "../../core/option-rules.ts";
import type { Series } from "../../data/index.ts";
import { SERIES } from "../../data/table/series-rule.ts";
import { stepLength } from "../../data/time/step-length.ts";
import type { TrainingSummary } from "./forecaster-state.ts";

/** With fewer rows, a step may be that over a weekend or a night. */
export const ROWS_THAT_SHOW = 4;
/** A month of 31 days is the step of one of 28; two days are not the step of one. */
const ALIKE = 1.5;
/** Steps that are not regular say little about their length. */
const ALIKE_IRREGULAR = 4;

/**
 * Throws DataError STEP_DIFFERS, naming both, when the usual step between the rows of a series is clearly another than that of the
 * rows which a model was fitted on. Steps that cannot be told (few rows, no times) are taken as the same.
 */
export function requireSameStep(training: Pick<TrainingSummary, "step">, series: Series): void {
  requireOption("requireSameStep", "series", SERIES, series);
  const { step } = series.times;
  if (hasSameStep(training.step, series)) return;
  throw new DataError(
    "STEP_DIFFERS",
    series.name,
    `its rows have the step: ${step}, but the model was fitted on rows with the step: ${training.step}`,
    {
      found: step,
      context: "A forecast goes by rows, so it would be of another thing",
      remedies: ["give rows of the model's step", "fit a model on these"],
    },
  );
}

/** Whether the rows of a series have a step, as `TimeIndex.step` words it; true where that cannot be told. */
export function hasSameStep(words: string, { length, times: { step } }: Series): boolean {
  if (length < ROWS_THAT_SHOW) return true;
  const fitted = stepLength(words);
  const found = stepLength(step);
  if (fitted === undefined || found === undefined) return true;
  const irregular = [words, step].some((each) => each.startsWith("irregular"));
  const ratio = Math.max(fitted / found, found / fitted);
  return ratio < (irregular ? ALIKE_IRREGULAR : ALIKE);
}
