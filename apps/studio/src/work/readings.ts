/** What was read of files, the last few by file and settings: to look at a file from several sides it is read once. */
export class Readings<T> {
  readonly #made = new Map<string, { readonly sha256: string; readonly read: Promise<T> }>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  get(sha256: string, settings: unknown, read: () => Promise<T>): Promise<T> {
    const key = JSON.stringify([sha256, settings]);
    const found = this.#made.get(key) ?? { sha256, read: read() };
    this.#made.delete(key);
    this.#made.set(key, found);
    for (const old of this.#made.keys()) {
      if (this.#made.size <= this.#most) break;
      this.#made.delete(old);
    }
    // What failed is tried anew.
    found.read.catch(() => this.#made.get(key) === found && this.#made.delete(key));
    return found.read;
  }

  forget(sha256: string): void {
    for (const [key, one] of this.#made) if (one.sha256 === sha256) this.#made.delete(key);
  }
}
