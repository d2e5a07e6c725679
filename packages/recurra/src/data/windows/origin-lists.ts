// The windows of many series, as lists of their origins: those of series that are alike are one list, so that it takes as much as one series.

/** Gives the same list for the same origins, where these follow each other row by row. */
export class OriginLists {
  readonly #lists = new Map<number, Map<number, Uint32Array>>();

  /** A list of the same origins, which may be that of another series. */
  shared(origins: Uint32Array): Uint32Array {
    const { length } = origins;
    const first = origins[0] ?? 0;
    if (length > 0 && origins[length - 1] - first !== length - 1) return origins;
    let ofLength = this.#lists.get(length);
    if (ofLength === undefined) {
      ofLength = new Map();
      this.#lists.set(length, ofLength);
    }
    const known = ofLength.get(first);
    if (known !== undefined) return known;
    const own = origins.slice();
    ofLength.set(first, own);
    return own;
  }
}
