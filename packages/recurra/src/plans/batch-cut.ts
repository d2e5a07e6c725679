import { type Chunk, cut, type Pairs, type Seeds, samples } from "./chunk.ts";
import { bytesPerSample, SMALLEST_CUT } from "./chunk-size.ts";
import { ShapeKeys } from "./shape-keys.ts";

/** How the batches of a computation are cut. */
interface CutRule<B> {
  /** Samples of a chunk, where they are set. */
  readonly size: number | undefined;
  /** Whether the chunks of a batch add up to it; else it stays whole, unless a size is set. */
  readonly adds: boolean;
  /** Samples of a chunk, for a batch of `samples` that takes so many bytes of step memory for each. */
  readonly sizeOf: (samples: number, bytes: number) => number;
  /** Computes a batch, for what that takes. */
  readonly measure: (batch: B) => void;
}

/** Cuts batches into chunks; with the sizes found so far, by the shapes of the batch. */
export class BatchCut<B extends Pairs> {
  readonly #rule: CutRule<B>;
  readonly #sizes = new Map<string, number>();
  readonly #keys = new ShapeKeys();

  constructor(rule: CutRule<B>) {
    this.#rule = rule;
  }

  /** See `cut`. */
  cut(batch: B, seeds: Seeds): Chunk<B>[] {
    return cut(batch, this.#size(batch), seeds);
  }

  #size(batch: B): number {
    const { size, adds, sizeOf, measure } = this.#rule;
    if (size !== undefined) return size;
    const { x, y } = batch;
    const total = x.shape[0];
    if (!adds || total < SMALLEST_CUT || y.shape[0] !== total) return total;
    const key = this.#keys.of([x, y]);
    let found = this.#sizes.get(key);
    if (found === undefined) {
      const bytes = bytesPerSample((count) => measure({ ...batch, x: samples(x, 0, count), y: samples(y, 0, count) }));
      found = sizeOf(total, bytes);
      this.#sizes.set(key, found);
    }
    return found;
  }
}
