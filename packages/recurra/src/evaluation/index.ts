export { auditLeakage, type LeakageAudit } from "./audit.ts";
export { type BacktestOptions, backtest } from "./backtest.ts";
export type { BacktestReport } from "./backtest-report.ts";
export { type BacktestSummary, summariseBacktest } from "./backtest-summary.ts";
export { normalShare } from "./distributions/normal-share.ts";
export { studentTQuantile } from "./distributions/student-t-quantile.ts";
export type { Forecastable, SeriesForecaster, WindowForecaster } from "./forecastable.ts";
export { beyondOf, forecastFurther } from "./further-forecasts.ts";
export { conformalIntervals, intervalScale, ownAlone } from "./intervals/conformal.ts";
export { type Coverage, conformalCoverage } from "./intervals/coverage.ts";
export { coverageWarning } from "./intervals/coverage-warning.ts";
export type { ForecastErrors } from "./intervals/forecast-errors.ts";
export type { IntervalScores } from "./intervals/interval-scores.ts";
export {
  type Ends,
  type FurtherLevel,
  halfWidth,
  type IntervalEnds,
  type IntervalShape,
  type Intervals,
  intervalAround,
  placeIn,
} from "./intervals/intervals.ts";
export { LEVELS } from "./intervals/levels.ts";
export type { OwnEnds } from "./intervals/own-ends.ts";
export { endsByLevel, type OwnAt, ownIntervals } from "./intervals/own-intervals.ts";
export { pathErrors, quantileAt } from "./intervals/path-errors.ts";
export { windowsNeeded } from "./intervals/quantile.ts";
export { seasonPlaces } from "./intervals/season-places.ts";
export { changeIn } from "./intervals/usual-change.ts";
export { drift, lastValue, type NaiveMethod, seasonalNaive } from "./rivals/naive.ts";
export type { FittedRival, Rival, RivalHistory, RivalSeason } from "./rivals/rival.ts";
export { rivals } from "./rivals/rivals.ts";
export { type BinomialInterval, binomialInterval } from "./scores/binomial.ts";
export { changeCorrelations } from "./scores/change-correlations.ts";
export { accuracy, confusionMatrix, logLoss, type MajorityClass, majorityClass } from "./scores/classification.ts";
export { correlation } from "./scores/correlation.ts";
export type { DirectionScore } from "./scores/direction.ts";
export { type McNemar, mcnemarTest } from "./scores/mcnemar.ts";
export { mae, mape, mase, naiveScale, rmse, smape } from "./scores/metrics.ts";
export { type PairedT, pairedTTest } from "./scores/paired-t.ts";
export { type AucInterval, auc, aucInterval, type RocPoint, rocCurve } from "./scores/roc.ts";
export type { Score } from "./scores/score.ts";
export type { Lag } from "./verdict/lag.ts";
export type { Significance } from "./verdict/significance.ts";
export { dieboldMariano, type ErrorComparison } from "./verdict/significance.ts";
export type { Verdict } from "./verdict/verdict.ts";
export { bestNaive } from "./verdict/verdict.ts";
