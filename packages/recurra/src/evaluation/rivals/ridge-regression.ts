// The linear forecast straight from the window, in closed form (fit-linear.ts), fitted on the regular grid of a series.
import { fillCausally } from "../estimation/fill-causally.ts";
import type { WindowRun } from "../estimation/window-moments.ts";
import { fitLinear, type LinearModel, lookbacksFor } from "../linear/fit-linear.ts";
import { forecastLinear } from "../linear/linear-forecast.ts";
import { fromScale, toScale } from "../linear/linear-scale.ts";
import type { FittedRival, Rival, RivalHistory } from "./rival.ts";

/** Weights are fitted on the last slots that were fitted, this many at most. */
const MOST_SLOTS = 20_000;
/** Most multiply-adds of all choices; long lookbacks go first. */
const MOST_WORK = 400e6;
/** Runs of missing slots up to this length are filled for the regression as for its forecasts; windows with longer ones are left out. */
const MOST_FILLED = 3;

export const ridgeRegressionRival: Rival = {
  name: "ridge regression",
  kind: "simple",
  words: "a ridge regression on the window",
  fit(history) {
    const { values, fitted, horizon, seasons } = history;
    const part = values.subarray(Math.max(0, fitted - MOST_SLOTS), fitted);
    const filled = fillShort(part, fillSeason(history));
    const models = fitLinear({
      values: filled,
      horizon,
      lookbacks: lookbacksFor(seasons),
      seasons: seasons.map(({ rows }) => Math.round(rows)),
      runsOf: (lookback) => runsOf(filled, lookback, horizon),
      mostWork: MOST_WORK,
    });
    return models && averaged(models, history);
  },
};

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

function averaged(models: readonly LinearModel[], history: RivalHistory): FittedRival {
  const { horizon } = history;
  const season = fillSeason(history);
  return {
    forecast(values, origins) {
      const forecasts = new Float64Array(origins.length * horizon);
      if (origins.length === 0) return forecasts;
      const filled = fillCausally(values.subarray(0, origins[origins.length - 1]), season);
      const out = new Float64Array(horizon);
      for (const model of models) {
        const { scale } = model;
        const seen = filled.map((value) => toScale(scale, value));
        for (let i = 0; i < origins.length; i++) {
          forecastLinear(seen, origins[i] - 1, model, out);
          for (let h = 0; h < horizon; h++) forecasts[i * horizon + h] += fromScale(scale, out[h]) / models.length;
        }
      }
      return forecasts;
    },
  };
}
