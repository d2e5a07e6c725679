// The bytes of the files that were opened: those that were used last, no more than there is room for.

export interface HeldFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export class HeldFiles {
  /** In the order in which they were used. */
  readonly #files = new Map<string, HeldFile>();

  put(sha256: string, file: HeldFile): void {
    this.#files.delete(sha256);
    this.#files.set(sha256, file);
  }

  /** Whoever asks for a file uses it. */
  get(sha256: string): HeldFile | undefined {
    const found = this.#files.get(sha256);
    if (found) this.put(sha256, found);
    return found;
  }

  delete(sha256: string): void {
    this.#files.delete(sha256);
  }

  /** Lets go of those used longest ago until the others have at most so many bytes; never of the one used last. Gives which. */
  letGo(most: number): string[] {
    const gone: string[] = [];
    let left = most;
    for (const [at, [sha256, { bytes }]] of [...this.#files].reverse().entries()) {
      left -= bytes.length;
      if (at === 0 || left >= 0) continue;
      this.#files.delete(sha256);
      gone.push(sha256);
    }
    return gone;
  }
}
