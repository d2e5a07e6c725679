// Where training stands after a step of the optimiser: all that train() needs to go on from there to the same bits.

import type { OptimiserState } from "../optim/index.ts";
import type { Epoch } from "./epoch.ts";

/** Training after some step, as plain data that does not change when training goes on. */
export interface TrainingState {
  /** Steps of the optimiser so far, over all epochs. */
  readonly step: number;
  /** The epoch under way, from 1. */
  readonly epoch: number;
  /** Batches of this epoch that are done. */
  readonly batch: number;
  /** Sums over these batches, of which the epoch's means are made: of losses times samples, of samples, of norms. */
  readonly sums: { readonly loss: number; readonly samples: number; readonly norm: number };
  /** The epochs that have ended. */
  readonly history: readonly Epoch[];
  /** The epoch whose weights are kept, 0 before there is one; and the loss that chose it, NaN then. */
  readonly bestEpoch: number;
  readonly bestLoss: number;
  /** The model's parameters by name. */
  readonly weights: ReadonlyMap<string, Float32Array>;
  /** Those of the best epoch; absent without validation and before its first epoch has ended. */
  readonly best?: ReadonlyMap<string, Float32Array>;
  readonly optimizer: OptimiserState;
}

/** When the state of training is handed out, and to whom. */
export interface CheckpointOptions {
  /** At most once in so many seconds, after a step; 0: after every step. Default 5. Weights do not depend on it. */
  readonly every?: number;
  /** Keeps the state. Training waits for it, and ends with what it throws. Also called when `signal` ends training. */
  readonly save: (state: TrainingState) => void | Promise<void>;
}
