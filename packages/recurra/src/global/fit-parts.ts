// The second half of a fit, once the network is trained: the linear paths, the ways in which a pretrained network sees each series, what each part is
// worth on the validation windows, the intervals, and paths and ways of all rows.

import { Turns } from "../core/turns.ts";
import { type LinearChoice, lookbacksFor, MOST_LOOKBACK } from "../evaluation/linear/fit-linear.ts";
import { withoutSpikes } from "../forecast/fit-path.ts";
import type { LinearPath } from "../linear/linear-path.ts";
import type { PretrainedSource } from "../zero-shot/pretrained-source.ts";
import type { WeighedLook } from "../zero-shot/weigh-looks.ts";
import type { GlobalFitted, Member, PretrainedPart } from "./global-fitted.ts";
import type { FitSeries, GlobalLayout } from "./layout/global-layout.ts";
import type { GlobalSettings } from "./layout/global-options.ts";
import type { SeriesWindow } from "./layout/series-windows.ts";
import type { MemberNetworks } from "./parts/member-networks.ts";
import { networkForecasts } from "./parts/network-forecasts.ts";
import { fitOwn } from "./parts/own-paths.ts";
import { errorScale, type PooledIntervals, poolErrors } from "./parts/pooled-intervals.ts";
import { PooledWindows } from "./parts/pooled-windows.ts";
import { seasonOf } from "./parts/season-changes.ts";
import { forecastSeen, hasRoomToSee, LEAST_SEEN, type SeenWindow, weighSeen } from "./parts/seen-series.ts";
import { fitShared, type SharedChoice, type SharedPath } from "./parts/shared-path.ts";
import { type PartErrors, type PathsUsed, type Weighed, weighParts } from "./parts/weigh-parts.ts";

/** Up to so many series have paths of their own, if these have no more weights than that together. */
const MOST_OWN = { series: 10_000, weights: 2 ** 27 };

/** Series whose ways to be seen are found at once. */
const BATCH = 64;

/** One for all series without a path of their own. */
const NO_CHOICES: readonly LinearChoice[] = [];

/** What a fit before this one found, which a fit of all rows keeps to. */
export interface KnownParts {
  readonly shared?: SharedChoice;
  /** By id. */
  readonly own: ReadonlyMap<string, readonly LinearChoice[]>;
  readonly paths: PathsUsed;
  readonly networkShare: number;
  /** Of the pretrained network; undefined where it was left out. */
  readonly pretrained: Pick<PretrainedPart, "share" | "levels"> | undefined;
  readonly intervals: PooledIntervals | undefined;
  /** What each series errs, by id. */
  readonly errs: ReadonlyMap<string, number>;
}

interface FittedParts
  extends Pick<GlobalFitted, "shared" | "members" | "paths" | "networkShare" | "pretrained" | "intervals"> {
  readonly errors: PartErrors | undefined;
}

type Looks = ReadonlyMap<string, readonly WeighedLook[]>;

interface PartsToFit {
  readonly settings: GlobalSettings;
  readonly layout: GlobalLayout;
  readonly networks: MemberNetworks | undefined;
  readonly pretrained: PretrainedSource | undefined;
  readonly levels: readonly number[];
  readonly signal: AbortSignal | undefined;
  readonly known?: KnownParts | undefined;
}

/** Stopped by `signal` on the way, the series that were not reached have no path of their own, and are not seen by the pretrained network. */
export async function fitParts({
  settings,
  layout,
  networks,
  pretrained,
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
  const looksOf = async (
    some: readonly FitSeries[],
    rowsOf: (one: FitSeries) => number,
    source: PretrainedSource,
  ): Promise<Looks> => {
    const found = new Map<string, readonly WeighedLook[]>();
    const able = some.filter((one) => rowsOf(one) - one.beginOf(rowsOf(one)) >= LEAST_SEEN);
    for (let from = 0; from < able.length; from += BATCH) {
      if (signal?.aborted) break;
      const batch = able.slice(from, from + BATCH);
      const histories = batch.map(
        (one) => withoutSpikes(one.values.subarray(one.beginOf(rowsOf(one)), rowsOf(one))).values,
      );
      const looks = weighSeen(source, histories, { horizon, seasons });
      for (const [i, { id }] of batch.entries()) found.set(id, looks[i]);
      if (turns.due) await turns.take();
    }
    return found;
  };
  const source = isSeen(settings, layout, known) ? pretrained : undefined;
  let found: Omit<FittedParts, "shared" | "members"> & { readonly errs: ReadonlyMap<string, number> };
  let chosenOwn = known?.own;
  let choice = known?.shared;
  if (known !== undefined) {
    const part = source && known.pretrained && { ...known.pretrained, source };
    found = { ...known, pretrained: part, errors: undefined };
  } else {
    const validated = series.filter(({ validation }) => validation.length > 0);
    const shared = sharedOn((one) => one.trainingRows);
    choice = shared?.choice;
    const own = await ownOf(validated, (one) => one.trainingRows, shared);
    chosenOwn = new Map([...own].map(([id, { choices }]) => [id, choices]));
    const looks = source && (await looksOf(validated, (one) => one.trainingRows, source));
    const seen = source && looks && { source, looks };
    found = weighOn(validated, { shape: layout, networks, shared, paths: own, seen }, settings, levels);
  }
  const shared = sharedOn((one) => one.values.length, choice);
  const own = await ownOf(series, (one) => one.values.length, shared, chosenOwn);
  const part = found.pretrained;
  const looks =
    part === undefined || part.share === 0 || found.networkShare === 1
      ? undefined
      : await looksOf(series, (one) => one.values.length, part.source);
  const members = new Map<string, Member>();
  for (const { id, unit, bounds, from, to } of series) {
    const { path, choices = NO_CHOICES } = own.get(id) ?? {};
    const errs = found.errs.get(id) ?? 0;
    members.set(id, { id, unit, bounds, from, to, own: path, choices, looks: looks?.get(id), errs });
  }
  const { paths, networkShare, intervals, errors } = found;
  return {
    ...{ shared, paths, networkShare, pretrained: part, intervals, errors },
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
    seen,
  }: Pick<GlobalFitted, "shape" | "shared"> & {
    readonly networks: MemberNetworks | undefined;
    readonly paths: ReadonlyMap<string, { readonly path: LinearPath }>;
    readonly seen: { readonly source: PretrainedSource; readonly looks: Looks } | undefined;
  },
  settings: GlobalSettings,
  levels: readonly number[],
) {
  const { horizon } = settings;
  const network =
    networks && ((windows: readonly SeriesWindow[]) => networkForecasts(networks, shape, settings, windows));
  const pretrained = seen && {
    looks: seen.looks,
    forecast: (windows: readonly SeenWindow[]) => forecastSeen(seen.source, windows, horizon),
  };
  const parts = { lookback: shape.lookback, network, own: paths, shared, pretrained };
  const pooled = new PooledWindows(validated, parts, horizon);
  const weighed: Weighed = weighParts(pooled) ?? {
    ...unweighed(settings, { shared, isSeen: seen !== undefined, trains: networks !== undefined }),
    errors: undefined as never,
  };
  const { paths: used, pretrainedShare, networkShare } = weighed;
  const season = seasonOf(shape.seasons);
  const errors = pooled.errors({ paths: used, pretrainedShare }, networkShare, season);
  const intervals = poolErrors(errors, horizon, levels, season);
  const errs = new Map<string, number>();
  if (intervals !== undefined) for (const one of errors) errs.set(one.id, errorScale(one, horizon, intervals.usual));
  return {
    ...{ paths: used, networkShare, errors: weighed.errors as PartErrors | undefined, intervals, errs },
    pretrained: seen && { source: seen.source, share: pretrainedShare, levels },
  };
}

/** What nothing can tell apart is mixed. */
function unweighed(
  settings: GlobalSettings,
  { shared, isSeen, trains }: { shared: SharedPath | undefined; isSeen: boolean; trains: boolean },
): Omit<Weighed, "errors"> {
  const paths = settings.paths === "none" ? "none" : shared === undefined ? "own" : "both";
  return {
    paths,
    pretrainedShare: !isSeen ? 0 : paths === "none" ? 1 : 0.5,
    networkShare: !trains ? 0 : paths === "none" && !isSeen ? 1 : 0.5,
  };
}

/** Whether the pretrained network may forecast: as before; as it is asked for; else where there is room. */
function isSeen(settings: GlobalSettings, { series, seasons }: GlobalLayout, known: KnownParts | undefined): boolean {
  if (known !== undefined) return known.pretrained !== undefined;
  if (settings.model === "pretrained") return true;
  if (settings.model === "linear") return false;
  const windows = series.reduce((sum, { validation }) => sum + validation.length, 0);
  return hasRoomToSee(seasons, { series: series.length, windows, horizon: settings.horizon });
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
