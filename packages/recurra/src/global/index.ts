export { readGlobalForecaster, writeGlobalForecaster } from "./global-file.ts";
export { GlobalForecaster } from "./global-forecaster.ts";
export type { GlobalTraining } from "./global-training.ts";
export type { GlobalFitOptions, GlobalRefitOptions } from "./layout/global-fit-options.ts";
export {
  GLOBAL_RULES,
  type GlobalModel,
  type GlobalOptions,
  type GlobalSettings,
  type Paths,
  readGlobalSettings,
  type WindowScale,
} from "./layout/global-options.ts";
export type { MemberForecaster } from "./member-forecaster.ts";
export type { ForecastBy } from "./parts/stand-in.ts";
export type { PartErrors, PathsUsed } from "./parts/weigh-parts.ts";
export type { SeriesForecast } from "./predict-set.ts";
