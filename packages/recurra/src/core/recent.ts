/** The last few things that were made, by what they were made of: whoever asks for one again gets the same. */
export class Recent<T> {
  readonly #made = new Map<string, T>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  of(key: string, make: () => T): T {
    const found = this.#made.has(key) ? (this.#made.get(key) as T) : make();
    this.#made.delete(key);
    this.#made.set(key, found);
    for (const oldest of this.#made.keys()) {
      if (this.#made.size <= this.#most) break;
      this.#made.delete(oldest);
    }
    return found;
  }
}
