import { quantileRank } from "./quantile.ts";

/** Numbers of a block: an insertion moves half of them, and numbers of blocks are counted at each one. */
const MOST = 128;

/** Numbers in ascending order, to which single ones are added: in blocks, so that many take no longer each than few. */
export class SortedScores {
  readonly #blocks: Float64Array[] = [new Float64Array(MOST)];
  /** How many numbers each block has, and how many stand before it. */
  readonly #counts: number[] = [0];
  readonly #before: number[] = [0];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** The largest. */
  get last(): number {
    return this.#at(this.#length - 1);
  }

  /** See `conformalQuantile`. */
  quantile(level: number): number | null {
    const rank = quantileRank(this.#length, level);
    return rank > this.#length ? null : this.#at(rank - 1);
  }

  add(score: number): void {
    const blocks = this.#blocks;
    const counts = this.#counts;
    const before = this.#before;
    const last = blocks.length - 1;
    let block = 0;
    for (let above = last; block < above; ) {
      const middle = (block + above) >> 1;
      if (blocks[middle][counts[middle] - 1] > score) above = middle;
      else block = middle + 1;
    }
    const values = blocks[block];
    // From the end: what is larger moves up by one.
    let place = counts[block]++;
    for (; place > 0 && values[place - 1] > score; place--) values[place] = values[place - 1];
    values[place] = score;
    for (let after = block + 1; after <= last; after++) before[after]++;
    this.#length++;
    if (counts[block] === MOST) this.#split(block);
  }

  #split(block: number): void {
    const half = MOST / 2;
    const upper = new Float64Array(MOST);
    upper.set(this.#blocks[block].subarray(half));
    this.#blocks.splice(block + 1, 0, upper);
    this.#counts.splice(block, 1, half, half);
    this.#before.splice(block + 1, 0, this.#before[block] + half);
  }

  #at(index: number): number {
    const before = this.#before;
    let block = 0;
    for (let above = before.length; above - block > 1; ) {
      const middle = (block + above) >> 1;
      if (before[middle] <= index) block = middle;
      else above = middle;
    }
    return this.#blocks[block][index - before[block]];
  }
}
