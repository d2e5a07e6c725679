// The intervals of a fit: sized on its validation windows, whose rows it has not seen.

import { inputWidth } from "../ahead/known-ahead.ts";
import { OptionError } from "../core/errors.ts";
import { Turns } from "../core/turns.ts";
import type { Series } from "../data/index.ts";
import {
  beyondOf,
  conformalIntervals,
  endsByLevel,
  forecastFurther,
  type Intervals,
  intervalScale,
  ownAlone,
  pathErrors,
  seasonPlaces,
} from "../evaluation/index.ts";
import { pretrainedOf } from "../zero-shot/both-paths.ts";
import type { Fitted } from "./fitted.ts";
import { forecastAt, givesSpread, spreadAt } from "./forward-pass.ts";
import { FORECAST_BATCH } from "./layout/fit-batches.ts";
import { forecastOn, goesOn } from "./own-forecasts.ts";
import { calibrationWindows, spread } from "./settings/calibration.ts";
import type { ForecasterSettings } from "./settings/forecaster-options.ts";
import { PRETRAINED_WORK, windowWork } from "./settings/model-size.ts";
import { ForecastWindows } from "./windows/forecast-windows.ts";

/** Share of the truths that intervals of a fit are to hold. */
const LEVEL = 0.9;

/** Windows from which a pretrained network goes on past the horizon, at most. */
const MOST_FURTHER = 48;

/** What intervals are sized on, and how long. */
interface Calibration {
  readonly series: Series;
  /** The first forecast rows of the windows whose targets were measured. */
  readonly validation: Uint32Array;
  readonly signal: AbortSignal | undefined;
  /** Whether what was fitted is still what the forecaster has. */
  readonly isCurrent: () => boolean;
}

/** The intervals, with turns of the event loop on the way; undefined where there is no window, or it was stopped before they were sized. */
export async function fitIntervals(
  fitted: Fitted,
  settings: ForecasterSettings,
  { series, validation, signal, isCurrent }: Calibration,
): Promise<Intervals | undefined> {
  if (validation.length === 0)
    return givesSpread(fitted, settings) && fitted.share === 0
      ? ownAlone([LEVEL], settings.horizon, "absolute", "there is none")
      : undefined;
  const { lookback, normaliser, bounds, summary } = fitted;
  const { horizon, target } = settings;
  const own = windowWork({ ...settings, inputSize: inputWidth(settings), lookback });
  const work = pretrainedOf(fitted.path) ? Math.max(own, PRETRAINED_WORK) : own;
  const origins = spread(validation, calibrationWindows(work, signal?.aborted === true));
  const predicted = new Float64Array(origins.length * horizon);
  const turns = new Turns();
  for (let from = 0; from < origins.length; from += FORECAST_BATCH) {
    predicted.set(forecastAt(fitted, settings, series, origins.subarray(from, from + FORECAST_BATCH)), from * horizon);
    if (turns.due) await turns.take();
    // Stopped on the way, or fitted anew or given up meanwhile.
    if (!isCurrent() || (signal?.aborted && from >= calibrationWindows(work, true))) return undefined;
  }
  const truth = new ForecastWindows(series, { ...settings, lookback }, normaliser).truth(origins);
  const scale = intervalScale(series.column(target).subarray(0, validation[0]));
  const end = origins[origins.length - 1] + horizon;
  const season = seasonPlaces(summary.seasons ?? [], series.times, origins[0], end);
  const values = series.column(target);
  const errors = {
    horizon,
    origins,
    predicted,
    ...truth,
    values,
    ...(bounds && { bounds }),
    ...(season && { season }),
    ...(givesSpread(fitted, settings) && {
      own: endsByLevel(predicted, [LEVEL], spreadAt(fitted, settings, series, origins, [LEVEL])),
    }),
  };
  const sized = conformalIntervals(errors, LEVEL, scale);
  const paths = pathErrors(errors, sized);
  const intervals = { ...sized, ...(paths && { paths }) };
  if (!goesOn(fitted, settings) || signal?.aborted) return intervals;
  const model = {
    ...{ target, horizon },
    predictBeyond: (from: Series, starts: Uint32Array, rows: number) =>
      forecastOn(fitted, settings, from, starts, rows),
  };
  const asked = pretrainedOf(fitted.path) ? spread(origins, MOST_FURTHER) : origins;
  const further = await forecastFurther(model, series, asked, LEVEL, undefined);
  if (!isCurrent()) return undefined;
  const beyond =
    further && beyondOf(further, { model, series, seasons: summary.seasons ?? [], measured: values, intervals });
  return { ...intervals, ...(beyond && { beyond }) };
}

/** Throws OptionError FORECASTER_INTERVALS for intervals of another number of steps. */
export function requireSteps(intervals: Intervals | undefined, horizon: number): void {
  const { radius } = intervals ?? {};
  if (radius && radius.length !== horizon) {
    throw new OptionError(
      "FORECASTER_INTERVALS",
      "Forecaster",
      `intervals for ${radius.length} steps do not fit a horizon of ${horizon}`,
      { found: radius.length, remedies: ["take those of its own backtest"] },
    );
  }
}
