// What a fit of many series tells of itself.

import type { Season } from "../data/index.ts";
import { spread } from "../forecast/settings/calibration.ts";
import { VALIDATION_SHARE } from "../forecast/settings/fit-span.ts";
import { setWeights, weightsOf } from "../training/best-weights.ts";
import type { Epoch } from "../training/index.ts";
import type { GlobalLayout } from "./layout/global-layout.ts";
import type { GlobalSettings } from "./layout/global-options.ts";
import type { MemberNetworks } from "./parts/member-networks.ts";
import { networkForecasts } from "./parts/network-forecasts.ts";
import type { PartErrors } from "./parts/weigh-parts.ts";

/** What a fit did, as plain data. */
export interface GlobalTraining {
  readonly series: number;
  readonly rows: number;
  /** The kind of the series' clock, and its step in words. */
  readonly clock: string;
  readonly step: string;
  /** Windows that the network may learn from, and those that validate, of all series. */
  readonly trainingWindows: number;
  readonly validationWindows: number;
  readonly seasons: readonly Season[];
  /** Ids of series whose rows are too few for the model, the first hundred of them, and how many there are. */
  readonly tooShort: readonly string[];
  readonly tooShortCount: number;
  /** Epochs of the network, and the one whose weights were kept; 0: none. */
  readonly epochs: number;
  readonly bestEpoch: number;
  /** Mean absolute errors on the validation windows in units of each series' naive step; absent without validation windows. */
  readonly errors?: PartErrors;
  /** Of a refit: the error of its network on the last windows, beside that of the network that was scored, and which was taken. */
  readonly refit?: { readonly refitted: number; readonly scored: number; readonly taken: "refitted" | "scored" };
  /** Set where the fit was stopped, or its loop left, before it had come to its end. */
  readonly interrupted?: true;
}

/** Ids of short series that are listed. */
const MOST_LISTED = 100;

/** What is kept of a fit, after the epochs that were done. */
export function summariseGlobal(
  { series, seasons, clock, step }: GlobalLayout,
  {
    done,
    whole,
    errors,
    refit,
  }: {
    readonly done: readonly Epoch[];
    readonly whole: boolean;
    readonly errors: PartErrors | undefined;
    readonly refit: GlobalTraining["refit"] | undefined;
  },
): GlobalTraining {
  const short = series.filter(({ training }) => training.length === 0).map(({ id }) => id);
  const sum = (count: (one: GlobalLayout["series"][number]) => number) =>
    series.reduce((total, one) => total + count(one), 0);
  return {
    ...{ series: series.length, rows: sum(({ values }) => values.length), clock, step },
    trainingWindows: sum(({ training }) => training.length),
    validationWindows: sum(({ validation }) => validation.length),
    seasons,
    ...{ tooShort: short.slice(0, MOST_LISTED), tooShortCount: short.length },
    ...{ epochs: done.length, bestEpoch: done.findLast(({ best }) => best)?.epoch ?? 0 },
    ...(errors && { errors }),
    ...(refit && { refit }),
    ...(whole ? {} : { interrupted: true }),
  };
}

/** Windows of all series on which a refit is checked, at most. */
const MOST_CHECKED = 4000;

/**
 * Whether the network of a refit errs no more on the last windows of all series than the one that was scored, which has not seen all of them. Where
 * it does, it gets that one's weights.
 */
export function checkRefit(
  refitted: MemberNetworks,
  scored: MemberNetworks,
  settings: GlobalSettings,
  layout: GlobalLayout,
): NonNullable<GlobalTraining["refit"]> {
  const trained = layout.series.filter(({ training }) => training.length > 0);
  const every = Math.max(1, Math.ceil(trained.length / MOST_CHECKED));
  const learnt = trained.filter((_, i) => i % every === 0);
  const most = Math.max(1, Math.floor(MOST_CHECKED / Math.max(1, learnt.length)));
  const windows = learnt.flatMap(({ values, unit, training }) => {
    const last = training.slice(-Math.max(1, Math.round(VALIDATION_SHARE * training.length)));
    return Array.from(spread(last, most), (origin) => ({ values, unit, origin }));
  });
  const errorOf = (networks: MemberNetworks): number => {
    const { horizon } = settings;
    let sum = 0;
    networkForecasts(networks, layout, settings, windows).forEach((forecast, at) => {
      const { values, origin, unit } = windows[Math.floor(at / horizon)];
      sum += Math.abs(forecast - values[origin + (at % horizon)]) / unit;
    });
    return sum / (windows.length * horizon);
  };
  const errors = { refitted: errorOf(refitted), scored: errorOf(scored) };
  if (errors.refitted <= errors.scored) return { ...errors, taken: "refitted" };
  setWeights(refitted, weightsOf(scored));
  return { ...errors, taken: "scored" };
}
