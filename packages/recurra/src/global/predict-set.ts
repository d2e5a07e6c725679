// The rows after the last one of each series of a set.

import type { Bounds } from "../data/bounds.ts";
import { clip } from "../data/bounds.ts";
import { gapFreeRuns } from "../data/grid/gap-free-origins.ts";
import type { Series, SeriesSet } from "../data/index.ts";
import { type ForecastRow, forecastRows } from "../forecast/forecast-row.ts";
import { fitBounds } from "../forecast/layout/fit-bounds.ts";
import { requireSameStep } from "../forecast/state/same-step.ts";
import { requireReadable } from "../forecast/windows/forecast-windows.ts";
import type { LinearPath } from "../linear/linear-path.ts";
import { forecastWindows, type GlobalFitted, reachOf } from "./global-fitted.ts";
import { unitOf } from "./layout/global-layout.ts";
import type { GlobalSettings } from "./layout/global-options.ts";
import { intervalsOf } from "./parts/pooled-intervals.ts";
import { seasonChanges } from "./parts/season-changes.ts";
import { type ForecastBy, standIn } from "./parts/stand-in.ts";

/** The forecast of one series. */
export interface SeriesForecast {
  readonly id: string;
  readonly key: readonly string[];
  /** None where the series has no row. */
  readonly rows: readonly ForecastRow[];
  /** Whether the series was among those of the fit. */
  readonly seen: boolean;
  /** What made it; undefined where nothing could. */
  readonly by: ForecastBy | undefined;
}

/** A series that is to be forecast. */
interface Waiting {
  readonly index: number;
  readonly series: Series;
  readonly values: Float64Array;
  readonly unit: number;
  readonly own: LinearPath | undefined;
  readonly bounds: Bounds | undefined;
  readonly errs: number;
  readonly seen: boolean;
  /** Rows behind the last gap. */
  readonly known: number;
}

/** Series that go through the network at once. */
const BATCH = 256;

export function* predictSet(
  settings: GlobalSettings,
  fitted: GlobalFitted,
  set: SeriesSet,
): Generator<SeriesForecast, void, undefined> {
  const { ids } = set;
  for (let from = 0; from < set.size; from += BATCH) {
    const waiting = ids
      .slice(from, from + BATCH)
      .map((id, i) => take(settings, fitted, set.at(from + i), from + i, id));
    const able = waiting.filter(({ known, own }) => known >= reachOf(fitted, own));
    const windows = able.map((one) => ({ ...one, origin: one.values.length }));
    const forecasts = forecastWindows(fitted, settings, windows);
    for (const one of waiting) {
      const at = able.indexOf(one);
      const { horizon } = settings;
      const own = at < 0 ? undefined : forecasts.subarray(at * horizon, (at + 1) * horizon);
      yield { id: ids[one.index], key: set.key(one.index), seen: one.seen, ...forecastOf(settings, fitted, one, own) };
    }
  }
}

/** Of a new series the unit and the bounds are those of its own rows. */
function take(
  settings: GlobalSettings,
  { shape, members, training, intervals }: GlobalFitted,
  series: Series,
  index: number,
  id: string,
): Waiting {
  const member = members.get(id);
  const values = series.column(settings.target);
  requireSameStep(training, series);
  const run = gapFreeRuns(series).at(-1);
  const unit = member?.unit ?? unitOf(values, shape.seasons);
  return {
    ...{ index, series, values, unit, seen: member !== undefined },
    own: member?.own,
    bounds: member === undefined ? fitBounds(settings, values) : member.bounds,
    errs: member?.errs || (intervals === undefined ? 0 : intervals.usual * unit),
    known: run === undefined ? 0 : run.to - run.from,
  };
}

function forecastOf(
  { target, horizon }: GlobalSettings,
  { shape, shared, intervals, paths }: GlobalFitted,
  { series, values, known, bounds, errs }: Waiting,
  model: Float64Array | undefined,
): Pick<SeriesForecast, "rows" | "by"> {
  // One row shows no step, so no time after it is known.
  if (known === 0 || (series.length < 2 && series.times.kind !== "row")) return { rows: [], by: undefined };
  const stand = () =>
    standIn(values.subarray(values.length - known), {
      season: Math.round(shape.seasons[0]?.rows ?? 0),
      shared: paths === "none" || paths === "own" ? undefined : shared,
      horizon,
    });
  requireReadable(series, { target, inputs: [target], lookback: known, horizon }, Uint32Array.of(values.length));
  const { values: found, by } = model === undefined ? stand() : { values: model, by: "model" as const };
  const kept = bounds ? found.map((value) => clip(value, bounds)) : found;
  // Intervals are sized on what the model errs.
  const changes = seasonChanges(values.subarray(values.length - known), known, intervals?.seasonal?.rows ?? 0, horizon);
  const own = intervals === undefined || by !== "model" ? undefined : intervalsOf(intervals, errs, changes);
  return { by, rows: forecastRows(series.times, kept, values, own, bounds) };
}
