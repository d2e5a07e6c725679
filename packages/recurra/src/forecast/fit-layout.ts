// What a fit will do, found from the settings and the series before anything is trained; and what it did.

import { DataError, OptionError } from "../core/errors.ts";
import type { Bounds } from "../data/bounds.ts";
import type { Series } from "../data/index.ts";
import type { Epoch, TrainingState } from "../training/index.ts";
import { counted } from "../words/counted.ts";
import { fitBounds } from "./fit-bounds.ts";
import { fitOrigins, lookbackInRuns, requireFitOrigins } from "./fit-origins.ts";
import { type FitSpan, fitSpan } from "./fit-span.ts";
import { defaultBatchSize, defaultLookback, type ForecasterSettings } from "./forecaster-options.ts";
import type { TrainingSummary } from "./forecaster-state.ts";
import { requireModelFits } from "./model-size.ts";

/** The windows of a fit, and the settings that were found from the data. */
export interface FitLayout extends FitSpan {
  readonly lookback: number;
  readonly horizon: number;
  readonly batchSize: number;
  readonly skip: boolean;
  /** What forecasts and intervals keep to; undefined where they keep to nothing. */
  readonly bounds: Bounds | undefined;
}

/** The largest value whose square, which scales are made of, is still finite. */
const LARGEST = 1e150;

function requireModestValues(series: Series, columns: readonly string[]): void {
  for (const name of columns) {
    const values = series.column(name);
    const row = values.findIndex((value) => Math.abs(value) > LARGEST);
    if (row < 0) continue;
    throw new DataError(
      "VALUE_TOO_LARGE",
      series.name,
      `${values[row]} is larger than 1e150, too large to compute with`,
      {
        place: series.placeOf(row, name),
        found: values[row],
        remedies: ["correct the cell", "give the column in a larger unit"],
      },
    );
  }
}

/**
 * Throws DataError for unknown columns, missing cells, values too large, times out of order and too few
 * rows; OptionError for a network that does not fit into memory.
 */
export function layOutFit(settings: ForecasterSettings, series: Series, validation: number): FitLayout {
  const { target, inputs, horizon } = settings;
  series.requireClean([...new Set([target, ...inputs])]);
  requireModestValues(series, [...new Set([target, ...inputs])]);
  requireModelFits({ ...settings, inputSize: inputs.length });
  const season = settings.season ?? series.times.seasonLength();
  const lookback =
    settings.lookback ?? lookbackInRuns(series, horizon, defaultLookback(series.length, horizon, season));
  const shape = { target, inputs, lookback, horizon };
  const origins = fitOrigins(series, shape);
  requireFitOrigins(series, shape, origins, validation);
  const span = fitSpan({ name: series.name, rows: series.length, lookback, horizon, validation, origins });
  return {
    ...span,
    lookback,
    horizon,
    batchSize: settings.batchSize ?? defaultBatchSize(span.training.length),
    skip: settings.skip ?? (season !== undefined && inputs.includes(target)),
    bounds: fitBounds(settings, series.column(target)),
  };
}

/** Throws OptionError FIT_RESUME when a state was made with another number of batches an epoch. */
export function requireSameBatches({ training, batchSize }: FitLayout, state: TrainingState): void {
  const windows = training.length;
  const batches = Math.ceil(windows / batchSize);
  const { step, batch, epoch } = state;
  if (batch <= batches && step === (epoch - 1) * batches + batch) return;
  throw new OptionError(
    "FIT_RESUME",
    "fit",
    `the state to resume from does not fit: it has ${counted(step, "step")} up to batch ${batch} of epoch ${epoch}, but ${counted(windows, "window")} in batches of ${batchSize} are ${counted(batches, "step")} an epoch`,
    { remedies: ["resume with the series and settings that it was made with"] },
  );
}

/** What is kept of a fit, after the epochs that were done. */
export function summariseFit(
  series: Series,
  layout: FitLayout,
  done: readonly Epoch[],
  whole: boolean,
): TrainingSummary {
  const last = series.length - 1;
  const kept = done.findLast((epoch) => epoch.best);
  return {
    rows: series.length,
    first: series.times.label(0),
    last: series.times.label(last),
    clock: series.times.kind,
    step: series.times.step,
    fittedRows: { from: series.times.at(0), to: series.times.at(last) },
    trainingWindows: layout.training.length,
    validationWindows: layout.validation.length,
    batchSize: layout.batchSize,
    epochs: done.length,
    bestEpoch: kept?.epoch ?? 0,
    ...(whole ? {} : { interrupted: true }),
    ...(kept ? { trainLoss: kept.trainLoss } : {}),
    ...(kept?.validationLoss === undefined ? {} : { validationLoss: kept.validationLoss }),
  };
}
