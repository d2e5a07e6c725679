// The linear path that all series share: a ridge regression as fit-linear.ts has it, on sums over the windows of all series, each measured in
// its own unit, so that none outweighs the others.
//
//   forecast_h = y_t + sum_a W_(a,h) (y_(t-a) - y_t)        W = (sum_s X_s'X_s / u_s^2 + lambda s^2 I)^-1 (sum_s X_s'Y_s / u_s^2 + lambda s^2 E)
//
// On the values, and on their logarithms over the series that have them; E is the last season, or nothing. For each scale and lookback validation chooses
// E and lambda, and the three that err least there are averaged.

import type { Season } from "../../data/index.ts";
import { type WindowMoments, windowMoments } from "../../evaluation/estimation/window-moments.ts";
import { fromScale, type LinearScale, scalesOf, toScale } from "../../evaluation/linear/linear-scale.ts";
import { anchorWeights, LAMBDAS, solveRidge } from "../../evaluation/linear/ridge-problem.ts";
import { spread } from "../../forecast/settings/calibration.ts";
import { PLAIN } from "../../linear/linear-path.ts";
import { type FitSeries, unitOf } from "../layout/global-layout.ts";

/** "plain": on the values; "log": on their logarithms. */
export type ScaleForm = "plain" | "log";
const FORMS: readonly ScaleForm[] = ["plain", "log"];

/** Weights of one lookback on one scale. */
interface SharedWeights {
  readonly form: ScaleForm;
  readonly lookback: number;
  /** [lookback - 1, horizon], the nearest row first. */
  readonly weights: Float32Array;
}

/** A scale and a lookback, of which there is one model. */
interface SharedPlace {
  readonly form: ScaleForm;
  readonly lookback: number;
}

/** What validation chose. */
export interface SharedChoice {
  /** Of each scale and lookback the season that the penalty draws to, 0 for the last value, and lambda. */
  readonly models: readonly (SharedPlace & { readonly anchor: number; readonly lambda: number })[];
  /** Those whose mean is the forecast. */
  readonly averaged: readonly SharedPlace[];
}

/** Validation windows on which is chosen, at most. */
const MOST_CHOOSING = 1000;
/** Windows of all series that weights are fitted on, at least. */
const LEAST_WINDOWS = 10;
/** What is chosen where nothing validates. */
const LAMBDA = 10;
const AVERAGED = 3;

export class SharedPath {
  readonly horizon: number;
  /** By form, and by ascending lookback. */
  readonly all: readonly SharedWeights[];
  readonly choice: SharedChoice;

  constructor(horizon: number, all: readonly SharedWeights[], choice: SharedChoice) {
    this.horizon = horizon;
    this.all = all;
    this.choice = choice;
  }

  /** Weights as an anchor of a series' own path. */
  priorOf(lookback: number, form: ScaleForm): Float64Array | undefined {
    const weights = this.#weightsOf(form, lookback);
    return weights && Float64Array.from(weights);
  }

  /** Rows that a forecast looks back on. */
  get lookback(): number {
    return Math.max(...this.choice.averaged.map(({ lookback }) => lookback));
  }

  /**
   * Forecasts [n * horizon] of the rows from each origin on; reads the `lookback` values before it alone. Of windows that are not positive
   * there are no logarithms, and where these are all that there is, the forecast is the last value.
   */
  forecast(values: Float64Array, origins: ArrayLike<number>): Float64Array {
    const { horizon, lookback } = this;
    const out = new Float64Array(origins.length * horizon);
    for (let i = 0; i < origins.length; i++) {
      const window = values.subarray(origins[i] - lookback, origins[i]);
      const forecast = out.subarray(i * horizon, (i + 1) * horizon);
      const logs = scalesOf(window)?.find(({ form }) => form === "log");
      const able = this.choice.averaged.filter(({ form }) => form === "plain" || logs !== undefined);
      if (able.length === 0) forecast.fill(window[window.length - 1]);
      for (const { form, lookback: rows } of able) {
        this.#add(window, form === "plain" ? PLAIN : (logs as LinearScale), rows, 1 / able.length, forecast);
      }
    }
    return out;
  }

  /** The forecast of the longest lookback that so many rows suffice for; undefined where none is as short. */
  forecastWithin(rows: Float64Array): Float64Array | undefined {
    const found = this.all.findLast(({ form, lookback }) => form === "plain" && lookback <= rows.length);
    if (found === undefined) return undefined;
    const forecast = new Float64Array(this.horizon);
    this.#add(rows, PLAIN, found.lookback, 1, forecast);
    return forecast;
  }

  /** Adds a share of the forecast of one scale. */
  #add(window: Float64Array, scale: LinearScale, lookback: number, share: number, forecast: Float64Array): void {
    const { horizon } = this;
    const weights = this.#weightsOf(scale.form, lookback);
    if (weights === undefined) return;
    const last = window.length - 1;
    const start = toScale(scale, window[last]);
    const out = new Float64Array(horizon).fill(start);
    for (let a = 1; a < lookback; a++) {
      const x = toScale(scale, window[last - a]) - start;
      for (let h = 0, at = (a - 1) * horizon; h < horizon; h++) out[h] += x * weights[at + h];
    }
    for (let h = 0; h < horizon; h++) forecast[h] += share * fromScale(scale, out[h]);
  }

  #weightsOf(form: ScaleForm, lookback: number): Float32Array | undefined {
    return this.all.find((one) => one.form === form && one.lookback === lookback)?.weights;
  }
}

interface SharedOptions {
  readonly horizon: number;
  readonly seasons: readonly Season[];
  readonly lookbacks: readonly number[];
  /** Rows of a series that are learnt from. */
  readonly rowsOf: (series: FitSeries) => number;
  /** As a fit before this one chose; else by the validation windows. */
  readonly choice?: SharedChoice;
}

/** The path of these series; undefined where no lookback leaves windows enough. */
export function fitShared(series: readonly FitSeries[], options: SharedOptions): SharedPath | undefined {
  const { horizon, seasons, choice } = options;
  const season = Math.round(seasons[0]?.rows ?? 0);
  const chosenOn = choice === undefined ? choosingWindows(series) : [];
  const all: SharedWeights[] = [];
  const models: (SharedChoice["models"][number] & { readonly error: number })[] = [];
  for (const form of FORMS) {
    for (const lookback of options.lookbacks) {
      const place = { form, lookback };
      const moments = sumMoments(series, form, lookback, options);
      if (moments.windows < LEAST_WINDOWS) continue;
      const usual = { ...place, anchor: season <= lookback ? season : 0, lambda: LAMBDA };
      const known = choice?.models.find((one) => one.form === form && one.lookback === lookback) ?? usual;
      const anchors = [...new Set([usual.anchor, 0])];
      const some =
        chosenOn.length === 0
          ? [known]
          : anchors.flatMap((anchor) => LAMBDAS.map((lambda) => ({ ...place, anchor, lambda })));
      const tried = some.map((one) => {
        const anchor = anchorWeights(one.anchor, lookback, horizon);
        const weights = { ...place, weights: Float32Array.from(solveRidge(moments, lookback, one.lambda, anchor)) };
        const path = new SharedPath(horizon, [weights], { models: [], averaged: [place] });
        return { weights, model: { ...one, error: errorOf(path, chosenOn) } };
      });
      const { weights, model } = tried.reduce((least, one) => (one.model.error < least.model.error ? one : least));
      all.push(weights);
      models.push(model);
    }
  }
  if (all.length === 0) return undefined;
  const found = models.map(({ error: _, ...model }) => model);
  // All rows may suffice for lookbacks that those of the choice did not.
  if (choice !== undefined) return new SharedPath(horizon, all, { ...choice, models: found });
  // Where nothing chooses, the longest on the values.
  const plain = models.filter(({ form }) => form === "plain").slice(-1);
  const sorted = [...models].sort((a, b) => a.error - b.error);
  const best = chosenOn.length === 0 ? plain : sorted.filter(({ error }) => error < Number.POSITIVE_INFINITY);
  return new SharedPath(horizon, all, {
    models: found,
    averaged: (best.length > 0 ? best : plain).slice(0, AVERAGED).map(({ form, lookback }) => ({ form, lookback })),
  });
}

/** Sums over the windows of all series, each in its unit. */
function sumMoments(
  series: readonly FitSeries[],
  form: ScaleForm,
  lookback: number,
  { horizon, seasons, rowsOf }: SharedOptions,
): WindowMoments {
  const size = lookback - 1;
  const sum = { inputs: new Float64Array(size * size), targets: new Float64Array(size * horizon), windows: 0 };
  for (const one of series) {
    const runs = one.runsOf(lookback, rowsOf(one));
    if (runs.length === 0) continue;
    const rows = one.values.subarray(0, rowsOf(one));
    const scale = scalesOf(rows)?.find((each) => each.form === form);
    if (scale === undefined) continue;
    const seen = form === "plain" ? rows : rows.map((value) => toScale(scale, value));
    const unit = form === "plain" ? one.unit : unitOf(seen, seasons);
    const { inputs, targets, windows } = windowMoments(seen, runs, lookback, horizon);
    const share = 1 / (unit * unit);
    for (let at = 0; at < inputs.length; at++) sum.inputs[at] += share * inputs[at];
    for (let at = 0; at < targets.length; at++) sum.targets[at] += share * targets[at];
    sum.windows += windows;
  }
  return sum;
}

interface ChoosingWindows {
  readonly series: FitSeries;
  readonly origins: Uint32Array;
}

/** Validation windows, as many of each series as of any other. */
function choosingWindows(series: readonly FitSeries[]): ChoosingWindows[] {
  const validated = series.filter(({ validation }) => validation.length > 0);
  const every = Math.max(1, Math.ceil(validated.length / MOST_CHOOSING));
  const some = validated.filter((_, i) => i % every === 0);
  const most = Math.max(1, Math.floor(MOST_CHOOSING / Math.max(1, some.length)));
  return some.map((one) => ({ series: one, origins: spread(one.validation, most) }));
}

/** Mean absolute error in units of each series over the windows that are long enough; NaN where none is. */
function errorOf(path: SharedPath, windows: readonly ChoosingWindows[]): number {
  const { horizon, lookback } = path;
  let [sum, count] = [0, 0];
  for (const { series, origins } of windows) {
    const { values, unit } = series;
    const reached = origins.filter((origin) => origin >= lookback);
    const forecasts = path.forecast(values, reached);
    reached.forEach((origin, i) => {
      for (let h = 0; h < horizon; h++) sum += Math.abs(forecasts[i * horizon + h] - values[origin + h]) / unit;
    });
    count += reached.length * horizon;
  }
  return sum / count;
}
