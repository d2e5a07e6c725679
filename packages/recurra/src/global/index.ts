export { readGlobalForecaster, writeGlobalForecaster } from "./global-file.ts";
export {
  type GlobalFitOptions,
  GlobalForecaster,
  type GlobalRefitOptions,
  type GlobalTraining,
  type MemberForecaster,
  type SeriesForecast,
} from "./global-forecaster.ts";
export {
  GLOBAL_RULES,
  type GlobalModel,
  type GlobalOptions,
  type GlobalSettings,
  type Paths,
  readGlobalSettings,
} from "./global-options.ts";
