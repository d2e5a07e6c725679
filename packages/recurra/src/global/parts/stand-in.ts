// What forecasts a series whose rows are too few for the model.

import type { SharedPath } from "./shared-path.ts";

/** What made a forecast: the model; or, where the rows are too few for it, what stands in. */
export type ForecastBy = "model" | "pretrained network" | "shared path" | "last season" | "last value";

/** The shared path where it has a lookback as short, else the last season, else the last value. There is one row at least. */
export function standIn(
  rows: Float64Array,
  { shared, season, horizon }: { shared: SharedPath | undefined; season: number; horizon: number },
): { readonly values: Float64Array; readonly by: ForecastBy } {
  const path = shared?.forecastWithin(rows);
  if (path !== undefined) return { values: path, by: "shared path" };
  const repeats = season > 1 && season <= rows.length;
  const back = repeats ? season : 1;
  const values = Float64Array.from({ length: horizon }, (_, h) => rows[rows.length - back + (h % back)]);
  return { values, by: repeats ? "last season" : "last value" };
}
