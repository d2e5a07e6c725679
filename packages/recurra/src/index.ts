export * from "./core/errors.ts";
export { Generator, manualSeed, withSeed } from "./core/random.ts";
export { type BacktestOptions, backtest } from "./evaluation/backtest.ts";
export type {
  BacktestReport,
  Coverage,
  DirectionScore,
  Intervals,
  Lag,
  Score,
  Significance,
  Verdict,
} from "./evaluation/backtest-report.ts";
export { intervalAround } from "./evaluation/conformal.ts";
export type { Forecastable } from "./evaluation/forecastable.ts";
export { mae, mape, mase, naiveScale, rmse, smape } from "./evaluation/metrics.ts";
export { drift, lastValue, type NaiveMethod, seasonalNaive } from "./evaluation/naive.ts";
export { readSafetensors, type SafetensorsFile, type StoredTensor, writeSafetensors } from "./format/safetensors.ts";
