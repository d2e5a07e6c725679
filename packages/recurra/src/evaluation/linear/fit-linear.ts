// A linear forecast straight from the window (direct, one regression for each step), with the last value taken off inputs and targets, so
// that a level that moved does not matter: the NLinear form, in closed form by ridge regression.
//
//   W = (X'X + lambda s^2 I)^-1 (X'Y + lambda s^2 E)        forecast_h = y_t + sum_a W_(a,h) (y_(t-a) - y_t)
//
// for X [n, L - 1], Y [n, H] of windowMoments, and s the root mean square of X. E is what no evidence leaves: 0 is the last value, and with
// a season the weight 1 at the value a season before the target. Lookback, E, lambda, and whether logarithms are taken (where all values
// are positive) are chosen by the absolute error on the last 15 % of the windows; the three best are fitted again on all of them, to be
// averaged. Where columns are known ahead, each of these is tried without them and with their effects (ahead-effects.ts).
//
// Source: Zeng et al. 2023, arXiv:2205.13504 (NLinear); Toner and Darlow 2024, arXiv:2403.14587 (its closed form); Hoerl and Kennard 1970.
import type { WindowRun } from "../estimation/window-moments.ts";
import { AheadEffects } from "./ahead-effects.ts";
import type { LinearForecast } from "./linear-forecast.ts";
import { fromScale, type LinearScale, scalesOf, toScale } from "./linear-scale.ts";
import { RecentFits } from "./recent-fits.ts";
import { type Anchor, type Choice, RidgeProblem } from "./ridge-problem.ts";

/** A longer lookback is never tried. */
export const MOST_LOOKBACK = 400;
/** The last share of windows that chooses, and how many of them are forecast at most. */
const CHOOSING = 0.15;
const MOST_CHOOSING = 100;
/** Windows that a choice is fitted on at least. */
const LEAST_WINDOWS = 10;
const AVERAGED = 3;
/** The share of the error that effects of what is known ahead must take off, to be preferred to none. */
const WORTH = 0.01;

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
  /** Columns of the same rows that are known ahead; with them and without them is one more choice. */
  readonly ahead?: readonly Float64Array[];
  /** Weights [lookback - 1, horizon] on a scale that may be kept to where nothing else is known, such as those of other series. */
  readonly priorOf?: (lookback: number, scale: LinearScale["form"]) => Float64Array | undefined;
  /** Multiply-adds of all choices at most; the shortest lookback is tried whatever it takes. */
  readonly mostWork: number;
}

/** A linear forecast on a scale. */
export interface ScaledForecast extends LinearForecast {
  readonly scale: LinearScale;
  /** On the scale, for each unit of each column that is known ahead: see `AheadEffects`. Absent where nothing is taken of them. */
  readonly effects?: Float64Array;
}

/** A choice, and the values that it was made on. */
interface Tried extends Choice {
  readonly problem: RidgeProblem;
  readonly scale: LinearScale;
  /** The values on the scale, less the effects of what is known ahead. */
  readonly seen: Float64Array;
  readonly effects?: Float64Array;
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

const RECENT = /* @__PURE__ */ new RecentFits<LinearModel[]>();

/** The models whose forecasts are to be averaged; undefined where no lookback leaves windows enough. */
export function fitLinear(data: LinearData): LinearModel[] | undefined {
  const { values, horizon, lookbacks, seasons, runsOf } = data;
  const scales = scalesOf(values);
  if (scales === undefined) return undefined;
  const anchors = seasons.filter((rows) => 2 <= rows && rows <= MOST_LOOKBACK);
  const ahead = data.ahead && data.ahead.length > 0 ? new AheadEffects(data.ahead) : undefined;
  const problemsOn = ({ form }: LinearScale) =>
    lookbacks.map(
      (lookback) => new RidgeProblem(lookback, horizon, anchors, runsOf(lookback), data.priorOf?.(lookback, form)),
    );
  const problems = affordable(problemsOn(scales[0]), scales.length, data.mostWork);
  if (problems.length === 0) return undefined;
  const fit = () => fitProblems(data, { scales, problems, problemsOn, ahead });
  if (data.priorOf !== undefined) return fit();
  const tried = JSON.stringify([anchors, problems.map(({ lookback }) => [lookback, runsOf(lookback)])]);
  return RECENT.of({ horizon, tried, columns: [values, ...(data.ahead ?? [])] }, fit, (models) =>
    models.reduce((sum, { weights, effects }) => sum + weights.length + (effects?.length ?? 0), 0),
  );
}

/** What is tried: on each scale the problems whose lookbacks the work allows. */
interface Trials {
  readonly scales: readonly LinearScale[];
  readonly problems: readonly RidgeProblem[];
  readonly problemsOn: (scale: LinearScale) => RidgeProblem[];
  readonly ahead: AheadEffects | undefined;
}

function fitProblems(data: LinearData, { scales, problems, problemsOn, ahead }: Trials): LinearModel[] {
  const { values, horizon } = data;
  const last = problems[problems.length - 1].lastWindows(CHOOSING);
  const every = Math.ceil(last.length / MOST_CHOOSING);
  const windows = last.filter((_, i) => (last.length - 1 - i) % every === 0);
  const [cut] = last;
  /** The choices of problems, on values less the effects. */
  const choose = (
    among: readonly RidgeProblem[],
    scale: LinearScale,
    seen: Float64Array,
    effects?: Float64Array,
  ): Tried[] => {
    const added = effects && ahead?.sum(effects);
    const rest = added ? seen.map((value, row) => value - added[row]) : seen;
    const measure = (changes: Float64Array) => error(data, { windows, scale, seen: rest, added }, changes);
    return among.flatMap((problem) =>
      problem
        .choices(rest, cut, windows, measure)
        .map((choice) => ({ ...choice, problem, scale, seen: rest, ...(effects && { effects }) })),
    );
  };
  const tried = scales.flatMap((scale) => {
    const seen = values.map((value) => toScale(scale, value));
    const own = problemsOn(scale).filter(({ lookback }) => problems.some((problem) => problem.lookback === lookback));
    const without = choose(own, scale, seen);
    if (ahead === undefined) return without;
    // Effects beside the best forecast so far, then its weights beside them, and both once more.
    const first = best(without);
    const second = best(choose([first.problem], scale, seen, effectsOf(ahead, seen, first, horizon, cut)));
    const effects = effectsOf(ahead, seen, second, horizon, cut);
    const withEffects = choose(own, scale, seen, effects);
    return [...without.map((one) => ({ ...one, error: (1 - WORTH) * one.error })), ...withEffects];
  });
  const averaged = tried.toSorted((a, b) => a.error - b.error).slice(0, AVERAGED);
  return averaged.map((one): LinearModel => {
    const { problem, scale, anchor, lambda, effects } = one;
    const chosen = { scale, anchor, lambda };
    if (ahead === undefined || effects === undefined) return { ...problem.fit(one.seen, anchor, lambda), ...chosen };
    // One set of effects for all models of a scale: that of its best.
    const first = averaged.find((other) => other.effects === effects) as Tried;
    const seen = values.map((value) => toScale(scale, value));
    const whole = effectsOf(ahead, seen, first, horizon);
    const added = ahead.sum(whole);
    const rest = seen.map((value, row) => value - added[row]);
    return { ...problem.fit(rest, anchor, lambda), ...chosen, effects: ahead.inUnits(whole) };
  });
}

function best(tried: readonly Tried[]): Tried {
  return tried.reduce((least, one) => (one.error < least.error ? one : least));
}

/** The effects beside the forecast of a choice, by the windows whose targets end at slot `cut`. */
function effectsOf(
  ahead: AheadEffects,
  values: Float64Array,
  { problem, seen, anchor, lambda }: Tried,
  horizon: number,
  cut = Number.POSITIVE_INFINITY,
): Float64Array {
  const forecast = problem.fit(seen, anchor, lambda, cut);
  return ahead.fit(values, problem.lastBefore(cut), horizon, forecast);
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

/** What a choice is measured on: windows by their last rows, and what is added to their forecasts. */
interface Measured {
  readonly windows: readonly number[];
  readonly scale: LinearScale;
  readonly seen: Float64Array;
  readonly added: Float64Array | undefined;
}

/** The mean absolute error, in the unit of the series, of forecasts less the last value [n, horizon] on a scale. */
function error(
  { values, horizon }: LinearData,
  { windows, scale, seen, added }: Measured,
  changes: Float64Array,
): number {
  let sum = 0;
  for (let i = 0; i < windows.length; i++) {
    const last = windows[i];
    for (let h = 0; h < horizon; h++) {
      const row = last + 1 + h;
      const forecast = seen[last] + changes[i * horizon + h];
      sum += Math.abs(fromScale(scale, added ? forecast + added[row] : forecast) - values[row]);
    }
  }
  return sum / changes.length;
}
