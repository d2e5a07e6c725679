// The rows after the last one of each series of a set.

import { clip } from "../data/bounds.ts";
import { gapFreeRuns } from "../data/grid/gap-free-origins.ts";
import type { Series, SeriesSet } from "../data/index.ts";
import { type OwnAt, ownAlone } from "../evaluation/index.ts";
import { withoutSpikes } from "../forecast/fit-path.ts";
import { type ForecastRow, forecastRows } from "../forecast/forecast-row.ts";
import { fitBounds } from "../forecast/layout/fit-bounds.ts";
import { requireSameStep } from "../forecast/state/same-step.ts";
import { requireReadable } from "../forecast/windows/forecast-windows.ts";
import { type HistoryForecast, ManyHistories } from "../pretrained/many-histories.ts";
import { quantileBetween } from "../zero-shot/quantiles.ts";
import {
  forecastWindows,
  type GlobalFitted,
  type MemberWindow,
  type PretrainedPart,
  reachOf,
} from "./global-fitted.ts";
import { unitOf } from "./layout/global-layout.ts";
import type { GlobalSettings } from "./layout/global-options.ts";
import { intervalsOf, type PooledIntervals } from "./parts/pooled-intervals.ts";
import { seasonChanges } from "./parts/season-changes.ts";
import { isConstant, LEAST_SEEN, seasonsSeen, weighSeen } from "./parts/seen-series.ts";
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
interface Waiting extends MemberWindow {
  readonly index: number;
  readonly series: Series;
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
  const { horizon } = settings;
  for (let from = 0; from < set.size; from += BATCH) {
    const taken = ids.slice(from, from + BATCH).map((id, i) => take(settings, fitted, set.at(from + i), from + i, id));
    const waiting = withLooks(settings, fitted, taken);
    const able = waiting.filter((one) => one.known >= reachOf(fitted, one));
    const forecasts = forecastWindows(fitted, settings, able);
    const places = new Map(able.map((one, at) => [one, at]));
    const zeroShots = forecastOwn(settings, fitted, waiting, places);
    for (const one of waiting) {
      const at = places.get(one);
      const model = at === undefined ? undefined : forecasts.subarray(at * horizon, (at + 1) * horizon);
      const made = forecastOf(settings, fitted, one, { model, zeroShot: zeroShots.get(one) });
      yield { id: ids[one.index], key: set.key(one.index), seen: one.seen, ...made };
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
    ...{ index, series, values, unit, seen: member !== undefined, origin: values.length, begin: run?.from ?? 0 },
    ...{ own: member?.own, looks: member?.looks },
    bounds: member === undefined ? fitBounds(settings, values) : member.bounds,
    errs: member?.errs || (intervals === undefined ? 0 : intervals.usual * unit),
    known: run === undefined ? 0 : run.to - run.from,
  };
}

/** Those that the pretrained network has no ways to see are new, or were too short for the fit: by the rows that they have. */
function withLooks(
  { horizon, target }: GlobalSettings,
  { shape: { seasons }, pretrained, networkShare }: GlobalFitted,
  waiting: readonly Waiting[],
): readonly Waiting[] {
  if (pretrained === undefined || pretrained.share === 0 || networkShare === 1) return waiting;
  const isNew = (one: Waiting): boolean => one.looks === undefined && one.known >= LEAST_SEEN;
  const histories = waiting.filter(isNew).map((one) => {
    requireKnown(one, target, horizon);
    return withoutSpikes(one.values.subarray(one.begin)).values;
  });
  const looks = weighSeen(pretrained.source, histories, { horizon, seasons })[Symbol.iterator]();
  return waiting.map((one) => (isNew(one) ? { ...one, looks: looks.next().value as Waiting["looks"] } : one));
}

/** What the pretrained network says by itself: of series that are too short for the model, and of all where the model's errors were not measured. */
function forecastOwn(
  { horizon, target }: GlobalSettings,
  { shape, pretrained, intervals, networkShare }: GlobalFitted,
  waiting: readonly Waiting[],
  able: ReadonlyMap<Waiting, number>,
): ReadonlyMap<Waiting, HistoryForecast> {
  if (pretrained === undefined) return new Map();
  const { source, share, levels } = pretrained;
  const unmeasured = share > 0 && networkShare < 1 && !areMeasured(intervals);
  const some = waiting.filter((one) => one.known >= LEAST_SEEN && (unmeasured || !able.has(one)));
  const known = some.map((one) => {
    requireKnown(one, target, horizon);
    return { values: one.values.subarray(one.begin), seasons: seasonsSeen(shape.seasons) };
  });
  const found = new ManyHistories(source.network).forecast(known, horizon, intervals?.levels ?? levels);
  return new Map(some.map((one, i) => [one, found[i]]));
}

function areMeasured(intervals: PooledIntervals | undefined): intervals is PooledIntervals {
  return intervals?.radii.every((radius) => radius !== null) === true;
}

function requireKnown({ series, values, known }: Waiting, target: string, horizon: number): void {
  requireReadable(series, { target, inputs: [target], lookback: known, horizon }, Uint32Array.of(values.length));
}

function forecastOf(
  { target, horizon }: GlobalSettings,
  { shape, shared, intervals, paths, pretrained }: GlobalFitted,
  one: Waiting,
  { model, zeroShot }: { readonly model: Float64Array | undefined; readonly zeroShot: HistoryForecast | undefined },
): Pick<SeriesForecast, "rows" | "by"> {
  const { series, values, known, begin, bounds, errs } = one;
  // One row shows no step, so no time after it is known.
  if (known === 0 || (series.length < 2 && series.times.kind !== "row")) return { rows: [], by: undefined };
  requireKnown(one, target, horizon);
  const rows = values.subarray(begin);
  const stand = () =>
    standIn(rows, {
      season: Math.round(shape.seasons[0]?.rows ?? 0),
      shared: paths === "none" || paths === "own" ? undefined : shared,
      horizon,
    });
  const own = zeroShot && ownForecast(zeroShot, rows, horizon);
  const { values: found, by } =
    model !== undefined
      ? { values: model, by: "model" as const }
      : own !== undefined
        ? { values: own.medians, by: "pretrained network" as const }
        : stand();
  const kept = bounds ? found.map((value) => clip(value, bounds)) : found;
  if (own !== undefined) {
    const levels = intervals?.levels ?? (pretrained as PretrainedPart).levels;
    const alone = ownAlone(levels, horizon, "absolute", "there is none");
    return { by, rows: forecastRows(series.times, kept, values, alone, bounds, { own: own.endsOf(levels) }) };
  }
  // Intervals are sized on what the model errs.
  const changes = seasonChanges(rows, known, intervals?.seasonal?.rows ?? 0, horizon);
  const sized = intervals === undefined || by !== "model" ? undefined : intervalsOf(intervals, errs, changes);
  return { by, rows: forecastRows(series.times, kept, values, sized, bounds) };
}

/** The pretrained network's forecast of a series, and the ends of its own intervals around any forecast of it. */
function ownForecast(
  { quantiles, factors }: HistoryForecast,
  rows: Float64Array,
  horizon: number,
): { readonly medians: Float64Array; readonly endsOf: (levels: readonly number[]) => OwnAt } {
  const count = quantiles.length / horizon;
  const constant = isConstant(rows);
  const medianOf = (step: number): number => quantiles[step * count + (count - 1) / 2];
  const offset = (step: number, share: number, factor: number): number =>
    constant
      ? 0
      : factor * (quantileBetween(quantiles.subarray(step * count, (step + 1) * count), share) - medianOf(step));
  return {
    medians: Float64Array.from({ length: horizon }, (_, step) => (constant ? rows[0] : medianOf(step))),
    endsOf: (levels) => (step, value) => (level) => {
      const factor = factors[levels.indexOf(level)];
      return {
        lower: value + offset(step, (1 - level) / 2, factor),
        upper: value + offset(step, (1 + level) / 2, factor),
      };
    },
  };
}
