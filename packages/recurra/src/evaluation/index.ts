export { auditLeakage, type LeakageAudit } from "./audit.ts";
export { type BacktestOptions, backtest } from "./backtest.ts";
export type {
  BacktestReport,
  Coverage,
  DirectionScore,
  Intervals,
  Lag,
  Score,
  Significance,
  Verdict,
} from "./backtest-report.ts";
export { type BacktestSummary, summariseBacktest } from "./backtest-summary.ts";
export { type BinomialInterval, binomialInterval } from "./binomial.ts";
export { changeCorrelations } from "./change-correlations.ts";
export { accuracy, confusionMatrix, logLoss, type MajorityClass, majorityClass } from "./classification.ts";
export { conformalIntervals, type ForecastErrors, intervalAround, intervalScale, windowsNeeded } from "./conformal.ts";
export { correlation } from "./correlation.ts";
export type { Forecastable, SeriesForecaster, WindowForecaster } from "./forecastable.ts";
export { type McNemar, mcnemarTest } from "./mcnemar.ts";
export { mae, mape, mase, naiveScale, rmse, smape } from "./metrics.ts";
export { drift, lastValue, type NaiveMethod, seasonalNaive } from "./naive.ts";
export { type AucInterval, auc, aucInterval, type RocPoint, rocCurve } from "./roc.ts";
export { dieboldMariano, type ErrorComparison } from "./significance.ts";
export { bestNaive } from "./verdict.ts";
