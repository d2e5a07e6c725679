// The forecast of a series that is too short for the model: that of the rival which is best over all series.

import type { Series } from "../data/index.ts";
import { rivalForecasts, TargetGrid } from "../evaluation/rival-forecasts.ts";
import type { RivalSeason } from "../evaluation/rivals/rival.ts";
import type { PlainForecastRow } from "../experiment/index.ts";
import type { PooledScore } from "./result.ts";

interface StandIn {
  readonly name: string;
  readonly words: string;
  readonly rows: readonly PlainForecastRow[];
}

/** By the first of `scores` that the rows of the series are enough for; undefined where there is none, or no row. */
export function standInFor(
  series: Series,
  target: string,
  {
    horizon,
    seasons,
    scores,
  }: {
    readonly horizon: number;
    readonly seasons: readonly RivalSeason[];
    readonly scores: readonly PooledScore[];
  },
): StandIn | undefined {
  // One row shows no step, so no time after it is known.
  if (series.length === 0 || (series.length === 1 && series.times.kind !== "row")) return undefined;
  const grid = new TargetGrid(series, series.column(target));
  const held = seasons.filter(({ rows }) => rows < series.length);
  const wanted = {
    horizon,
    origins: new Uint32Array(),
    fittedRows: series.length,
    seasons: held,
    amount: "all" as const,
  };
  const made = new Map([...rivalForecasts(grid, series.length, wanted)].map((one) => [one.rival.name, one.next]));
  const times = series.times.next(horizon).map((time) => series.times.format(time));
  for (const { name, words } of scores) {
    const values = made.get(name);
    if (values?.every(Number.isFinite) !== true) continue;
    return { name, words, rows: times.map((time, step) => ({ time, value: values[step], lower: null, upper: null })) };
  }
  return undefined;
}
