export type { FutureRows } from "../ahead/future-rows.ts";
export { withFutureRows } from "../ahead/with-future-rows.ts";
export type { ForecastRow } from "./forecast-row.ts";
export { Forecaster } from "./forecaster.ts";
export { readForecaster, writeForecaster } from "./forecaster-file.ts";
export { type DefaultLookback, defaultLookback, fitSeasons } from "./layout/default-lookback.ts";
export type { FitLayout } from "./layout/fit-layout.ts";
export type { RivalLoss, RivalLosses } from "./rival-losses.ts";
export type { FitOptions, RefitOptions } from "./settings/fit-options.ts";
export type { FitSpan } from "./settings/fit-span.ts";
export type { FitStep, HeldOutForecasts, HeldOutSpan } from "./settings/fit-step.ts";
export type {
  Anchor,
  Cell,
  ForecasterOptions,
  ForecasterParts,
  ForecasterSettings,
  ForecastLoss,
} from "./settings/forecaster-options.ts";
export type {
  BuildNetwork,
  GivenNetwork,
  GivenTraining,
  NetworkOptions,
  NetworkShape,
} from "./settings/network-options.ts";
export type { TrainingSummary } from "./state/forecaster-state.ts";
export { requireNoGap } from "./state/require-no-gap.ts";
export { requireSameStep } from "./state/same-step.ts";
export type { GivenWindow } from "./windows/given-windows.ts";
