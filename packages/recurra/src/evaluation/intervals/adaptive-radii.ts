// Radii that follow how large errors have been of late. The level whose quantile is taken moves with every window whose truths became known:
// up after misses, down where all held.
//
//   a_next = a + r (1 - level - miss)        a starts at 1 - level; miss: the share of a window's steps that its intervals did not hold
//
// with r = 0.02, less where windows overlap: r d / horizon for a window d rows after the one before. So windows that share rows with others
// count as what they are, parts of one, and calm or wild times are followed where there are windows apart to tell them by.
//
// Source: Gibbs and Candes 2021, arXiv:2106.00263 (adaptive conformal inference), with all windows that are known in the quantile.

import type { ForecastErrors } from "./forecast-errors.ts";
import { windowsNeeded } from "./quantile.ts";
import { SortedScores } from "./sorted-scores.ts";

const RATE = 0.02;
/** Levels move once there are so many times the windows that they need, overlapping ones counted as the part that they are. */
const WINDOWS = 3;

/** Called with each window and the radii of each level at its origin; null where too few windows were known. */
type EachWindow = (window: number, radii: readonly (readonly number[] | null)[]) => void;

/**
 * The radii of each level after all windows, [horizon]; null where there are too few windows for it. `reaches`: the unit of each error,
 * [n * horizon]. A window's radii come from windows whose last row lies before its first.
 */
export function adaptiveRadii(
  errors: ForecastErrors,
  reaches: Float64Array,
  levels: readonly number[],
  each?: EachWindow,
): (number[] | null)[] {
  const { actual, predicted } = errors;
  const scores = reaches.map((reach, at) => Math.abs(actual[at] - predicted[at]) / reach);
  return followRadii(
    errors,
    levels.map((level) => ({ level, scores })),
    each,
  );
}

/** The same of any scores, [n * horizon], NaN where there is no truth: a truth is held where its score is no larger than the radius. */
export function followRadii(
  { horizon, origins }: ForecastErrors,
  tracks: readonly Track[],
  each?: EachWindow,
): (number[] | null)[] {
  const known = new Map(
    tracks.map(({ scores }) => [scores, Array.from({ length: horizon }, () => new SortedScores())]),
  );
  const followed = tracks.map(
    ({ level, scores }) => [new Followed(level, known.get(scores) as SortedScores[]), scores] as const,
  );
  let next = 0;
  const take = (): void => {
    const apart = next === 0 ? 1 : Math.min(1, (origins[next] - origins[next - 1]) / horizon);
    for (const [one] of followed) one.learn(next, apart);
    for (const [scores, sorted] of known) {
      for (let step = 0; step < horizon; step++) {
        const score = scores[next * horizon + step];
        if (!Number.isNaN(score)) sorted[step].add(score);
      }
    }
    next++;
  };
  for (let window = 0; window < origins.length; window++) {
    while (origins[next] + horizon <= origins[window]) take();
    const radii = followed.map(([one, scores]) =>
      one.judge(window, scores.subarray(window * horizon, (window + 1) * horizon)),
    );
    each?.(window, radii);
  }
  while (next < origins.length) take();
  return followed.map(([one]) => one.radii());
}

/** A level, and how far each truth lies from what is to hold it. */
export interface Track {
  readonly level: number;
  readonly scores: Float64Array;
}

/** One level, and where its quantile is taken. */
class Followed {
  readonly #level: number;
  readonly #needed: number;
  readonly #known: readonly SortedScores[];
  /** Of windows whose truths are not known yet: the share of steps that was missed. */
  readonly #missed = new Map<number, number>();
  #alpha: number;
  /** Windows that are known, as far as they do not overlap. */
  #apart = 0;

  constructor(level: number, known: readonly SortedScores[]) {
    this.#level = level;
    this.#needed = windowsNeeded(level);
    this.#known = known;
    this.#alpha = 1 - level;
  }

  radii(): number[] | null {
    if (this.#known.some(({ length }) => length < this.#needed)) return null;
    const level = Math.max(this.#level / 2, Math.min(1, 1 - this.#alpha));
    // Beyond the largest error that was seen nothing is known.
    return this.#known.map((known) => known.quantile(level) ?? known.last);
  }

  judge(window: number, scores: Float64Array): number[] | null {
    const radii = this.radii();
    if (radii === null) return null;
    let missed = 0;
    let seen = 0;
    for (let step = 0; step < scores.length; step++) {
      if (Number.isNaN(scores[step])) continue;
      seen++;
      if (scores[step] > radii[step]) missed++;
    }
    if (seen > 0) this.#missed.set(window, missed / seen);
    return radii;
  }

  /** `apart`: how much of the window is not in the one before. */
  learn(window: number, apart: number): void {
    const missed = this.#missed.get(window);
    this.#missed.delete(window);
    if (missed !== undefined && this.#apart >= WINDOWS * this.#needed) {
      this.#alpha += RATE * apart * (1 - this.#level - missed);
    }
    this.#apart += apart;
  }
}
