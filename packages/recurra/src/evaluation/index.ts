export { auditLeakage, type LeakageAudit } from "./audit.ts";
export { type BacktestOptions, backtest } from "./backtest.ts";
export type { BacktestReport } from "./backtest-report.ts";
export { type BacktestSummary, summariseBacktest } from "./backtest-summary.ts";
export type { Forecastable, SeriesForecaster, WindowForecaster } from "./forecastable.ts";
export type { Coverage, Intervals } from "./intervals/conformal.ts";
export {
  conformalIntervals,
  type ForecastErrors,
  intervalAround,
  intervalScale,
  windowsNeeded,
} from "./intervals/conformal.ts";
export { coverageWarning } from "./intervals/coverage-warning.ts";
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
