// What a fit will do, found from the settings and the series before anything is trained; and what it did.

import type { Series } from "../data/index.ts";
import type { Epoch } from "../training/index.ts";
import { type FitSpan, fitSpan } from "./fit-span.ts";
import type { TrainingSummary } from "./forecaster-file.ts";
import { defaultBatchSize, defaultLookback, type ForecasterSettings } from "./forecaster-options.ts";

/** The windows of a fit, and the settings that were found from the data. */
export interface FitPlan extends FitSpan {
  readonly lookback: number;
  readonly horizon: number;
  readonly batchSize: number;
  readonly skip: boolean;
}

/** Throws DataError for unknown columns, missing cells, times out of order and too few rows. */
export function planFit(settings: ForecasterSettings, series: Series, validation: number): FitPlan {
  const { target, inputs, horizon } = settings;
  series.requireClean([...new Set([target, ...inputs])]);
  const season = settings.season ?? series.times.seasonLength();
  const lookback = settings.lookback ?? defaultLookback(series.length, horizon, season);
  const span = fitSpan({ name: series.name, rows: series.length, lookback, horizon, validation });
  return {
    ...span,
    lookback,
    horizon,
    batchSize: settings.batchSize ?? defaultBatchSize(span.training.to - span.training.from),
    skip: settings.skip ?? (season !== undefined && inputs.includes(target)),
  };
}

/** What is kept of a fit, after the epochs that were done. */
export function summariseFit(series: Series, plan: FitPlan, done: readonly Epoch[]): TrainingSummary {
  const last = series.length - 1;
  const kept = done.findLast((epoch) => epoch.best);
  return {
    rows: series.length,
    first: series.times.label(0),
    last: series.times.label(last),
    clock: series.times.kind,
    step: series.times.step,
    fittedRows: { from: series.times.at(0), to: series.times.at(last) },
    trainingWindows: plan.training.to - plan.training.from,
    validationWindows: plan.validation.to - plan.validation.from,
    batchSize: plan.batchSize,
    epochs: done.length,
    bestEpoch: kept?.epoch ?? 0,
    ...(kept ? { trainLoss: kept.trainLoss } : {}),
    ...(kept?.validationLoss === undefined ? {} : { validationLoss: kept.validationLoss }),
  };
}
