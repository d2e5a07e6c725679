// Futures that a forecaster holds possible: paths whose steps are spread as its errors were, and hang together as these did.

import { StateError } from "../core/errors.ts";
import { type OptionRules, whole } from "../core/option-rules.ts";
import { Generator } from "../core/random.ts";
import { type Bounds, clip } from "../data/bounds.ts";
import type { Series } from "../data/index.ts";
import {
  changeIn,
  halfWidth,
  type Intervals,
  normalShare,
  type OwnEnds,
  placeIn,
  quantileAt,
} from "../evaluation/index.ts";
import { type Fitted, reachOf } from "./fitted.ts";
import type { PredictOptions } from "./forecast-row.ts";
import { forecastAt, givesSpread, spreadAt, spreadGiven } from "./forward-pass.ts";
import { goOn } from "./own-forecasts.ts";
import type { ForecasterSettings } from "./settings/forecaster-options.ts";

/** What may be asked of `samplePaths`. */
export interface SamplePathsOptions extends Pick<PredictOptions, "horizon" | "future"> {
  /** How many. Default 100. */
  readonly paths?: number;
  /** The same seed gives the same paths. Default 0. */
  readonly seed?: number;
}

export interface SamplePaths {
  readonly times: readonly string[];
  /** Each as long as the times. */
  readonly paths: readonly Float64Array[];
}

export const PATHS_RULES: Pick<OptionRules<SamplePathsOptions>, "paths" | "seed"> = { paths: whole(1), seed: whole(0) };

/** Rows before a forecast that its interval may follow. */
const FOLLOWED = 21;
/** Levels of a head whose ends errors are drawn between. */
const LEVELS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95];

/** What paths are drawn from. */
interface Drawn {
  readonly fitted: Fitted;
  readonly settings: ForecasterSettings;
  readonly intervals: Intervals | undefined;
  /** With the rows ahead, where columns are known ahead. */
  readonly series: Series;
  readonly origin: number;
  /** Of the rows to come. */
  readonly times: readonly number[];
}

/** [paths][rows], cut off at the bounds. Throws StateError FORECASTER_PATHS where no errors are known. */
export function samplePaths(
  { fitted, settings, intervals, series, origin, times }: Drawn,
  { paths = 100, seed = 0 }: SamplePathsOptions,
): Float64Array[] {
  if (!intervals?.paths || intervals.radius === null) throw unknownErrors();
  const { quantiles, correlation } = intervals.paths;
  const { target, horizon } = settings;
  const { bounds = {} } = fitted;
  const rows = times.length;
  const before = Math.min(origin, Math.max(reachOf(fitted), FOLLOWED));
  const column = series.column(target);
  const windows = Array.from({ length: paths }, () => {
    const window = new Float64Array(before + Math.ceil(rows / horizon) * horizon);
    window.set(column.subarray(origin - before, origin));
    return window;
  });
  const generator = new Generator(seed);
  const streams = windows.map((_, path) => generator.stream("paths", path));
  for (let done = 0; done < rows; done += horizon) {
    const seen = windows.map((window) => window.subarray(0, before + done));
    const block =
      done === 0 ? forecastAt(fitted, settings, series, Uint32Array.of(origin)) : goOn(fitted, settings, seen);
    const own = done === 0 ? ownSpread(fitted, settings, series, origin) : ownSpreadOf(fitted, settings, seen);
    for (let path = 0; path < paths; path++) {
      const from = done === 0 ? 0 : path * horizon;
      const change = changeIn(intervals, seen[path], seen[path].length);
      const last = seen[path][seen[path].length - 1];
      let z = 0;
      for (let step = 0; step < horizon; step++) {
        const c = step === 0 ? 0 : correlation[step - 1];
        z = c * z + Math.sqrt(1 - c * c) * streams[path].normal(done + step);
        const value = block[from + step];
        const share = normalShare(z);
        // Rows of the last block that nobody asked for have no time, and need no error.
        const time = times[done + step];
        const place = time === undefined ? undefined : placeIn(intervals, series.times, time);
        const error =
          own === undefined
            ? (halfWidth(value, step, last, intervals, { place, change }) as number) * quantileAt(quantiles, share)
            : errorOf(own, from + step, share);
        windows[path][before + done + step] = clip(value + error, bounds as Bounds);
      }
    }
  }
  return windows.map((window) => window.slice(before, before + rows));
}

/** What a head gives of the first block, the same for all paths. */
function ownSpread(
  fitted: Fitted,
  settings: ForecasterSettings,
  series: Series,
  origin: number,
): OwnEnds[] | undefined {
  return givesSpread(fitted, settings) ? spreadAt(fitted, settings, series, Uint32Array.of(origin), LEVELS) : undefined;
}

function ownSpreadOf(
  fitted: Fitted,
  settings: ForecasterSettings,
  windows: readonly Float64Array[],
): OwnEnds[] | undefined {
  if (!givesSpread(fitted, settings)) return undefined;
  return spreadGiven(
    fitted,
    settings,
    windows.map((window) => ({ [settings.target]: window })),
    LEVELS,
  );
}

/** The quantile at a share: on a line between two ends of a head's intervals, the widest of which are the last. */
function errorOf(own: readonly OwnEnds[], at: number, share: number): number {
  const level = Math.abs(2 * share - 1);
  const ends = (i: number): number => (i < 0 ? 0 : (share < 0.5 ? own[i].lower : own[i].upper)[at]);
  const high = LEVELS.findIndex((one) => one >= level);
  if (high < 0) return ends(LEVELS.length - 1);
  const low = high === 0 ? 0 : LEVELS[high - 1];
  return ends(high - 1) + ((level - low) / (LEVELS[high] - low)) * (ends(high) - ends(high - 1));
}

function unknownErrors(): StateError {
  return new StateError("FORECASTER_PATHS", "samplePaths", "it is not known how the forecaster errs", {
    remedies: [
      ["fit it with rows for validation, or set ", { option: "intervals" }, " to those of a backtest"],
      "fit a model of an older file again",
    ],
  });
}
