// How many samples are computed at once: as many as stay in cache. All rules depend on shapes alone: where gradients or losses of chunks
// are added, the cut decides the order and so the last bits, which must not depend on the machine or on the number of threads.

import { takenBytes } from "../kernels/wasm/arena.ts";
import { CACHE_BYTES } from "../kernels/wasm/cache-size.ts";

/** With fewer samples, weights are read too often for the work that they do. */
export const FEWEST = 16;
/** Smaller batches are one chunk. */
export const SMALLEST_CUT: number = 2 * FEWEST;

/** Step memory of one more sample: what 8 take more than 4, when `run` computes that many. */
export function bytesPerSample(run: (samples: number) => void): number {
  const [four, eight] = [4, 8].map((count) => {
    const before = takenBytes();
    run(count);
    return takenBytes() - before;
  });
  return (eight - four) / 4;
}

/**
 * Samples of a chunk, for a batch of `samples` that takes `bytes` bytes of step memory for each, its backward pass included. As even as
 * can be, in rows of four, which is the height of the kernels' tiles.
 */
export function evenChunk(samples: number, bytes: number, fewest: number = FEWEST): number {
  const wanted = Math.max(fewest, Math.floor(CACHE_BYTES / Math.max(1, bytes)));
  const chunks = Math.ceil(samples / wanted);
  return Math.ceil(samples / chunks / 4) * 4;
}

/** Samples of a chunk whatever their number, for a forward pass: the weights and what is read and given are to stay in cache too. */
export function forwardChunk(bytes: number, fewest: number = FEWEST): number {
  return Math.max(fewest, Math.floor(CACHE_BYTES / 2 / Math.max(1, bytes) / 4) * 4);
}
