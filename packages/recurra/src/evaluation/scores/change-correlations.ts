import { OptionError } from "../../core/errors.ts";
import { NUMBERS, PLACE, requireArguments, requireOption, whole } from "../../core/option-rules.ts";
import { correlation } from "./correlation.ts";

const COUNT = /* @__PURE__ */ whole(0);

const ARGUMENTS = { values: NUMBERS, first: PLACE, predicted: NUMBERS, shifts: PLACE };

/**
 * With which row's change do one-step forecasts change?
 *
 *   r_s = correlation over rows t of  f_t - f_(t - 1)  and  y_(t - s) - y_(t - s - 1),       s = 0 .. shifts
 *
 * A forecast that knows what comes has its largest r at s = 0; repeating the last value has r_1 = 1; a level that is off
 * changes nothing. r_s is null where one of the two never varies.
 *
 * Shapes: values [rows]; predicted [n], the forecasts of rows first, first + 1, ...
 * Throws OptionError unless n is at least 3, the rows before `first` reach as far as the shifts, and `values` hold the rows
 * of all forecasts.
 */
export function changeCorrelations(
  values: Float64Array,
  first: number,
  predicted: Float64Array,
  shifts: number,
): (number | null)[] {
  requireArguments("changeCorrelations", ARGUMENTS, values, first, predicted, shifts);
  requireOption("changeCorrelations", "first", COUNT, first);
  requireOption("changeCorrelations", "shifts", COUNT, shifts);
  const count = predicted.length - 1;
  if (count < 2 || shifts > first) {
    throw new OptionError(
      "CHANGE_CORRELATIONS",
      "changeCorrelations",
      `needs 3 forecasts and ${shifts} rows before them, got ${predicted.length} and ${first}`,
      { found: predicted.length },
    );
  }
  if (first + predicted.length > values.length) {
    throw new OptionError(
      "CHANGE_CORRELATIONS",
      "changeCorrelations",
      `the forecasts end with row ${first + count}, but the last value is that of row ${values.length - 1}`,
      { found: first + count },
    );
  }
  const changes = (at: (step: number) => number) => Float64Array.from({ length: count }, (_, i) => at(i + 1) - at(i));
  const forecast = changes((step) => predicted[step]);
  return Array.from({ length: shifts + 1 }, (_, shift) =>
    correlation(
      forecast,
      changes((step) => values[first + step - shift]),
    ),
  );
}
