// The forecast of every series: the model's, or, where its rows are too few for that, the pretrained network's, or that of the best rival.

import { gapFreeRuns } from "../data/grid/gap-free-origins.ts";
import type { SeriesSet } from "../data/index.ts";
import type { RivalSeason } from "../evaluation/rivals/rival.ts";
import type { GlobalForecaster } from "../global/index.ts";
import type { SeriesForecast, SeriesRow } from "./result.ts";
import type { Scores } from "./score-all.ts";
import { standInFor } from "./stand-in.ts";

/** A forecast, and who made it where that was not the model. */
interface MadeForecast {
  readonly forecast: SeriesForecast;
  readonly by?: Pick<SeriesRow, "forecastBy" | "note">;
}

export function* forecastAll(
  model: GlobalForecaster,
  set: SeriesSet,
  keyOf: (at: number) => readonly string[],
  { pooled }: Pick<Scores, "pooled">,
): Generator<MadeForecast, void, undefined> {
  const { target, horizon, training } = model;
  const seasons = training.seasons.map((season): RivalSeason => ({ ...season, found: true }));
  const rivals = pooled.filter(({ kind }) => kind !== "model");
  let at = 0;
  for (const { rows, by } of model.predict(set)) {
    const key = keyOf(at);
    const gaps = by !== "model" && gapFreeRuns(set.at(at)).length > 1;
    const short = gaps ? "too few rows for the model behind its last gap" : "too short for the model";
    const isOwn = by === "model" || by === "pretrained network";
    const own = isOwn ? undefined : standInFor(set.at(at), target, { horizon, seasons, scores: rivals });
    if (own !== undefined) {
      const note = `${short}: forecast by the best rival over all that has room, ${own.words}`;
      yield { forecast: { key, rows: own.rows }, by: { forecastBy: own.name, note } };
      at++;
      continue;
    }
    at++;
    const plain = rows.map(({ time, value, lower, upper }) => ({
      time,
      value,
      lower: lower ?? null,
      upper: upper ?? null,
    }));
    const why = by === undefined ? "one row shows no step in time: not forecast" : `${short}: forecast by the ${by}`;
    yield {
      forecast: { key, rows: plain },
      ...(by !== "model" && { by: { forecastBy: by ?? "", note: why } }),
    };
  }
}
