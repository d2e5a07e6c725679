// recurra/made: series made by chance, the same bits everywhere.

export { MADE_SEASONS, type MadeSeries, type MadeSeriesOptions, madeSeries } from "./made-series.ts";
