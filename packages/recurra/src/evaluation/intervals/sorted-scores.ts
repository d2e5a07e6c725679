import { bisect } from "../../statistics/bisect.ts";
import { quantileRank } from "./quantile.ts";

/** Numbers in ascending order, to which single ones are added. */
export class SortedScores {
  readonly #values: Float64Array;
  #count = 0;

  /** `most`: how many there will be. */
  constructor(most: number) {
    this.#values = new Float64Array(most);
  }

  get length(): number {
    return this.#count;
  }

  /** The largest. */
  get last(): number {
    return this.#values[this.#count - 1];
  }

  /** See `conformalQuantile`. */
  quantile(level: number): number | null {
    const rank = quantileRank(this.#count, level);
    return rank > this.#count ? null : this.#values[rank - 1];
  }

  add(score: number): void {
    const values = this.#values;
    const place = bisect(this.#count, (at) => values[at] > score);
    values.copyWithin(place + 1, place, this.#count);
    values[place] = score;
    this.#count++;
  }
}
