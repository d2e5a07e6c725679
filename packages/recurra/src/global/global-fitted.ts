// What a fit of many series makes, and how it forecasts.

import { StateError } from "../core/errors.ts";
import { type Bounds, clip } from "../data/bounds.ts";
import type { LinearChoice } from "../evaluation/linear/fit-linear.ts";
import type { LinearPath } from "../linear/linear-path.ts";
import type { PretrainedSource } from "../zero-shot/pretrained-source.ts";
import type { WeighedLook } from "../zero-shot/weigh-looks.ts";
import type { GlobalTraining } from "./global-training.ts";
import type { GlobalShape } from "./layout/global-layout.ts";
import type { GlobalSettings } from "./layout/global-options.ts";
import type { MemberNetworks } from "./parts/member-networks.ts";
import { networkForecasts } from "./parts/network-forecasts.ts";
import type { PooledIntervals } from "./parts/pooled-intervals.ts";
import { forecastSeen, rowsSeen, type SeenWindow } from "./parts/seen-series.ts";
import type { SharedPath } from "./parts/shared-path.ts";
import { mixForecasts, type PathsUsed, restForecast } from "./parts/weigh-parts.ts";

/** What is kept of a series. */
export interface Member {
  readonly id: string;
  readonly unit: number;
  readonly bounds: Bounds | undefined;
  /** First and last time that the fit saw; NaN where it saw none. */
  readonly from: number;
  readonly to: number;
  readonly own: LinearPath | undefined;
  /** How the models that its path is the mean of were chosen. */
  readonly choices: readonly LinearChoice[];
  /** The ways in which the pretrained network sees it; undefined where that has no share in its forecast. */
  readonly looks?: readonly WeighedLook[] | undefined;
  /** What it errs: the unit of its intervals; 0 where that was not measured. */
  readonly errs: number;
}

/** A network that was trained before, which may forecast every series. */
export interface PretrainedPart {
  readonly source: PretrainedSource;
  /** How much it is of what is not the share of the network that all series trained: none, half or all. */
  readonly share: number;
  /** Of its own intervals, where none are measured. */
  readonly levels: readonly number[];
}

/** All that a fit makes; replaced as a whole by the next one. */
export interface GlobalFitted {
  readonly shape: GlobalShape;
  /** Of the model "linear" one that is never asked. */
  readonly networks: MemberNetworks;
  readonly shared: SharedPath | undefined;
  readonly members: ReadonlyMap<string, Member>;
  readonly paths: PathsUsed;
  readonly networkShare: number;
  /** Undefined where there is none, or it was left out. */
  readonly pretrained?: PretrainedPart | undefined;
  readonly intervals: PooledIntervals | undefined;
  readonly training: GlobalTraining;
}

/** The parts that forecast. */
type Parts = Pick<GlobalFitted, "shape" | "shared" | "paths" | "networkShare" | "pretrained"> & {
  readonly networks: MemberNetworks | undefined;
};

/** Rows that a forecast looks back on, of a series with or without parts of its own; infinity where no part forecasts it. */
export function reachOf(
  { shape, networks, shared, paths, networkShare, pretrained }: Parts,
  { own, looks }: Pick<Member, "own" | "looks">,
): number {
  const reaches: number[] = [];
  const share = pretrained === undefined || looks === undefined ? 0 : pretrained.share;
  if (networks !== undefined && networkShare > 0) reaches.push(shape.lookback);
  if (networkShare < 1 && share > 0) reaches.push(rowsSeen(looks as readonly WeighedLook[]));
  if (networkShare < 1 && paths !== "none" && share < 1) {
    if (own !== undefined && paths !== "shared") reaches.push(own.lookback);
    if (shared !== undefined && (own === undefined || paths !== "own")) reaches.push(shared.lookback);
  }
  return reaches.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...reaches);
}

/** A window of a series, the row from which it has no gap, and what of the model is the series' own. */
export type MemberWindow = Omit<SeenWindow, "looks"> & Pick<Member, "own" | "bounds" | "looks">;

/** Windows of which each has all the rows that it needs, [n * horizon], kept to bounds. */
export function forecastWindows(
  parts: Parts,
  settings: GlobalSettings,
  windows: readonly MemberWindow[],
): Float64Array {
  const { shape, networks, shared, paths, networkShare } = parts;
  const { horizon } = settings;
  const network =
    networks === undefined || networkShare === 0 ? undefined : networkForecasts(networks, shape, settings, windows);
  const seen = networkShare === 1 ? undefined : seenForecasts(parts, windows, horizon);
  const pretrainedShare = parts.pretrained?.share ?? 0;
  const forecasts = new Float64Array(windows.length * horizon);
  windows.forEach(({ values, origin, own, bounds }, i) => {
    const pretrained = seen?.get(i);
    const onlySeen = pretrained !== undefined && pretrainedShare === 1;
    const rest =
      networkShare === 1
        ? undefined
        : restForecast(
            { paths, pretrainedShare },
            {
              own: paths === "shared" || onlySeen ? undefined : own?.forecast(values, [origin]),
              shared:
                (paths === "own" && own !== undefined) || onlySeen ? undefined : shared?.forecast(values, [origin]),
              pretrained,
            },
          );
    const mixed = mixForecasts(network?.subarray(i * horizon, (i + 1) * horizon), rest, networkShare) as Float64Array;
    forecasts.set(bounds ? mixed.map((value) => clip(value, bounds)) : mixed, i * horizon);
  });
  return forecasts;
}

/** Those of the pretrained network, by the place of their window; of series that it sees. */
function seenForecasts(
  { pretrained }: Parts,
  windows: readonly MemberWindow[],
  horizon: number,
): ReadonlyMap<number, Float64Array> | undefined {
  if (pretrained === undefined || pretrained.share === 0) return undefined;
  const places = windows.flatMap(({ looks }, at) => (looks === undefined ? [] : [at]));
  const some = places.map((at) => windows[at] as SeenWindow);
  const found = forecastSeen(pretrained.source, some, horizon);
  return new Map(places.map((at, i) => [at, found.subarray(i * horizon, (i + 1) * horizon)]));
}

/** Throws StateError GLOBAL_NOT_FITTED where nothing was fitted. */
export function requireFitted(fitted: GlobalFitted | undefined): GlobalFitted {
  if (fitted) return fitted;
  throw new StateError("GLOBAL_NOT_FITTED", "GlobalForecaster", "not fitted yet", {
    remedies: [
      [
        "call ",
        { call: "fit(set)" },
        " first and run its epochs: ",
        { call: "for await (const epoch of forecaster.fit(set)) {}" },
      ],
    ],
  });
}
