// How good intervals are: their width, and scores that ask for both, narrow ones and ones that hold. For an interval [l, u] of level
// 1 - a and a truth y:
//
//   S = u - l + 2 / a (l - y) [y < l] + 2 / a (y - u) [y > u]        the interval score: Gneiting and Raftery 2007, equation 43
//   MSIS = mean of S / mean error of a naive step                    Makridakis, Spiliotis and Assimakopoulos 2020 (M4)
//   pinball of an end q at its share t = max(t (y - q), (t - 1) (y - q)), t = a / 2 of l and 1 - a / 2 of u      Koenker and Bassett 1978
//
// S is 2 / a times the sum of both pinballs.

import type { Ends } from "./intervals.ts";

export interface IntervalScores {
  /** The mean width, in units of the target. */
  readonly width: number;
  /** The mean scaled interval score; null where a naive step has no error to scale by. */
  readonly msis: number | null;
  /** The mean pinball losses of the lower and of the upper ends, in units of the target. */
  readonly pinball: { readonly lower: number; readonly upper: number };
}

/** Adds up the intervals of one level. */
export class IntervalSums {
  readonly level: number;
  readonly #naive: number | null;
  readonly #held: Float64Array;
  readonly #seen: Float64Array;
  #width = 0;
  #below = 0;
  #above = 0;

  constructor(level: number, horizon: number, naive: number | null) {
    this.level = level;
    this.#naive = naive;
    this.#held = new Float64Array(horizon);
    this.#seen = new Float64Array(horizon);
  }

  /** How many truths were seen. */
  get count(): number {
    return total(this.#seen);
  }

  add(step: number, truth: number, { lower, upper }: Ends): void {
    this.#seen[step]++;
    if (lower <= truth && truth <= upper) this.#held[step]++;
    this.#width += upper - lower;
    const share = (1 - this.level) / 2;
    this.#below += truth < lower ? (1 - share) * (lower - truth) : share * (truth - lower);
    this.#above += truth > upper ? (1 - share) * (truth - upper) : share * (upper - truth);
  }

  /** `measured`: the share that held; null where there was no truth. */
  scores(): IntervalScores & { readonly measured: number | null } {
    const seen = this.count;
    const pinball = { lower: this.#below / seen, upper: this.#above / seen };
    const score = (2 / (1 - this.level)) * (pinball.lower + pinball.upper);
    return {
      measured: seen === 0 ? null : total(this.#held) / seen,
      width: this.#width / seen,
      msis: this.#naive === null || this.#naive === 0 ? null : score / this.#naive,
      pinball,
    };
  }

  /** The share that held at each step. */
  perStep(): number[] {
    const { measured } = this.scores();
    return Array.from(this.#held, (count, step) =>
      this.#seen[step] === 0 ? (measured ?? 0) : count / this.#seen[step],
    );
  }
}

function total(counts: Float64Array): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
