// The second half of a fit, once the network is trained: the linear paths, what each part is worth on the validation windows, the intervals, and
// the paths of all rows.

import { type LinearChoice, lookbacksFor, MOST_LOOKBACK } from "../evaluation/linear/fit-linear.ts";
import type { LinearPath } from "../linear/linear-path.ts";
import { Turns } from "../training/turn.ts";
import type { GlobalFitted, Member } from "./global-fitted.ts";
import type { FitSeries, GlobalLayout } from "./layout/global-layout.ts";
import type { GlobalSettings } from "./layout/global-options.ts";
import type { SeriesWindow } from "./layout/series-windows.ts";
import type { MemberNetworks } from "./parts/member-networks.ts";
import { networkForecasts } from "./parts/network-forecasts.ts";
import { fitOwn } from "./parts/own-paths.ts";
import { errorScale, type PooledIntervals, poolErrors } from "./parts/pooled-intervals.ts";
import { PooledWindows } from "./parts/pooled-windows.ts";
import { seasonOf } from "./parts/season-changes.ts";
import { fitShared, type SharedChoice, type SharedPath } from "./parts/shared-path.ts";
import { type PartErrors, type PathsUsed, type Weighed, weighParts } from "./parts/weigh-parts.ts";

/** Up to so many series have paths of their own, if these have no more weights than that together. */
const MOST_OWN = { series: 10_000, weights: 2 ** 27 };

/** One for all series without a path of their own. */
const NO_CHOICES: readonly LinearChoice[] = [];

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
  const members = new Map<string, Member>();
  for (const { id, unit, bounds, from, to } of series) {
    const { path, choices = NO_CHOICES } = own.get(id) ?? {};
    members.set(id, { id, unit, bounds, from, to, own: path, choices, errs: found.errs.get(id) ?? 0 });
  }
  const { paths, networkShare, intervals, errors } = found;
  return {
    ...{ shared, paths, networkShare, intervals, errors },
    members,
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
  const network =
    networks && ((windows: readonly SeriesWindow[]) => networkForecasts(networks, shape, settings, windows));
  const pooled = new PooledWindows(validated, { lookback: shape.lookback, network, own: paths, shared }, horizon);
  const weighed: Weighed = weighParts(pooled) ?? {
    paths: settings.paths === "none" ? "none" : shared === undefined ? "own" : "both",
    // What nothing can tell apart is mixed.
    networkShare: networks === undefined ? 0 : settings.paths === "none" ? 1 : 0.5,
    errors: undefined as never,
  };
  const { paths: used, networkShare } = weighed;
  const season = seasonOf(shape.seasons);
  const errors = pooled.errors(used, networkShare, season);
  const intervals = poolErrors(errors, horizon, levels, season);
  const errs = new Map<string, number>();
  if (intervals !== undefined) for (const one of errors) errs.set(one.id, errorScale(one, horizon, intervals.usual));
  return { paths: used, networkShare, errors: weighed.errors as PartErrors | undefined, intervals, errs };
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
