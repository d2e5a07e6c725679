export { bytesOfWeights } from "../forecast/settings/fit-step.ts";
export { epochsOf, type FitEpoch } from "../tuning/tuning-epochs.ts";
export { omitThreads } from "./build-result.ts";
export { compareInstant, type InstantComparison } from "./compare-instant.ts";
export type {
  ExperimentEvent,
  ExperimentOptions,
  ExperimentOutline,
  ExperimentPosition,
  FitPhase,
  FittedModel,
  OutlinePart,
  ValidationRivals,
} from "./events.ts";
export { Experiment, experiment } from "./experiment.ts";
export { historyOf, plainBacktest, rowSpan } from "./plain-backtest.ts";
export { predictNext } from "./prediction.ts";
export { type PredictionSettings, readPredictionSettings } from "./prediction-data.ts";
export type { PredictedRow, PredictionModel, PredictionResult } from "./prediction-result.ts";
export type {
  ExperimentData,
  ExperimentResult,
  ExperimentTraining,
  PlainBacktest,
  PlainForecastRow,
  ReportedBounds,
  ReportedFinding,
  RowSpan,
  SettingValue,
  ToBeat,
} from "./result.ts";
export { type ExperimentSettings, experimentRules, readSettings } from "./settings.ts";
