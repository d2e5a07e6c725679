export { readGlobalForecaster, writeGlobalForecaster } from "./global-file.ts";
export type { GlobalFitOptions, GlobalRefitOptions } from "./global-fit-options.ts";
export { GlobalForecaster } from "./global-forecaster.ts";
export {
  GLOBAL_RULES,
  type GlobalModel,
  type GlobalOptions,
  type GlobalSettings,
  type Paths,
  readGlobalSettings,
  type WindowScale,
} from "./global-options.ts";
export type { GlobalTraining } from "./global-training.ts";
export type { MemberForecaster } from "./member-forecaster.ts";
export type { SeriesForecast } from "./predict-set.ts";
export type { ForecastBy } from "./stand-in.ts";
export type { PartErrors, PathsUsed } from "./weigh-parts.ts";
