export { type DefaultLookback, defaultLookback, fitSeasons } from "./default-lookback.ts";
export type { FitLayout } from "./fit-layout.ts";
export type { FitOptions, RefitOptions } from "./fit-options.ts";
export type { FitSpan } from "./fit-span.ts";
export type { ForecastRow } from "./forecast-row.ts";
export { Forecaster } from "./forecaster.ts";
export { readForecaster, writeForecaster } from "./forecaster-file.ts";
export type {
  Anchor,
  Cell,
  ForecasterOptions,
  ForecasterSettings,
  ForecastLoss,
} from "./forecaster-options.ts";
export type { TrainingSummary } from "./forecaster-state.ts";
export type { GivenWindow } from "./given-windows.ts";
export { requireNoGap } from "./require-no-gap.ts";
export { requireSameStep } from "./same-step.ts";
