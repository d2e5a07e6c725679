// What intervals are worth on windows that did not size them: how many truths they held, how wide they were, and both in one number.

import { grouped } from "../../words/grouped.ts";
import { followRadii, type Track } from "./adaptive-radii.ts";
import { type Sizing, sizeIntervals } from "./conformal.ts";
import { CRPS_LEVELS, type Crps, crpsOf } from "./crps.ts";
import type { ForecastErrors } from "./forecast-errors.ts";
import { type IntervalScores, IntervalSums } from "./interval-scores.ts";
import { type Ends, endsOf, type Intervals } from "./intervals.ts";
import { correctedEnds, type OwnEnds, ownScores } from "./own-ends.ts";
import { windowsNeeded } from "./quantile.ts";
import { reachesOf } from "./reaches.ts";

/** Whether the promised share of truths lay inside the intervals, on windows that did not help to size them. */
export interface Coverage extends Partial<IntervalScores> {
  /** The promised share, for example 0.9. */
  readonly level: number;
  /** The share that held, over all steps; null when there were too few windows (`note` says how many are needed). */
  readonly measured: number | null;
  readonly calibrationWindows: number;
  readonly measuredWindows: number;
  /** The share that held at each step; empty when it was not measured. */
  readonly perStep: number[];
  readonly note?: string;
  /** The score of the intervals of all levels, in units of the target; absent where it was not measured. */
  readonly crps?: Crps;
  /** Where the model gives its own intervals: what those sized by its errors alone come to. */
  readonly conformal?: { readonly measured: number | null } & Partial<Pick<IntervalScores, "width" | "msis">>;
  /** The same of the other levels that were asked for and measured. */
  readonly further?: readonly ({ readonly level: number; readonly measured: number } & IntervalScores)[];
}

/**
 * What intervals hold of the later half of the windows. Their shape comes from the earlier half; the radii of a window from all windows whose
 * truths were known at its origin ({@link adaptiveRadii}), as they do for the forecast to come. A later window is measured only if it starts
 * after the last target of the earlier half: with stride 1, horizon - 1 windows between the halves are left out. `naive`: the mean error of
 * a naive step, which MSIS is in units of.
 */
export function conformalCoverage(
  errors: ForecastErrors,
  level: number | readonly number[],
  scale: Intervals["scale"],
  naive: number | null = null,
): Coverage {
  const { horizon, origins, actual, predicted, own: given, ...rest } = errors;
  const levels = [level].flat();
  const calibrationWindows = Math.floor(origins.length / 2);
  const known = calibrationWindows === 0 ? 0 : origins[calibrationWindows - 1] + horizon;
  let first = calibrationWindows;
  while (first < origins.length && origins[first] < known) first++;
  const measuredWindows = origins.length - first;
  const sizing =
    calibrationWindows === 0 ? undefined : sizeIntervals(firstOf(errors, calibrationWindows), levels[0], scale);
  const counts = { level: levels[0], calibrationWindows, measuredWindows };
  if (sizing === undefined || measuredWindows === 0) {
    const note =
      sizing === undefined
        ? `It takes ${grouped(windowsNeeded(counts.level))} windows in the earlier half of the test to size them, there are ${grouped(calibrationWindows)}.`
        : "No window of the test starts after the rows that sized them.";
    return { ...counts, measured: null, perStep: [], note };
  }
  const tracks = errors.own === undefined ? sizedTracks(errors, sizing, scale) : ownTracks(errors, errors.own, scale);
  const all = [...levels, ...CRPS_LEVELS];
  const sums = all.map((one) => new IntervalSums(one, horizon, naive));
  let [missed, truths] = [0, 0];
  const followed = all.map(tracks);
  followRadii(errors, followed, (window, radii) => {
    if (window < first) return;
    for (let step = 0; step < horizon; step++) {
      const at = window * horizon + step;
      const truth = actual[at];
      if (followed.some(({ scores }) => Number.isNaN(scores[at]))) continue;
      missed += Math.abs(truth - predicted[at]);
      truths++;
      for (const [i, own] of radii.entries()) {
        if (own !== null) sums[i].add(step, truth, followed[i].endsAt(at, own[step]));
      }
    }
  });
  const [main, ...others] = sums.slice(0, levels.length);
  const crps = crpsOf(sums.slice(levels.length), missed / truths, truths);
  const { measured, ...scores } = main.scores();
  const further = others.flatMap((one) => {
    const { measured: share, ...own } = one.scores();
    return share === null ? [] : [{ level: one.level, measured: share, ...own }];
  });
  return {
    ...counts,
    measured,
    perStep: main.perStep(),
    ...(measured !== null && scores),
    ...(crps !== undefined && { crps }),
    ...(others.length > 0 && { further }),
    ...(given && { conformal: plainScores({ ...rest, horizon, origins, actual, predicted }, levels[0], scale, naive) }),
  };
}

/** What the scores of one level are, and the interval that a radius makes. */
type CoverageTrack = Track & { readonly endsAt: (at: number, radius: number) => Ends };

/** Intervals around the forecast. */
function sizedTracks(
  errors: ForecastErrors,
  sizing: Sizing,
  scale: Intervals["scale"],
): (level: number) => CoverageTrack {
  const { shape = { unit: scale }, reaches: earlier } = sizing;
  const { actual, predicted, bounds = {} } = errors;
  const reaches = reachesOf(errors, shape, scale);
  reaches.set(earlier);
  const scores = reaches.map((reach, at) => Math.abs(actual[at] - predicted[at]) / reach);
  const endsAt = (at: number, radius: number): Ends => endsOf(predicted[at], radius * reaches[at], bounds);
  return (level) => ({ level, scores, endsAt });
}

/** The model's own intervals, corrected. */
function ownTracks(
  errors: ForecastErrors,
  own: ReadonlyMap<number, OwnEnds>,
  scale: Intervals["scale"],
): (level: number) => CoverageTrack {
  const { actual, predicted, bounds = {} } = errors;
  const units = reachesOf(errors, { unit: scale }, scale);
  return (level) => {
    const ends = own.get(level) as OwnEnds;
    const endsAt = (at: number, radius: number): Ends =>
      correctedEnds(predicted[at], { lower: ends.lower[at], upper: ends.upper[at] }, radius * units[at], bounds);
    return { level, scores: ownScores(actual, ends, units), endsAt };
  };
}

/** What intervals would be that are sized by errors alone. */
function plainScores(
  errors: ForecastErrors,
  level: number,
  scale: Intervals["scale"],
  naive: number | null,
): Coverage["conformal"] {
  const { measured, width, msis } = conformalCoverage(errors, level, scale, naive);
  return { measured, ...(width !== undefined && { width }), ...(msis !== undefined && { msis }) };
}

/** What the first windows alone say. */
function firstOf(
  { origins, last, actual, predicted, horizon, ...rest }: ForecastErrors,
  count: number,
): ForecastErrors {
  return {
    ...rest,
    horizon,
    origins: origins.subarray(0, count),
    last: last.subarray(0, count),
    actual: actual.subarray(0, count * horizon),
    predicted: predicted.subarray(0, count * horizon),
  };
}
