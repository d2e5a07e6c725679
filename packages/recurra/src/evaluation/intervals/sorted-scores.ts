import { bisect } from "../../statistics/bisect.ts";

/** Numbers in ascending order, to which single ones are added. */
export class SortedScores {
  readonly #values: Float64Array;
  #count = 0;

  /** `most`: how many there will be. */
  constructor(most: number) {
    this.#values = new Float64Array(most);
  }

  get scores(): Float64Array {
    return this.#values.subarray(0, this.#count);
  }

  add(score: number): void {
    const values = this.#values;
    const place = bisect(this.#count, (at) => values[at] > score);
    values.copyWithin(place + 1, place, this.#count);
    values[place] = score;
    this.#count++;
  }
}
