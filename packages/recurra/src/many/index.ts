// recurra/many: the honest protocol over many series of one file.

export type { ManyEvent, ManyOptions, ManyOutline } from "./events.ts";
export { experimentMany, ManyExperiment } from "./many-experiment.ts";
export { partsOfModel } from "./parts-of-model.ts";
export {
  type ManyPrediction,
  type ManyPredictionSettings,
  type PredictedSeries,
  predictMany,
} from "./predict-many.ts";
export type {
  FoundInSeries,
  ManyResult,
  ManyVerdict,
  PooledComparison,
  PooledScore,
  SeriesForecast,
  SeriesOutcome,
  SeriesRow,
  ShownSeries,
} from "./result.ts";
export { type ManySettings, manyRules, readManySettings } from "./settings.ts";
