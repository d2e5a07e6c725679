// A linear forecast straight from the window (direct, one regression for each step), with the last value taken off inputs and targets, so
// that a level that moved does not matter: the NLinear form, in closed form by ridge regression.
//
//   W = (X'X + lambda s^2 I)^-1 (X'Y + lambda s^2 E)        forecast_h = y_t + sum_a W_(a,h) (y_(t-a) - y_t)
//
// for X [n, L - 1], Y [n, H] of windowMoments, and s the root mean square of X. E is what no evidence leaves: 0 is the last value, and with
// a season the weight 1 at the value a season before the target. Lookback, E, lambda, and whether logarithms are taken (where all values
// are positive) are chosen by the absolute error on the last 15 % of the fitted windows; the three best are fitted again on all of them, and
// averaged.
//
// Source: Zeng et al. 2023, arXiv:2205.13504 (NLinear); Toner and Darlow 2024, arXiv:2403.14587 (its closed form); Hoerl and Kennard 1970.
import { exp, log } from "../../core/math.ts";
import { fillCausally } from "../estimation/fill-causally.ts";
import { standardise } from "../estimation/standardise.ts";
import type { WindowRun } from "../estimation/window-moments.ts";
import { type LinearForecast, RidgeProblem } from "./ridge-problem.ts";
import type { FittedRival, Rival, RivalHistory, RivalSeason } from "./rival.ts";

/** Weights are fitted on the last slots that were fitted, this many at most. */
const MOST_SLOTS = 20_000;
const MOST_LOOKBACK = 400;
/** Most multiply-adds of all choices; long lookbacks go first. */
const MOST_WORK = 400e6;
/** The last share of windows that chooses, and how many of them are forecast at most. */
const CHOOSING = 0.15;
const MOST_CHOOSING = 100;
/** Windows that a choice is fitted on at least. */
const LEAST_WINDOWS = 10;
const AVERAGED = 3;
/** Runs of missing slots up to this length are filled for the regression as for its forecasts; windows with longer ones are left out. */
const MOST_FILLED = 3;

export const ridgeRegressionRival: Rival = {
  name: "ridge regression",
  kind: "simple",
  words: "a ridge regression on the window",
  fit(history) {
    const models = choose(history);
    return models && averaged(models, history);
  },
};

/** The values as the regression sees them. */
interface Scale {
  /** From the unit of the series, and back. */
  readonly to: (value: number) => number;
  readonly back: (value: number) => number;
}

interface Model extends LinearForecast {
  readonly scale: Scale;
}

/** The lookbacks that are tried: two of each season, one of the longest, and shorter ones of the shortest where these are few. */
export function ridgeLookbacks(seasons: readonly Pick<RivalSeason, "rows">[]): number[] {
  const works = (length: number) => 4 <= length && length <= MOST_LOOKBACK;
  const rows = seasons.map((season) => Math.round(season.rows)).filter((length) => length >= 2);
  const longest = rows.filter(works).slice(-1);
  const found = new Set([...rows.map((length) => 2 * length), ...longest].filter(works));
  for (let times = 4; times <= 16 && found.size < 3; times *= 2) found.add(times * (rows[0] ?? 4));
  return [...found].filter(works).sort((a, b) => a - b);
}

function choose(history: RivalHistory): Model[] | undefined {
  const { values, fitted, horizon, seasons } = history;
  const from = Math.max(0, fitted - MOST_SLOTS);
  const part = values.subarray(from, fitted);
  const scales = scalesOf(part);
  if (scales === undefined) return undefined;
  const filled = fillShort(part, fillSeason(history));
  const anchors = seasons.map(({ rows }) => Math.round(rows)).filter((rows) => 2 <= rows && rows <= MOST_LOOKBACK);
  const problems = affordable(
    ridgeLookbacks(seasons).map(
      (lookback) => new RidgeProblem(lookback, horizon, anchors, runsOf(filled, lookback, horizon)),
    ),
    scales.length,
  );
  if (problems.length === 0) return undefined;
  const last = problems[problems.length - 1].lastWindows(CHOOSING);
  const every = Math.ceil(last.length / MOST_CHOOSING);
  const windows = last.filter((_, i) => (last.length - 1 - i) % every === 0);
  const tried = scales.flatMap((scale) => {
    const seen = filled.map(scale.to);
    return problems.flatMap((problem) =>
      problem
        .choices(seen, last[0], (forecast) => error(filled, seen, windows, horizon, scale, forecast))
        .map((choice) => ({ ...choice, problem, scale, seen })),
    );
  });
  tried.sort((a, b) => a.error - b.error);
  return tried.slice(0, AVERAGED).map(({ problem, scale, seen, anchor, lambda }) => ({
    ...problem.fit(seen, anchor, lambda),
    scale,
  }));
}

/** The problems whose windows suffice, from short to long, as many as the work allows; one at least. */
function affordable(problems: readonly RidgeProblem[], scales: number): RidgeProblem[] {
  const enough = problems.filter((problem) => problem.trainedBefore(problem.lastWindows(CHOOSING)[0]) >= LEAST_WINDOWS);
  let work = 0;
  return enough.filter((problem, i) => {
    work += scales * problem.work(MOST_CHOOSING);
    return i === 0 || work <= MOST_WORK;
  });
}

/** The mean absolute error of a forecast in the unit of the series. */
function error(
  values: Float64Array,
  seen: Float64Array,
  windows: readonly number[],
  horizon: number,
  { back }: Scale,
  { lookback, weights }: LinearForecast,
): number {
  const out = new Float64Array(horizon);
  let sum = 0;
  for (const last of windows) {
    forecastLinear(seen, last, lookback, weights, out);
    for (let h = 0; h < horizon; h++) sum += Math.abs(back(out[h]) - values[last + 1 + h]);
  }
  return sum / (windows.length * horizon);
}

/** out [horizon] = y_t + W' x of the window that ends at slot `last`. */
function forecastLinear(
  seen: Float64Array,
  last: number,
  lookback: number,
  weights: Float64Array,
  out: Float64Array,
): void {
  const horizon = out.length;
  out.fill(seen[last]);
  for (let a = 1; a < lookback; a++) {
    const x = seen[last - a] - seen[last];
    for (let h = 0, at = (a - 1) * horizon; h < horizon; h++) out[h] += x * weights[at + h];
  }
}

/** The scales that values may have: around 0 with spread 1, and logarithms where all are positive. */
function scalesOf(part: Float64Array): Scale[] | undefined {
  const plain = standardise(part, 0, part.length);
  if (plain === undefined) return undefined;
  const { centre, scale } = plain;
  const linear: Scale = { to: (value) => (value - centre) / scale, back: (value) => centre + scale * value };
  let least = Number.POSITIVE_INFINITY;
  let most = 0;
  for (const value of part) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (!(least > 0) || least === most) return [linear];
  // Forecasts stay within twice the range that was seen, so that an exponential cannot run away.
  const [low, high] = [log(least), log(most)];
  const [floor, ceiling] = [2 * low - high, Math.min(2 * high - low, 709)];
  return [
    linear,
    {
      to: (value) => (value < least ? low : log(value)),
      back: (value) => exp(Math.min(ceiling, Math.max(floor, value))),
    },
  ];
}

/** The season by which missing values are filled: the shortest that was found. */
function fillSeason({ seasons }: RivalHistory): number {
  return Math.round(seasons.find(({ found, rows }) => found && rows >= 2)?.rows ?? 0);
}

function fillShort(values: Float64Array, season: number): Float64Array {
  const filled = fillCausally(values, season);
  let start = 0;
  for (let slot = 0; slot <= values.length; slot++) {
    if (slot < values.length && Number.isNaN(values[slot])) continue;
    const first = start === 0;
    if (slot - start > MOST_FILLED || (first && slot > start)) filled.fill(Number.NaN, start, slot);
    start = slot + 1;
  }
  return filled;
}

/** Where whole windows stand: runs of their last slots. */
function runsOf(values: Float64Array, lookback: number, horizon: number): WindowRun[] {
  const runs: WindowRun[] = [];
  let start = 0;
  for (let slot = 0; slot <= values.length; slot++) {
    if (slot < values.length && !Number.isNaN(values[slot])) continue;
    const run = { from: start + lookback - 1, to: slot - 1 - horizon };
    if (run.to >= run.from) runs.push(run);
    start = slot + 1;
  }
  return runs;
}

function averaged(models: readonly Model[], history: RivalHistory): FittedRival {
  const { horizon } = history;
  const season = fillSeason(history);
  return {
    forecast(values, origins) {
      const forecasts = new Float64Array(origins.length * horizon);
      if (origins.length === 0) return forecasts;
      const filled = fillCausally(values.subarray(0, origins[origins.length - 1]), season);
      const out = new Float64Array(horizon);
      for (const { lookback, weights, scale } of models) {
        const seen = filled.map(scale.to);
        for (let i = 0; i < origins.length; i++) {
          forecastLinear(seen, origins[i] - 1, lookback, weights, out);
          for (let h = 0; h < horizon; h++) forecasts[i * horizon + h] += scale.back(out[h]) / models.length;
        }
      }
      return forecasts;
    },
  };
}
