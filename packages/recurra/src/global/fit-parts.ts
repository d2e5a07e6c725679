// The second half of a fit, once the network is trained: the linear paths, what each part is worth on the validation windows, the intervals, and
// the paths of all rows.

import { clip } from "../data/bounds.ts";
import { type LinearChoice, lookbacksFor, MOST_LOOKBACK } from "../evaluation/linear/fit-linear.ts";
import type { LinearPath } from "../linear/linear-path.ts";
import { Turns } from "../training/turn.ts";
import type { GlobalFitted, Member } from "./global-fitted.ts";
import type { FitSeries, GlobalLayout } from "./global-layout.ts";
import type { GlobalSettings } from "./global-options.ts";
import type { MemberNetworks } from "./member-networks.ts";
import { networkForecasts } from "./network-forecasts.ts";
import { fitOwn } from "./own-paths.ts";
import { errorScale, type PooledIntervals, poolErrors, type SeriesErrors } from "./pooled-intervals.ts";
import { seasonChanges, seasonOf } from "./season-changes.ts";
import { fitShared, type SharedChoice, type SharedPath } from "./shared-path.ts";
import {
  mixForecasts,
  type PartErrors,
  type PartForecasts,
  type PathsUsed,
  pathForecast,
  type Weighed,
  weighParts,
} from "./weigh-parts.ts";

/** Up to so many series have paths of their own, if these have no more weights than that together. */
const MOST_OWN = { series: 10_000, weights: 2 ** 27 };

/** What a fit before this one found, which a fit of all rows keeps to. */
export interface KnownParts {
  readonly shared?: SharedChoice;
  /** By id. */
  readonly own: ReadonlyMap<string, readonly LinearChoice[]>;
  readonly paths: PathsUsed;
  readonly networkShare: number;
  readonly intervals: PooledIntervals | undefined;
  /** What each series errs, by id. */
  readonly errs: ReadonlyMap<string, number>;
}

interface FittedParts extends Pick<GlobalFitted, "shared" | "members" | "paths" | "networkShare" | "intervals"> {
  readonly errors: PartErrors | undefined;
}

interface PartsToFit {
  readonly settings: GlobalSettings;
  readonly layout: GlobalLayout;
  readonly networks: MemberNetworks | undefined;
  readonly levels: readonly number[];
  readonly signal: AbortSignal | undefined;
  readonly known?: KnownParts | undefined;
}

/** Stopped by `signal` on the way, the series that were not reached have no path of their own. */
export async function fitParts({
  settings,
  layout,
  networks,
  levels,
  signal,
  known,
}: PartsToFit): Promise<FittedParts> {
  const { horizon } = settings;
  const { series, seasons } = layout;
  const turns = new Turns();
  const lookbacks = pathLookbacks(layout);
  const common = { horizon, seasons, lookbacks };
  const hasOwn = ownAllowed(settings, series.length, lookbacks);
  const sharedOn = (rowsOf: (one: FitSeries) => number, choice?: SharedChoice) =>
    settings.paths === "none" || settings.paths === "own"
      ? undefined
      : fitShared(series, { ...common, rowsOf, ...(choice && { choice }) });
  const ownOf = async (
    some: readonly FitSeries[],
    rowsOf: (one: FitSeries) => number,
    shared: SharedPath | undefined,
    choices?: KnownParts["own"],
  ) => {
    const found = new Map<string, { readonly path: LinearPath; readonly choices: readonly LinearChoice[] }>();
    const options = { ...common, shared, count: series.length };
    for (const one of hasOwn ? some : []) {
      if (signal?.aborted) break;
      const path = fitOwn(one, rowsOf(one), options, choices?.get(one.id));
      if (path !== undefined) found.set(one.id, path);
      if (turns.due) await turns.take();
    }
    return found;
  };
  let found: Omit<FittedParts, "shared" | "members"> & { readonly errs: ReadonlyMap<string, number> };
  let chosenOwn = known?.own;
  let choice = known?.shared;
  if (known !== undefined) {
    found = { ...known, errors: undefined };
  } else {
    const validated = series.filter(({ validation }) => validation.length > 0);
    const shared = sharedOn((one) => one.trainingRows);
    choice = shared?.choice;
    const own = await ownOf(validated, (one) => one.trainingRows, shared);
    chosenOwn = new Map([...own].map(([id, { choices }]) => [id, choices]));
    found = weighOn(validated, { shape: layout, networks, shared, paths: own }, settings, levels);
  }
  const shared = sharedOn((one) => one.values.length, choice);
  const own = await ownOf(series, (one) => one.values.length, shared, chosenOwn);
  const members = series.map(
    ({ id, unit, bounds, from, to }): Member => ({
      ...{ id, unit, bounds, from, to, own: own.get(id)?.path, choices: own.get(id)?.choices ?? [] },
      errs: found.errs.get(id) ?? 0,
    }),
  );
  const { paths, networkShare, intervals, errors } = found;
  return {
    ...{ shared, paths, networkShare, intervals, errors },
    members: new Map(members.map((member) => [member.id, member])),
  };
}

/** What the parts are worth on the validation windows, and intervals from the errors of what they make together. */
function weighOn(
  validated: readonly FitSeries[],
  {
    shape,
    networks,
    shared,
    paths,
  }: Pick<GlobalFitted, "shape" | "shared"> & {
    readonly networks: MemberNetworks | undefined;
    readonly paths: ReadonlyMap<string, { readonly path: LinearPath }>;
  },
  settings: GlobalSettings,
  levels: readonly number[],
) {
  const { horizon } = settings;
  const windows = validated.map((one) => {
    const own = paths.get(one.id)?.path;
    const reach = Math.max(shape.lookback, own?.lookback ?? 1, shared?.lookback ?? 1);
    return { series: one, own, origins: one.validation.filter((origin) => origin >= reach) };
  });
  const all = windows.flatMap(({ series: { values, unit }, origins }) =>
    Array.from(origins, (origin) => ({ values, origin, unit })),
  );
  const network = networks && networkForecasts(networks, shape, settings, all);
  let done = 0;
  const parts = windows.map(({ series: { values, unit }, own, origins }): PartForecasts => {
    const truth = new Float64Array(origins.length * horizon);
    for (const [i, origin] of origins.entries()) truth.set(values.subarray(origin, origin + horizon), i * horizon);
    done += truth.length;
    return {
      ...{ truth, unit },
      network: network?.subarray(done - truth.length, done),
      own: own?.forecast(values, origins),
      shared: shared?.forecast(values, origins),
    };
  });
  const weighed: Weighed = weighParts(parts.filter(({ truth }) => truth.length > 0)) ?? {
    paths: settings.paths === "none" ? "none" : shared === undefined ? "own" : "both",
    // What nothing can tell apart is mixed.
    networkShare: networks === undefined ? 0 : settings.paths === "none" ? 1 : 0.5,
    errors: undefined as never,
  };
  const { paths: used, networkShare } = weighed;
  const season = seasonOf(shape.seasons);
  const errors = windows.map(({ series: { id, unit, bounds, values }, origins }, i): SeriesErrors & { id: string } => {
    const { truth } = parts[i];
    const forecast = mixForecasts(parts[i].network, pathForecast(used, parts[i]), networkShare);
    if (forecast === undefined) return { id, unit, errors: new Float64Array() };
    const error = (value: number, at: number) => Math.abs(value - (bounds ? clip(forecast[at], bounds) : forecast[at]));
    return { id, unit, errors: truth.map(error), changes: changesAt(values, origins, season, horizon) };
  });
  const intervals = poolErrors(errors, horizon, levels, season);
  const errs = new Map(
    intervals === undefined ? [] : errors.map((one) => [one.id, errorScale(one, horizon, intervals.usual)]),
  );
  return { paths: used, networkShare, errors: weighed.errors as PartErrors | undefined, intervals, errs };
}

/** Before each of these rows; undefined where one of them has none. */
function changesAt(
  values: Float64Array,
  origins: Uint32Array,
  season: number,
  horizon: number,
): Float64Array | undefined {
  const all = new Float64Array(origins.length * horizon);
  for (const [i, origin] of origins.entries()) {
    const changes = seasonChanges(values, origin, season, horizon);
    if (changes === undefined) return undefined;
    all.set(changes, i * horizon);
  }
  return all;
}

/** The lookbacks that paths try. */
function pathLookbacks({ seasons, lookback }: GlobalLayout): number[] {
  const found = lookbacksFor(seasons);
  return found.length > 0 ? found : [Math.max(2, Math.min(lookback, MOST_LOOKBACK))];
}

function ownAllowed({ paths, horizon }: GlobalSettings, count: number, lookbacks: readonly number[]): boolean {
  if (paths === "none" || paths === "shared") return false;
  return count <= MOST_OWN.series && count * Math.max(...lookbacks) * horizon <= MOST_OWN.weights;
}
