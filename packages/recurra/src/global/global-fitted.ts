// What a fit of many series makes, and how it forecasts.

import { StateError } from "../core/errors.ts";
import { type Bounds, clip } from "../data/bounds.ts";
import type { LinearChoice } from "../evaluation/linear/fit-linear.ts";
import type { LinearPath } from "../linear/linear-path.ts";
import type { GlobalTraining } from "./global-training.ts";
import type { GlobalShape } from "./layout/global-layout.ts";
import type { GlobalSettings } from "./layout/global-options.ts";
import type { SeriesWindow } from "./layout/series-windows.ts";
import type { MemberNetworks } from "./parts/member-networks.ts";
import { networkForecasts } from "./parts/network-forecasts.ts";
import type { PooledIntervals } from "./parts/pooled-intervals.ts";
import type { SharedPath } from "./parts/shared-path.ts";
import { mixForecasts, type PathsUsed, pathForecast } from "./parts/weigh-parts.ts";

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
  /** What it errs: the unit of its intervals; 0 where that was not measured. */
  readonly errs: number;
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
  readonly intervals: PooledIntervals | undefined;
  readonly training: GlobalTraining;
}

/** The parts that forecast. */
type Parts = Pick<GlobalFitted, "shape" | "shared" | "paths" | "networkShare"> & {
  readonly networks: MemberNetworks | undefined;
};

/** Rows that a forecast looks back on, of a series with or without a path of its own; infinity where no part forecasts it. */
export function reachOf({ shape, networks, shared, paths, networkShare }: Parts, own: LinearPath | undefined): number {
  const reaches: number[] = [];
  if (networks !== undefined && networkShare > 0) reaches.push(shape.lookback);
  if (networkShare < 1 && paths !== "none") {
    if (own !== undefined && paths !== "shared") reaches.push(own.lookback);
    if (shared !== undefined && (own === undefined || paths !== "own")) reaches.push(shared.lookback);
  }
  return reaches.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...reaches);
}

/** Windows of which each has all the rows that it needs, [n * horizon], kept to bounds. */
export function forecastWindows(
  parts: Parts,
  settings: GlobalSettings,
  windows: readonly (SeriesWindow & Pick<Member, "own" | "bounds">)[],
): Float64Array {
  const { shape, networks, shared, paths, networkShare } = parts;
  const { horizon } = settings;
  const network =
    networks === undefined || networkShare === 0 ? undefined : networkForecasts(networks, shape, settings, windows);
  const forecasts = new Float64Array(windows.length * horizon);
  windows.forEach(({ values, origin, own, bounds }, i) => {
    const path =
      networkShare === 1
        ? undefined
        : pathForecast(paths, {
            own: paths === "shared" ? undefined : own?.forecast(values, [origin]),
            shared: paths === "own" && own !== undefined ? undefined : shared?.forecast(values, [origin]),
          });
    const mixed = mixForecasts(network?.subarray(i * horizon, (i + 1) * horizon), path, networkShare) as Float64Array;
    forecasts.set(bounds ? mixed.map((value) => clip(value, bounds)) : mixed, i * horizon);
  });
  return forecasts;
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
