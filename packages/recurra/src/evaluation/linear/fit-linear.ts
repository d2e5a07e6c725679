// A linear forecast straight from the window (direct, one regression for each step), with the last value taken off inputs and targets, so
// that a level that moved does not matter: the NLinear form, in closed form by ridge regression.
//
//   W = (X'X + lambda s^2 I)^-1 (X'Y + lambda s^2 E)        forecast_h = y_t + sum_a W_(a,h) (y_(t-a) - y_t)
//
// for X [n, L - 1], Y [n, H] of windowMoments, and s the root mean square of X. E is what no evidence leaves: 0 is the last value, and with
// a season the weight 1 at the value a season before the target. Lookback, E, lambda, and whether logarithms are taken (where all values
// are positive) are chosen by the absolute error on the last 15 % of the windows; the three best are fitted again on all of them, to be
// averaged.
//
// Source: Zeng et al. 2023, arXiv:2205.13504 (NLinear); Toner and Darlow 2024, arXiv:2403.14587 (its closed form); Hoerl and Kennard 1970.
import type { WindowRun } from "../estimation/window-moments.ts";
import { fromScale, type LinearScale, scalesOf, toScale } from "./linear-scale.ts";
import { type Anchor, type LinearForecast, RidgeProblem } from "./ridge-problem.ts";

/** A longer lookback is never tried. */
export const MOST_LOOKBACK = 400;
/** The last share of windows that chooses, and how many of them are forecast at most. */
const CHOOSING = 0.15;
const MOST_CHOOSING = 100;
/** Windows that a choice is fitted on at least. */
const LEAST_WINDOWS = 10;
const AVERAGED = 3;

/** The rows of a series, and where its windows stand. */
interface LinearData {
  /** Known in every window. */
  readonly values: Float64Array;
  readonly horizon: number;
  /** The lookbacks that are tried, ascending. */
  readonly lookbacks: readonly number[];
  /** The rows of seasons that may be repeated where nothing else is known. */
  readonly seasons: readonly number[];
  /** The windows with a lookback, as runs of their last rows. */
  readonly runsOf: (lookback: number) => readonly WindowRun[];
  /** Weights [lookback - 1, horizon] on a scale that may be kept to where nothing else is known, such as those of other series. */
  readonly priorOf?: (lookback: number, scale: LinearScale["form"]) => Float64Array | undefined;
  /** Multiply-adds of all choices at most; the shortest lookback is tried whatever it takes. */
  readonly mostWork: number;
}

/** A linear forecast on a scale. */
export interface ScaledForecast extends LinearForecast {
  readonly scale: LinearScale;
}

export interface LinearModel extends ScaledForecast {
  /** By which it was fitted. */
  readonly anchor: Anchor;
  readonly lambda: number;
}

/** The lookbacks that seasons ask for: two of each, one of the longest, and shorter ones of the shortest where these are few. */
export function lookbacksFor(seasons: readonly { readonly rows: number }[]): number[] {
  const works = (length: number) => 4 <= length && length <= MOST_LOOKBACK;
  const rows = seasons.map((season) => Math.round(season.rows)).filter((length) => length >= 2);
  const longest = rows.filter(works).slice(-1);
  const found = new Set([...rows.map((length) => 2 * length), ...longest].filter(works));
  for (let times = 4; times <= 16 && found.size < 3; times *= 2) found.add(times * (rows[0] ?? 4));
  return [...found].filter(works).sort((a, b) => a - b);
}

/** The models whose forecasts are to be averaged; undefined where no lookback leaves windows enough. */
export function fitLinear(data: LinearData): LinearModel[] | undefined {
  const { values, horizon, lookbacks, seasons, runsOf } = data;
  const scales = scalesOf(values);
  if (scales === undefined) return undefined;
  const anchors = seasons.filter((rows) => 2 <= rows && rows <= MOST_LOOKBACK);
  const problemsOn = ({ form }: LinearScale) =>
    lookbacks.map(
      (lookback) => new RidgeProblem(lookback, horizon, anchors, runsOf(lookback), data.priorOf?.(lookback, form)),
    );
  const problems = affordable(problemsOn(scales[0]), scales.length, data.mostWork);
  if (problems.length === 0) return undefined;
  const last = problems[problems.length - 1].lastWindows(CHOOSING);
  const every = Math.ceil(last.length / MOST_CHOOSING);
  const windows = last.filter((_, i) => (last.length - 1 - i) % every === 0);
  const tried = scales.flatMap((scale) => {
    const seen = values.map((value) => toScale(scale, value));
    const own = problemsOn(scale).filter(({ lookback }) => problems.some((problem) => problem.lookback === lookback));
    return own.flatMap((problem) =>
      problem
        .choices(seen, last[0], (forecast) => error(values, seen, windows, horizon, scale, forecast))
        .map((choice) => ({ ...choice, problem, scale, seen })),
    );
  });
  tried.sort((a, b) => a.error - b.error);
  return tried.slice(0, AVERAGED).map(({ problem, scale, seen, anchor, lambda }) => ({
    ...problem.fit(seen, anchor, lambda),
    ...{ scale, anchor, lambda },
  }));
}

/** How a model was chosen to be. */
export interface LinearChoice {
  readonly lookback: number;
  readonly anchor: Anchor;
  readonly lambda: number;
  readonly form: LinearScale["form"];
}

/** Models as they were chosen, fitted on other rows; those of logarithms that the rows do not have are left out. */
export function refitLinear(
  choices: readonly LinearChoice[],
  { values, horizon, runsOf, priorOf }: Pick<LinearData, "values" | "horizon" | "runsOf" | "priorOf">,
): LinearModel[] {
  return choices.flatMap(({ lookback, anchor, lambda, form }) => {
    const scale = scalesOf(values)?.find((one) => one.form === form);
    if (scale === undefined) return [];
    const seasons = typeof anchor === "number" && anchor > 0 ? [anchor] : [];
    const problem = new RidgeProblem(lookback, horizon, seasons, runsOf(lookback), priorOf?.(lookback, form));
    const seen = values.map((value) => toScale(scale, value));
    return [{ ...problem.fit(seen, anchor, lambda), ...{ scale, anchor, lambda } }];
  });
}

/** The problems whose windows suffice, from short to long, as many as the work allows; one at least. */
function affordable(problems: readonly RidgeProblem[], scales: number, mostWork: number): RidgeProblem[] {
  const enough = problems.filter((problem) => problem.trainedBefore(problem.lastWindows(CHOOSING)[0]) >= LEAST_WINDOWS);
  let work = 0;
  return enough.filter((problem, i) => {
    work += scales * problem.work(MOST_CHOOSING);
    return i === 0 || work <= mostWork;
  });
}

/** The mean absolute error of a forecast in the unit of the series. */
function error(
  values: Float64Array,
  seen: Float64Array,
  windows: readonly number[],
  horizon: number,
  scale: LinearScale,
  forecast: LinearForecast,
): number {
  const out = new Float64Array(horizon);
  let sum = 0;
  for (const last of windows) {
    forecastLinear(seen, last, forecast, out);
    for (let h = 0; h < horizon; h++) sum += Math.abs(fromScale(scale, out[h]) - values[last + 1 + h]);
  }
  return sum / (windows.length * horizon);
}

/** out [horizon] = y_t + W' x of the window that ends at row `last`, on the scale of `seen`. */
export function forecastLinear(
  seen: Float64Array,
  last: number,
  { lookback, weights }: LinearForecast,
  out: Float64Array,
): void {
  const horizon = out.length;
  out.fill(seen[last]);
  for (let a = 1; a < lookback; a++) {
    const x = seen[last - a] - seen[last];
    for (let h = 0, at = (a - 1) * horizon; h < horizon; h++) out[h] += x * weights[at + h];
  }
}
