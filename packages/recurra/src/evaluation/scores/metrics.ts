// Errors of forecasts. `actual` and `predicted` are aligned and of equal length n >= 1, else ShapeError. Sums run in index
// order, so that the same numbers give the same bits everywhere.

import { ShapeError } from "../../core/errors.ts";
import { NUMBER, NUMBERS, POSITIVE, requireArguments, requireOption } from "../../core/option-rules.ts";
import { mean, meanOf } from "../../statistics/mean.ts";
import { counted } from "../../words/counted.ts";

const PAIR = { actual: NUMBERS, predicted: NUMBERS };
const HISTORY = { history: NUMBERS, season: POSITIVE };

/** Mean absolute error, (1/n) sum |a - f|, in the units of the values. */
export function mae(actual: ArrayLike<number>, predicted: ArrayLike<number>): number {
  return meanOf(requireAligned("mae", actual, predicted), (i) => Math.abs(actual[i] - predicted[i]));
}

/** Root mean squared error, sqrt((1/n) sum (a - f)^2), in the units of the values. */
export function rmse(actual: ArrayLike<number>, predicted: ArrayLike<number>): number {
  return Math.sqrt(
    meanOf(requireAligned("rmse", actual, predicted), (i) => (actual[i] - predicted[i]) * (actual[i] - predicted[i])),
  );
}

/**
 * Mean absolute percentage error, (100/n) sum |a - f| / |a|, in percent. Null when any actual value is 0: the quotient
 * does not exist there, and leaving such rows out would flatter the forecast.
 */
export function mape(actual: ArrayLike<number>, predicted: ArrayLike<number>): number | null {
  const count = requireAligned("mape", actual, predicted);
  for (let i = 0; i < count; i++) if (actual[i] === 0) return null;
  return 100 * meanOf(count, (i) => Math.abs(actual[i] - predicted[i]) / Math.abs(actual[i]));
}

/**
 * Symmetric mean absolute percentage error, (200/n) sum |a - f| / (|a| + |f|), in percent from 0 to 200. A term with
 * a = f = 0 counts as 0.
 *
 * Source: Makridakis and Hibon 2000, The M3-Competition, International Journal of Forecasting 16(4); the same in M4.
 */
export function smape(actual: ArrayLike<number>, predicted: ArrayLike<number>): number {
  return (
    200 *
    meanOf(requireAligned("smape", actual, predicted), (i) => {
      const size = Math.abs(actual[i]) + Math.abs(predicted[i]);
      return size === 0 ? 0 : Math.abs(actual[i] - predicted[i]) / size;
    })
  );
}

/**
 * The scale of MASE: mean of |y_t - y_(t - season)| over the known history, the error that the (seasonal) naive method
 * makes inside it at one step. Null when the history is not longer than a season or never changes. Pairs with a NaN, where nothing was
 * measured, are left out; a season of a fraction of a row is rounded.
 */
export function naiveScale(history: ArrayLike<number>, season = 1): number | null {
  requireArguments("naiveScale", HISTORY, history, season);
  const shift = Math.round(season);
  const changes: number[] = [];
  for (let i = shift; i < history.length; i++) {
    const change = Math.abs(history[i] - history[i - shift]);
    if (!Number.isNaN(change)) changes.push(change);
  }
  const scale = changes.length === 0 ? 0 : mean(changes);
  return scale > 0 ? scale : null;
}

/**
 * Mean absolute scaled error: the mean absolute error divided by {@link naiveScale} of the history before the first
 * forecast. All steps of the horizon share that one-step scale, so values above 1 are usual at longer horizons.
 * Null when the scale is.
 *
 * Source: Hyndman and Koehler 2006, Another look at measures of forecast accuracy, Int. J. of Forecasting 22(4).
 */
export function mase(actual: ArrayLike<number>, predicted: ArrayLike<number>, scale: number | null): number | null {
  if (scale !== null) requireOption("mase", "scale", NUMBER, scale);
  return scale === null ? null : mae(actual, predicted) / scale;
}

function requireAligned(metric: string, actual: ArrayLike<number>, predicted: ArrayLike<number>): number {
  requireArguments(metric, PAIR, actual, predicted);
  if (actual.length === predicted.length && actual.length > 0) return actual.length;
  throw new ShapeError(
    "METRIC_LENGTH",
    metric,
    `${counted(actual.length, "actual value")} and ${counted(predicted.length, "forecast")}`,
    {
      remedies: ["give as many of both, and at least one"],
    },
  );
}
