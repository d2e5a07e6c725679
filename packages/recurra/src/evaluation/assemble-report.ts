// The report of a backtest, from what the model and its rivals forecast: scores, tests of their differences, intervals, the verdict.

import type { Series } from "../data/series/series.ts";
import type { BacktestReport } from "./backtest-report.ts";
import type { BacktestWindows } from "./backtest-windows.ts";
import type { WindowForecaster } from "./forecastable.ts";
import { beyondOf, type FurtherForecasts } from "./further-forecasts.ts";
import { conformalIntervals, intervalScale } from "./intervals/conformal.ts";
import { conformalCoverage } from "./intervals/coverage.ts";
import type { ForecastErrors } from "./intervals/forecast-errors.ts";
import { pathErrors } from "./intervals/path-errors.ts";
import { seasonPlaces } from "./intervals/season-places.ts";
import type { RivalForecasts } from "./rival-forecasts.ts";
import { naiveScale } from "./scores/metrics.ts";
import { type Score, score } from "./scores/score.ts";
import type { Comparison } from "./verdict/decision.ts";
import { detectFlat } from "./verdict/flat.ts";
import { detectLag } from "./verdict/lag.ts";
import { arePercentagesMeaningful, directionRemarks, fewWindowsRemarks, measureRemarks } from "./verdict/remarks.ts";
import { findSame } from "./verdict/same-forecasts.ts";
import { dieboldMariano } from "./verdict/significance.ts";
import { bestNaive, verdict as passVerdict } from "./verdict/verdict.ts";

/** What was forecast. */
interface Tested {
  readonly model: WindowForecaster;
  readonly series: Series;
  readonly windows: BacktestWindows;
  /** Shares of truths that the intervals are to hold. */
  readonly level: number | readonly number[];
  /** By the model, within its bounds: [windows * horizon]. */
  readonly predicted: Float64Array;
  readonly rivals: readonly RivalForecasts[];
  /** What it forecast past its horizon; undefined where it cannot, or there are too few windows. */
  readonly further: FurtherForecasts | undefined;
  /** The ends of its own intervals, where it gives them. */
  readonly own: ForecastErrors["own"] | undefined;
}

/** The truth at every step of every window, NaN where it was filled in, and the last value known at each; [n * horizon] and [n]. */
interface Truth {
  readonly actual: Float64Array;
  readonly last: Float64Array;
}

export function assembleReport(tested: Tested): BacktestReport {
  const { model, series, windows, predicted, rivals } = tested;
  const { target, horizon } = model;
  const { origins, stride, seasons } = windows;
  const [shortest] = seasons.found;
  const truth = truthOf(tested);
  const scores = scoresOf(tested, truth);
  const comparisons = comparisonsOf(tested, truth);
  const { lag, flat, verdict } = judge(tested, truth, scores, comparisons);
  return {
    target,
    horizon,
    ...(shortest && { season: Math.round(shortest.rows) }),
    seasons: seasons.found,
    windows: {
      count: origins.length,
      stride,
      from: series.times.label(origins[0]),
      to: series.times.label(origins[origins.length - 1] + horizon - 1),
    },
    scores,
    ...intervalsOf(tested, truth),
    lag,
    flat,
    comparisons,
    significance: comparisons.find(({ against }) => against === bestNaive(scores).name) as Comparison,
    verdict,
    origins,
    actual: truth.actual,
    predicted,
    rivals: Object.fromEntries(rivals.map(({ rival, forecasts }) => [rival.name, forecasts])),
    next: nextOf(rivals, scores),
  };
}

function truthOf({ model, series, windows, predicted }: Tested): Truth {
  const { horizon, target } = model;
  const { origins, measured } = windows;
  const values = series.column(target);
  return {
    actual: Float64Array.from(predicted, (_, i) => measured[origins[Math.floor(i / horizon)] + (i % horizon)]),
    last: Float64Array.from(origins, (origin) => values[origin - 1]),
  };
}

/** The model's scores, then its rivals'. */
function scoresOf({ model, windows, predicted, rivals }: Tested, truth: Truth): Score[] {
  const { name, horizon } = model;
  const scored = { horizon, ...truth, scale: naiveStep(windows) };
  return [
    score({ name, words: `the ${name}`, kind: "model" }, scored, predicted),
    ...rivals.map(({ rival, forecasts }) => score(rival, scored, forecasts)),
  ];
}

/** The mean error of repeating the last season, or the last value, before the test: what MASE and MSIS are in units of. */
function naiveStep({ grid, from, seasons }: BacktestWindows): number | null {
  return naiveScale(grid.values.subarray(0, grid.placeAfter(from)), seasons.found[0]?.rows ?? 1);
}

/** The model beside each rival. */
function comparisonsOf({ model, windows, predicted, rivals }: Tested, { actual }: Truth): Comparison[] {
  const { horizon } = model;
  const { stride, origins } = windows;
  return rivals.map(({ rival, forecasts }) => {
    const tested = dieboldMariano(actual, predicted, forecasts, { horizon, stride, origins, against: rival.name });
    return { ...tested, kind: rival.kind };
  });
}

function intervalsOf(
  { model, series, windows, level, predicted, further, own }: Tested,
  truth: Truth,
): Pick<BacktestReport, "coverage" | "intervals"> {
  const { target, horizon, bounds = {} } = model;
  const { origins, seasons } = windows;
  const end = origins[origins.length - 1] + horizon;
  const season = seasonPlaces(seasons.found, series.times, origins[0], end);
  const values = windows.measured;
  const errors = {
    horizon,
    origins,
    ...truth,
    predicted,
    values,
    bounds,
    ...(season && { season }),
    ...(own && { own }),
  };
  const scale = intervalScale(series.column(target).subarray(0, origins[origins.length - 1]));
  const intervals = conformalIntervals(errors, level, scale);
  const paths = pathErrors(errors, intervals);
  const beyond = further && beyondOf(further, { model, series, seasons: seasons.found, measured: values, intervals });
  return {
    coverage: conformalCoverage(errors, level, scale, naiveStep(windows)),
    intervals: { ...intervals, ...(beyond && { beyond }), ...(paths && { paths }) },
  };
}

/** The verdict, and what it goes by beside scores and comparisons. */
function judge(
  { model, series, windows, predicted, rivals }: Tested,
  { actual, last }: Truth,
  scores: readonly Score[],
  comparisons: readonly Comparison[],
): Pick<BacktestReport, "lag" | "flat" | "verdict"> {
  const { name, horizon, lookback } = model;
  const { origins, stride, measured } = windows;
  const lag = detectLag(measured, origins, predicted, { horizon, stride, name });
  const flat = detectFlat({
    ...{ actual, predicted, scores, comparisons, windows: origins.length, lookback },
    seasonOf: (against) => rivals.find(({ rival }) => rival.name === against)?.rival.season,
  });
  const same = findSame(
    { actual, last, predicted, horizon },
    rivals.map(({ rival, forecasts }) => [rival.name, forecasts] as const),
  );
  const verdict = passVerdict({
    ...{ scores, comparisons, windows: origins.length, independent: comparisons[0].independent },
    ...(same !== undefined && { same }),
    remarks: [
      ...(lag.message && same === undefined ? [lag.message] : []),
      ...(flat.message && same === undefined ? [flat.message] : []),
      ...measureRemarks(scores, arePercentagesMeaningful(actual)),
      ...fewWindowsRemarks(name, { actual, predicted, horizon }, (window) => series.times.label(origins[window])),
      ...directionRemarks(scores[0]),
    ],
  });
  return { lag, flat, verdict };
}

/** What the rival with the smallest error forecasts for the rows after the series. */
function nextOf(rivals: readonly RivalForecasts[], scores: readonly Score[]): BacktestReport["next"] {
  const { name, words } = scores.slice(1).reduce((least, one) => (one.mae < least.mae ? one : least));
  return { name, words, values: rivals.find(({ rival }) => rival.name === name)?.next as Float64Array };
}
