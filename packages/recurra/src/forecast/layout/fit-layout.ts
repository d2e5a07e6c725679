// What a fit will do, found from the settings and the series before anything is trained; and what it did.

import { aheadColumns } from "../../ahead/ahead-columns.ts";
import { inputWidth } from "../../ahead/known-ahead.ts";
import { DataError, OptionError } from "../../core/errors.ts";
import type { Bounds } from "../../data/bounds.ts";
import type { Season, Series } from "../../data/index.ts";
import { anchorSeasonOf, type SegmentShape, segmentRowsOf } from "../../segments/segment-rows.ts";
import { bisect } from "../../statistics/bisect.ts";
import type { Epoch, TrainingState } from "../../training/index.ts";
import { counted } from "../../words/counted.ts";
import { spread } from "../settings/calibration.ts";
import { type FitSpan, fitSpan } from "../settings/fit-span.ts";
import { defaultBatchSize, type ForecasterSettings, hasNetwork } from "../settings/forecaster-options.ts";
import { requireModelFits, requireWindowFits } from "../settings/model-size.ts";
import type { TrainingSummary } from "../state/forecaster-state.ts";
import { fitOrigins, requireFitOrigins } from "../windows/fit-origins.ts";
import type { WindowShape } from "../windows/forecast-windows.ts";
import { defaultLookback, fitSeasons, windowStride } from "./default-lookback.ts";
import { fitBounds } from "./fit-bounds.ts";

/** The windows of a fit, and the settings that were found from the data. */
export interface FitLayout extends FitSpan {
  /** Those that were asked for, or that the rows before the validation windows show. */
  readonly seasons: readonly Season[];
  readonly lookback: number;
  readonly horizon: number;
  readonly batchSize: number;
  readonly skip: boolean;
  /** Of the model "segment". */
  readonly segments?: SegmentShape;
  /** Each epoch has every so many-th of the training windows, another part each time; 1: all of them. */
  readonly stride: number;
  /** Training windows of an epoch. */
  readonly epochWindows: number;
  /** What forecasts and intervals keep to; undefined where they keep to nothing. */
  readonly bounds: Bounds | undefined;
}

/** The largest value whose square, which scales are made of, is still finite. */
const LARGEST = 1e150;

/** Throws DataError VALUE_TOO_LARGE. */
export function requireModestValues(series: Series, columns: readonly string[]): void {
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
 * rows; OptionError for a network that does not fit into memory. `known`: the seasons, where they were found before.
 */
export function layOutFit(
  settings: ForecasterSettings,
  series: Series,
  validation: number,
  known?: readonly Season[],
): FitLayout {
  const { target, inputs, horizon, model, future = [] } = settings;
  const columns = [...new Set([target, ...inputs, ...future])];
  series.requireClean(columns);
  requireModestValues(series, columns);
  // What the clock does not show is refused now.
  aheadColumns(series, settings);
  requireModelFits("Forecaster", {
    ...settings,
    inputSize: model === "segment" ? settings.hiddenSize : inputWidth(settings),
  });
  const seasons = known ?? fitSeasons(settings, series, validation);
  const lookback = settings.lookback ?? defaultLookback(settings, series, seasons, validation).lookback;
  requireWindowFits("Forecaster", { ...settings, inputSize: inputWidth(settings), lookback });
  const shape = { target, inputs, lookback, horizon };
  // Where nothing is trained, rows that are too few to validate do no harm.
  const held = hasNetwork(settings) || hasRoom(series, shape, validation) ? validation : 0;
  const span = requireSpan(series, shape, held);
  const stride = windowStride(settings, lookback, span.training.length);
  const epochWindows = Math.floor(span.training.length / stride);
  return {
    ...span,
    validation: spread(span.validation, Math.ceil(span.validation.length / stride)),
    seasons,
    lookback,
    horizon,
    batchSize: settings.batchSize ?? defaultBatchSize(epochWindows, model),
    skip:
      settings.skip ??
      ((model === "segment" || seasons.some(({ rows }) => rows <= lookback)) && inputs.includes(target)),
    ...(model === "segment" && {
      segments: layOutSegments(settings, { lookback, seasons }, series.column(target), span.training),
    }),
    stride,
    epochWindows,
    bounds: fitBounds(settings, series.column(target)),
  };
}

/** Throws OptionError OPTION_CONFLICT for a segment or a season that is longer than the lookback, and for a season that is not read. */
function layOutSegments(
  { target, inputs, horizon, ...given }: ForecasterSettings,
  { lookback, seasons }: { readonly lookback: number; readonly seasons: readonly Season[] },
  values: Float64Array,
  training: Uint32Array,
): SegmentShape {
  const reads = inputs.includes(target);
  const {
    segmentRows = segmentRowsOf(seasons, lookback),
    anchorSeason = reads ? anchorSeasonOf(values, training, { horizon, lookback, seasons }) : 0,
  } = given;
  for (const [option, value] of Object.entries({ segmentRows, anchorSeason })) {
    if (value <= lookback && (reads || option !== "anchorSeason" || value === 0)) continue;
    throw new OptionError(
      "OPTION_CONFLICT",
      "Forecaster",
      [
        { option, value },
        value > lookback
          ? ` is more than the ${counted(lookback, "row")} looked back on`
          : " is of the target, which is not read",
      ],
      { found: value, remedies: [["leave ", { option }, " out"]] },
    );
  }
  return { segmentRows, anchorSeason };
}

function spanOf(series: Series, shape: WindowShape, validation: number): FitSpan {
  const origins = fitOrigins(series, shape);
  requireFitOrigins(series, shape, origins, validation);
  return fitSpan({ ...shape, name: series.name, rows: series.length, validation, origins });
}

/** As `spanOf`; the error for too few rows also names the longest lookback that they have room for. */
function requireSpan(series: Series, shape: WindowShape, validation: number): FitSpan {
  try {
    return spanOf(series, shape, validation);
  } catch (error) {
    if (!(error instanceof DataError) || error.code !== "SERIES_TOO_SHORT") throw error;
    const shorter = shape.lookback - 1;
    const less = bisect(shorter, (rows) => hasRoom(series, { ...shape, lookback: shorter - rows }, validation));
    if (less === shorter) throw error;
    throw error.with({
      remedies: [["use ", { option: "lookback", value: shorter - less }, ", the longest that works"]],
    });
  }
}

function hasRoom(series: Series, shape: WindowShape, validation: number): boolean {
  try {
    spanOf(series, shape, validation);
    return true;
  } catch {
    return false;
  }
}

/** Throws OptionError FIT_RESUME when a state was made with another number of batches an epoch. */
export function requireSameBatches({ epochWindows: windows, batchSize }: FitLayout, state: TrainingState): void {
  const batches = Math.ceil(windows / batchSize);
  requireBatches(batches, `${counted(windows, "window")} in batches of ${batchSize}`, state);
}

/** The same of so many batches, which are `made` of something. */
export function requireBatches(batches: number, made: string, { step, batch, epoch }: TrainingState): void {
  if (batch <= batches && step === (epoch - 1) * batches + batch) return;
  throw new OptionError(
    "FIT_RESUME",
    "fit",
    `the state to resume from does not fit: it has ${counted(step, "step")} up to batch ${batch} of epoch ${epoch}, but ${made} are ${counted(batches, "step")} an epoch`,
    { remedies: ["resume with the series and settings that it was made with"] },
  );
}

/** Epochs of a fit on more rows: as many as validation chose, none where it kept the untrained weights, one where nothing was chosen. */
export function refitEpochs({ bestEpoch, untrained }: TrainingSummary): number {
  return untrained ? 0 : Math.max(1, bestEpoch);
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
  const loss = kept === undefined ? done[0]?.untrainedLoss : kept.validationLoss;
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
    seasons: layout.seasons,
    ...(layout.stride > 1 && { stride: layout.stride }),
    epochs: done.length,
    bestEpoch: kept?.epoch ?? 0,
    ...(kept === undefined && done.length > 0 && { untrained: true }),
    ...(whole ? {} : { interrupted: true }),
    ...(kept ? { trainLoss: kept.trainLoss } : {}),
    ...(loss === undefined ? {} : { validationLoss: loss }),
  };
}
