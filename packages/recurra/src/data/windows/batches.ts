// The order in which a training loop meets the windows, and the tensors it gets.

import { OptionError } from "../../core/errors.ts";
import { checkOptions, flag, type OptionRules, requireOption, whole } from "../../core/option-rules.ts";
import { Generator } from "../../core/random.ts";
import { adopt } from "../../tensor/creation.ts";
import type { Tensor } from "../../tensor/index.ts";
import { counted } from "../../words/counted.ts";

export interface BatchOptions {
  /** Shuffles the windows by this seed. Without it they come in the order of time. */
  readonly seed?: number;
  /** Number of the pass over the data: each has its own order, the same whenever it is asked for. Default 0. */
  readonly epoch?: number;
  /** Default: whether a seed is given. True without a seed shuffles by seed 0. */
  readonly shuffle?: boolean;
  /** Leaves out the last batch when it is smaller than the others. Default false. */
  readonly dropLast?: boolean;
}

const SIZE = whole(1);

const RULES: OptionRules<BatchOptions> = { seed: whole(0), epoch: whole(0), shuffle: flag, dropLast: flag };

/** One step's worth of windows: x [B, steps, I], y [B, horizon, O], and which windows they are. */
export interface WindowBatch {
  readonly x: Tensor;
  readonly y: Tensor;
  readonly indices: Uint32Array;
}

/** Windows, as batches see them: see Windows for each. */
interface WindowSource {
  readonly length: number;
  readonly steps: number;
  readonly horizon: number;
  readonly inputs: readonly string[];
  readonly targets: readonly string[];
  gather(indices: ArrayLike<number>, x: Float32Array, y: Float32Array): void;
}

/** Batches of `batchSize` windows, made one at a time while they are iterated over. */
export function batchesOf(windows: WindowSource, batchSize: number, options: BatchOptions): Iterable<WindowBatch> {
  requireOption("batches", "batchSize", SIZE, batchSize);
  checkOptions("batches", options, RULES);
  const { seed = 0, epoch = 0, shuffle = options.seed !== undefined, dropLast = false } = options;
  if (dropLast && windows.length < batchSize) {
    throw new OptionError(
      "BATCH_NONE",
      "batches",
      [
        { option: "dropLast" },
        ` leaves no batch, because there are ${counted(windows.length, "window")} for batches of ${batchSize}`,
      ],
      { found: batchSize, remedies: ["make the batches smaller"] },
    );
  }
  const order = shuffle
    ? new Generator(seed).stream("shuffle", epoch).permutation(windows.length)
    : Uint32Array.from({ length: windows.length }, (_, i) => i);
  const end = dropLast ? order.length - (order.length % batchSize) : order.length;
  return {
    *[Symbol.iterator]() {
      for (let start = 0; start < end; start += batchSize) {
        yield makeBatch(windows, order.slice(start, Math.min(start + batchSize, end)));
      }
    },
  };
}

function makeBatch(windows: WindowSource, indices: Uint32Array): WindowBatch {
  const shapeX = [indices.length, windows.steps, windows.inputs.length];
  const shapeY = [indices.length, windows.horizon, windows.targets.length];
  // The tensors take the arrays over: a batch that is kept stays as it is, and nothing is copied twice.
  const x = new Float32Array(shapeX[0] * shapeX[1] * shapeX[2]);
  const y = new Float32Array(shapeY[0] * shapeY[1] * shapeY[2]);
  windows.gather(indices, x, y);
  return { x: adopt(x, shapeX), y: adopt(y, shapeY), indices };
}
