// Where training stands after a step of the optimizer: all that train() needs to go on from there to the same bits.
//
// What is in it, because later bits depend on it:
// - the model's parameters, and those that only the optimizer knows, such as a loss's own;
// - the optimizer's running means for each parameter (none for one that had no gradient yet) and its learning rate, which the
//   caller may change between epochs: so an epoch's end is a state once the caller has had the epoch, not before;
// - the number of steps so far, which keys all that a step draws: masks of dropout, decisions of teacher forcing;
// - the averages of the weights, where there are any;
// - the batches of the epoch that are done, and the sums over them; the epochs before; the best weights, their epoch and loss (NaN
//   while there are none), which early stopping goes by. Schedules are functions of these counts and losses alone.
//
// What is not, because it is made from these or leaves no trace in the bits: gradients (each step begins by forgetting them), packed
// weights (made anew when a parameter's version changes, and setting a parameter changes it), plans (they repeat the tape's
// bits), the size of chunks and the lanes of gradients (shapes alone decide them), threads, and the sums of a validation, which is
// begun again.
//
// What the caller keeps: the same model, data and options (seed, mode, clipNorm, accumulate, microBatchSize), batches that depend on the epoch's
// number alone, the same schedule, and whatever a loss, a module or another optimizer holds outside of the parameters.

import type { Module } from "../nn/module/module.ts";
import type { Optimizer, OptimizerState } from "../optim/index.ts";
import type { Parameter } from "../tensor/index.ts";
import type { Epoch } from "./epoch.ts";

/** Training after some step, as plain data that does not change when training goes on. */
export interface TrainingState {
  /** Steps of the optimizer so far, over all epochs. */
  readonly step: number;
  /** The epoch under way, from 1; after an epoch's end, the one to come. */
  readonly epoch: number;
  /** Batches of this epoch that are done. */
  readonly batch: number;
  /** Batches that share a step; absent where each has its own. */
  readonly accumulate?: number;
  /** Wall time of this epoch so far. For display only: nothing is computed from it. */
  readonly seconds: number;
  /** Sums over these batches, of which the epoch's means are made: of losses times samples, of samples, of norms. */
  readonly sums: { readonly loss: number; readonly samples: number; readonly norm: number };
  /** The epochs that have ended. */
  readonly history: readonly Epoch[];
  /** The epoch whose weights are kept, 0 for the untrained ones and before there are any; and the loss that chose it, NaN then. */
  readonly bestEpoch: number;
  readonly bestLoss: number;
  /** The model's parameters by name. */
  readonly weights: ReadonlyMap<string, Float32Array>;
  /** The parameters that the optimizer moves and the model does not have, in the optimizer's order. Usually none. */
  readonly others: readonly Float32Array[];
  /** The weights of the best epoch, or the untrained ones; absent without validation and before the first loss of one. */
  readonly best?: ReadonlyMap<string, Float32Array>;
  /** The averages of the weights; absent without `average`. */
  readonly average?: ReadonlyMap<string, Float32Array>;
  readonly optimizer: OptimizerState;
  /** Of a fit of several trainings, one after the other: which of them is under way, where that is not the last one. */
  readonly part?: string;
  /** The training before this one, which has ended. */
  readonly before?: EndedTraining;
}

/** What an ended training leaves to the one after it: its epochs, which of them was kept, and the weights. */
export interface EndedTraining {
  readonly history: readonly Epoch[];
  readonly bestEpoch: number;
  readonly weights: ReadonlyMap<string, Float32Array>;
}

/** When the state of training is handed out, and to whom. */
export interface CheckpointOptions {
  /** At most once in so many seconds, after a step; 0: after every step. Default 5. Weights do not depend on it. */
  readonly every?: number;
  /** Keeps the state. Training waits for it, and ends with what it throws. Also called when `signal` ends training. */
  readonly save: (state: TrainingState) => void | Promise<void>;
}

/** The parameters that the optimizer moves and the model does not have. */
export function otherParameters(model: Module, optimizer: Optimizer): Parameter[] {
  const own = new Set(model.parameters());
  return [...new Set(optimizer.parameters)].filter((parameter) => !own.has(parameter));
}

/** Steps of the epoch under way. */
export function stepsOf({ batch, accumulate = 1 }: Pick<TrainingState, "batch" | "accumulate">): number {
  return Math.ceil(batch / accumulate);
}

/** Whether the untrained weights are a candidate. */
export function triesUntrained({ history, bestLoss }: Pick<TrainingState, "history" | "bestLoss">): boolean {
  return history.length > 0 ? history[0].untrainedLoss !== undefined : !Number.isNaN(bestLoss);
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function flawOfEnded({ history, bestEpoch, weights }: EndedTraining): string | undefined {
  const known = history.every(({ epoch }, i) => epoch === i + 1) && isCount(bestEpoch) && bestEpoch <= history.length;
  return known && weights instanceof Map ? undefined : "what it says of the training before it cannot be";
}

/** What is wrong with a state in itself, whatever training it is for; undefined when nothing is. */
export function flawOf(state: TrainingState): string | undefined {
  const { step, epoch, batch, history, bestEpoch, weights, best, average, before } = state;
  if (![weights, best ?? weights, average ?? weights].every((one) => one instanceof Map)) {
    return "its weights are not a Map of arrays; writeTrainingState keeps them, JSON does not";
  }
  const counts = { step, epoch, batch, bestEpoch };
  for (const [name, value] of Object.entries(counts)) {
    if (!isCount(value)) return `its ${name} is ${String(value)}, not a whole number from 0`;
  }
  const { accumulate = 1 } = state;
  if (!(isCount(accumulate) && accumulate > 0))
    return `its accumulate is ${String(accumulate)}, not a whole number from 1`;
  const flaw = before && flawOfEnded(before);
  if (flaw !== undefined) return flaw;
  if (epoch !== history.length + 1) return `it is in epoch ${epoch}, but ${history.length} epochs have ended`;
  const odd = history.findIndex((one, i) => one.epoch !== i + 1);
  if (odd >= 0) return `epoch ${odd + 1} of its history is called epoch ${history[odd].epoch}`;
  if (bestEpoch > history.length) return `its best epoch is ${bestEpoch}, but ${history.length} epochs have ended`;
  if (step < stepsOf(state)) return `it has ${batch} batches done, but only ${step} steps`;
  const validated = history.some((one) => one.validationLoss !== undefined) || triesUntrained(state);
  if (validated !== (best !== undefined)) {
    return validated
      ? "the weights of its best epoch are missing"
      : "it has weights of a best epoch, but no validation loss";
  }
  return undefined;
}
