// What a fit of many series will do, found from the settings and the rows before anything is trained.

import type { Bounds } from "../../data/bounds.ts";
import { gapFreeRuns } from "../../data/grid/gap-free-origins.ts";
import type { Season, Series, SeriesSet } from "../../data/index.ts";
import { seasonRows } from "../../data/seasons/season-setting.ts";
import { nameSeasons } from "../../data/seasons/seasons-of.ts";
import { OriginLists } from "../../data/windows/origin-lists.ts";
import type { WindowRun } from "../../evaluation/estimation/window-moments.ts";
import { naiveScale } from "../../evaluation/index.ts";
import { runsOf } from "../../forecast/fit-path.ts";
import { fitBounds } from "../../forecast/layout/fit-bounds.ts";
import { requireModestValues } from "../../forecast/layout/fit-layout.ts";
import { spread } from "../../forecast/settings/calibration.ts";
import { type FitSpan, fitSpan } from "../../forecast/settings/fit-span.ts";
import { requireModelFits } from "../../forecast/settings/model-size.ts";
import { fitOrigins } from "../../forecast/windows/fit-origins.ts";
import { segmentLookback, segmentRowsOf } from "../../segments/segment-rows.ts";
import { median } from "../../statistics/median.ts";
import type { GlobalSettings } from "./global-options.ts";

/** One of the series of a fit. */
export interface FitSeries extends FitSpan {
  /** Its place in the set. */
  readonly index: number;
  readonly id: string;
  /** All its rows of the target. */
  readonly values: Float64Array;
  /** Windows with a lookback whose targets end before row `end`, as runs of their last rows. */
  readonly runsOf: (lookback: number, end: number) => WindowRun[];
  /** The row from which there is no gap before row `end`. */
  readonly beginOf: (end: number) => number;
  /** Mean absolute change from one season to the next in the training rows, of each row's time: what its numbers are measured in. */
  readonly unit: number;
  readonly bounds: Bounds | undefined;
  /** First and last time; NaN where there is no row. */
  readonly from: number;
  readonly to: number;
}

/** What is found from the rows of all series. */
export interface GlobalShape {
  readonly seasons: readonly Season[];
  /** Of the network. */
  readonly lookback: number;
  readonly segmentRows: number;
  readonly anchorSeason: number;
}

export interface GlobalLayout extends GlobalShape {
  readonly series: readonly FitSeries[];
  readonly clock: string;
  readonly step: string;
}

/** Series in which seasons are looked for, at most, and the share of them that must show one. */
const LOOKED_AT = 100;
const SHOWN = 0.5;
/** Of the rows of a typical series, less two horizons, the lookback is at most this share. */
const LOOKBACK_SHARE = 2 / 3;
/** Windows that validate, of one series and of all together, at most. */
const MOST_VALIDATION = { series: 400, all: 40_000 };
/** Windows over which the season to add to is chosen, at most, of all series together. */
const MOST_CHOOSING = 4000;

/**
 * Throws DataError for unknown columns, missing cells, values too large, and times out of order; OptionError for a network that does not fit into
 * memory. Series without a window take no part. `known`: what a fit before this one found.
 */
export function layOutGlobal(
  settings: GlobalSettings,
  set: SeriesSet,
  validation: number,
  known?: GlobalShape,
): GlobalLayout {
  const { target, horizon } = settings;
  requireModelFits("GlobalForecaster", { ...settings, numLayers: 1, inputSize: settings.hiddenSize });
  const seasons = known?.seasons ?? findSeasons(settings, set, validation);
  const lookback = known?.lookback ?? settings.lookback ?? findLookback(set, horizon, seasons);
  const { ids } = set;
  const most = Math.max(1, Math.min(MOST_VALIDATION.series, Math.floor(MOST_VALIDATION.all / Math.max(1, ids.length))));
  let [clock, step] = ["row", ""];
  const lists = new OriginLists();
  const whole = windowsWithoutGap(horizon);
  // One after the other: of many series not all are to be there at once.
  const series = ids.map((id, index): FitSeries => {
    const one = set.at(index);
    one.requireClean([target]);
    requireModestValues(one, [target]);
    if (step === "" && one.length > 1) [clock, step] = [one.times.kind, one.times.step];
    const values = one.column(target);
    const found = spanOf(one, { target, inputs: [target], lookback, horizon }, validation);
    const { trainingRows } = found;
    const [training, validating] = [found.training, spread(found.validation, most)].map((one) => lists.shared(one));
    return {
      ...{ training, validation: validating, trainingRows },
      ...{ index, id, values, runsOf: windowsOf(one, target, horizon, whole), beginOf: beginsOf(one) },
      unit: unitOf(values.subarray(0, trainingRows), seasons),
      bounds: fitBounds(settings, values),
      from: values.length > 0 ? one.times.at(0) : Number.NaN,
      to: values.length > 0 ? one.times.at(values.length - 1) : Number.NaN,
    };
  });
  return {
    seasons,
    lookback,
    segmentRows: known?.segmentRows ?? Math.min(lookback, settings.segmentRows ?? segmentRowsOf(seasons, lookback)),
    anchorSeason:
      known?.anchorSeason ?? settings.anchorSeason ?? findAnchorSeason(series, { lookback, horizon, seasons }),
    ...{ series, clock, step },
  };
}

/** Mean absolute change over the shortest season, or from row to row where there are too few rows, or nothing changes over it; 1 where nothing changes at all. */
export function unitOf(values: Float64Array, seasons: readonly Season[]): number {
  return naiveScale(values, seasons[0]?.rows ?? 1) ?? naiveScale(values, 1) ?? 1;
}

/** Those that were asked for, or those that half of the series show. */
function findSeasons({ season, target }: GlobalSettings, set: SeriesSet, validation: number): readonly Season[] {
  const given = seasonRows(season);
  if (given !== undefined) return set.size === 0 ? [] : nameSeasons(set.at(0).times, given);
  const every = Math.max(1, Math.ceil(set.size / LOOKED_AT));
  const shown = new Map<number, { season: Season; count: number }>();
  let looked = 0;
  for (let index = 0; index < set.size; index += every, looked++) {
    const series = set.at(index);
    for (const found of series.seasons(target, series.length - Math.ceil(validation * series.length))) {
      const rows = Math.round(found.rows);
      shown.set(rows, { season: found, count: (shown.get(rows)?.count ?? 0) + 1 });
    }
  }
  const enough = [...shown.values()].filter(({ count }) => count >= SHOWN * looked);
  return enough.map(({ season: found }) => found).sort((a, b) => a.rows - b.rows);
}

function findLookback(set: SeriesSet, horizon: number, seasons: readonly Season[]): number {
  const lengths = Array.from({ length: set.size }, (_, index) => set.lengthAt(index)).filter(
    (length) => length > 2 * horizon,
  );
  if (lengths.length === 0) return 1;
  const typical = median(lengths);
  const lower = median(lengths.filter((length) => length <= typical));
  return segmentLookback(seasons, Math.max(1, Math.floor(LOOKBACK_SHARE * (lower - 2 * horizon))));
}

/** Of most series, which have no gap and no cell that was made, nothing is kept for it: `whole` is that of all of them. */
function windowsOf(series: Series, target: string, horizon: number, whole: FitSeries["runsOf"]): FitSeries["runsOf"] {
  if (gapFreeRuns(series).length === 1 && series.filled.length === 0) return whole;
  return (lookback, end) => runsOf(fitOrigins(series.slice(0, end), { target, inputs: [target], lookback, horizon }));
}

const FROM_START = () => 0;

/** Of a series the row from which there is no gap before another one; of most, which have no gap, nothing is kept for it. */
export function beginsOf(series: Series): FitSeries["beginOf"] {
  const starts = gapFreeRuns(series).map(({ from }) => from);
  return starts.length < 2 ? FROM_START : (end) => starts.findLast((from) => from < end) ?? 0;
}

/** Apart, so that the function holds no series. */
function windowsWithoutGap(horizon: number): FitSeries["runsOf"] {
  return (lookback, end) => {
    const last = end - horizon - 1;
    return last < lookback - 1 ? [] : [{ from: lookback - 1, to: last }];
  };
}

/** The windows of a series; none where it is too short, and none that validate where these would leave none to learn from. */
function spanOf(
  series: Series,
  shape: {
    readonly target: string;
    readonly inputs: readonly string[];
    readonly lookback: number;
    readonly horizon: number;
  },
  validation: number,
): FitSpan {
  const { lookback, horizon } = shape;
  const { name, length: rows } = series;
  const origins = fitOrigins(series, shape);
  const none = origins.subarray(0, 0);
  if (origins.length === 0) return { training: none, validation: none, trainingRows: rows };
  const learns = validation === 0 || origins[origins.length - 1] < origins[0] + horizon;
  if (learns) return { training: origins, validation: none, trainingRows: rows };
  return fitSpan({ name, rows, lookback, horizon, validation, origins });
}

/** The season whose repetition errs least over the training windows in units of each series; 0 where the last value does. */
function findAnchorSeason(
  series: readonly FitSeries[],
  { lookback, horizon, seasons }: { lookback: number; horizon: number; seasons: readonly Season[] },
): number {
  const windows = series.reduce((sum, { training }) => sum + training.length, 0);
  const every = Math.max(1, Math.ceil(windows / MOST_CHOOSING));
  const rows = [...new Set(seasons.map((season) => Math.round(season.rows)))].filter(
    (count) => count > 1 && count <= lookback,
  );
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (const season of [0, ...rows]) {
    let sum = 0;
    let at = 0;
    for (const { values, training, unit } of series) {
      // Every so many-th of all windows, counted on from one series to the next.
      for (; at < training.length; at += every) {
        const origin = training[at];
        const from = origin - Math.max(1, season);
        let error = 0;
        for (let h = 0; h < horizon; h++) error += Math.abs(values[origin + h] - values[from + (season && h % season)]);
        sum += error / unit;
      }
      at -= training.length;
    }
    if (sum < least) [best, least] = [season, sum];
  }
  return best;
}
