// What intervals are worth on windows that did not size them: how many truths they held, how wide they were, and both in one number.

import { grouped } from "../../words/grouped.ts";
import { adaptiveRadii } from "./adaptive-radii.ts";
import { sizeIntervals } from "./conformal.ts";
import { CRPS_LEVELS, type Crps, crpsOf } from "./crps.ts";
import type { ForecastErrors } from "./forecast-errors.ts";
import { type IntervalScores, IntervalSums } from "./interval-scores.ts";
import { endsOf, type Intervals } from "./intervals.ts";
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
  const { horizon, origins, actual, predicted, bounds = {} } = errors;
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
  const { shape = { unit: scale }, reaches: earlier } = sizing;
  const reaches = reachesOf(errors, shape, scale);
  reaches.set(earlier);
  const all = [...levels, ...CRPS_LEVELS];
  const sums = all.map((one) => new IntervalSums(one, horizon, naive));
  let [missed, truths] = [0, 0];
  adaptiveRadii(errors, reaches, all, (window, radii) => {
    if (window < first) return;
    for (let step = 0; step < horizon; step++) {
      const at = window * horizon + step;
      const truth = actual[at];
      if (Number.isNaN(truth) || Number.isNaN(reaches[at])) continue;
      missed += Math.abs(truth - predicted[at]);
      truths++;
      for (const [i, own] of radii.entries()) {
        if (own !== null) sums[i].add(step, truth, endsOf(predicted[at], own[step] * reaches[at], bounds));
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
  };
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
