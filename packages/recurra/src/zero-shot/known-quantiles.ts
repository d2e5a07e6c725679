// What was forecast of the windows of a series, for whoever asks the same once more: a path is chosen, sized, scored and gone on from by one set of windows.

import type { History } from "./zero-shot.ts";

/** Numbers that are kept; of more it begins anew. */
const MOST_NUMBERS = 2 ** 19;

/** Quantiles of histories that are parts of one array, whose values do not change: that which was asked of last. */
export class KnownQuantiles {
  #values: Float64Array | undefined;
  #numbers = 0;
  /** By where a history begins, and its length. */
  readonly #kept = new Map<string, Float64Array>();

  /** [n, size] of these parts of `values`; `ask` is given those that were not asked for yet, each once. */
  of(
    values: Float64Array,
    histories: readonly History[],
    size: number,
    ask: (missing: readonly History[]) => Float64Array,
  ): Float64Array {
    if (this.#values !== values) this.#forget();
    const missing = new Map<string, History>();
    for (const history of histories) if (!this.#kept.has(keyOf(history))) missing.set(keyOf(history), history);
    const asked = missing.size === 0 ? undefined : ask([...missing.values()]);
    const fresh = new Map([...missing.keys()].map((key, i) => [key, asked?.subarray(i * size, (i + 1) * size)]));
    const all = new Float64Array(histories.length * size);
    histories.forEach((history, i) => {
      all.set((fresh.get(keyOf(history)) ?? this.#kept.get(keyOf(history))) as Float64Array, i * size);
    });
    if (asked && this.#numbers + asked.length > MOST_NUMBERS) this.#forget();
    this.#values = values;
    if (asked && asked.length <= MOST_NUMBERS) {
      for (const [key, quantiles] of fresh) this.#kept.set(key, quantiles as Float64Array);
      this.#numbers += asked.length;
    }
    return all;
  }

  #forget(): void {
    this.#values = undefined;
    this.#kept.clear();
    this.#numbers = 0;
  }
}

function keyOf({ values: { byteOffset, length } }: History): string {
  return `${byteOffset},${length}`;
}
