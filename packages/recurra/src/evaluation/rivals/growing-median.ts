/** The median of a list that grows, from origin to origin: what was there first is sorted once, what came since is merged in. */
export class GrowingMedian {
  readonly #first: Float64Array;
  /** Ascending, so many of them. */
  #since = new Float64Array(64);
  #count = 0;

  /** `first` is put into order. */
  constructor(first: Float64Array) {
    this.#first = first.sort();
  }

  /** `values` are put into order. */
  add(values: Float64Array): void {
    values.sort();
    const count = this.#count + values.length;
    if (count > this.#since.length) {
      const longer = new Float64Array(2 * count);
      longer.set(this.#since.subarray(0, this.#count));
      this.#since = longer;
    }
    const since = this.#since;
    let old = this.#count - 1;
    // From the end: what is larger moves up, and the rest stays.
    for (let next = values.length - 1, to = count - 1; next >= 0; to--) {
      since[to] = old >= 0 && since[old] > values[next] ? since[old--] : values[next--];
    }
    this.#count = count;
  }

  get median(): number {
    const count = this.#first.length + this.#count;
    const half = count >> 1;
    return count % 2 === 1 ? this.#at(half) : (this.#at(half - 1) + this.#at(half)) / 2;
  }

  /** The value at a place of both lists together. */
  #at(place: number): number {
    const [first, since] = [this.#first, this.#since];
    // So many of the values before it are of the first list: the fewest with which the next of that list is no smaller than the last of the other.
    let least = Math.max(0, place - this.#count);
    for (let most = Math.min(place, first.length); least < most; ) {
      const middle = (least + most) >> 1;
      if (first[middle] < since[place - middle - 1]) least = middle + 1;
      else most = middle;
    }
    const other = place - least;
    if (least >= first.length) return since[other];
    return other < this.#count && since[other] < first[least] ? since[other] : first[least];
  }
}
