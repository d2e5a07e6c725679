/** Whole numbers that come one by one, four bytes each. */
export class GrowingList {
  #values = new Uint32Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Uint32Array(2 * this.#values.length);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length++] = value;
  }

  at(index: number): number {
    return this.#values[index];
  }

  /** The first `length` as a view: nothing may come behind it that is to be kept apart. */
  head(length: number): Uint32Array {
    return this.#values.subarray(0, Math.min(length, this.#length));
  }
}
