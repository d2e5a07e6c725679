// The training itself, in Node and in pages alike: steps on batches of made series.
import { AdamW, tensor, train } from "recurra";
import { AveragedModel } from "recurra/optim";
import { Batches } from "./batches.mjs";
import { weightedQuantileLoss } from "./loss.mjs";
import { RECIPE, scheduleOf } from "./recipe.mjs";

/** Steps between two of the epochs that `train()` counts; they mean nothing here, since no batch comes twice. */
export const EPOCH = 250;

/** Where `Batches` give each batch when it is asked for, with nothing made ahead. */
export function batchesOf({ seed, batch, View } = RECIPE) {
  const batches = new Batches({ seed, size: batch, View });
  return (step) => batches.at(step);
}

/**
 * Trains `model` for so many steps; yields as `train()` does, and the model ends with the average of its weights. `batchAt(step)` gives what
 * `Batches` give; `checkpoint`, `resume`, `threads`, `onStep` and `signal` are `train()`'s.
 */
export function training({ model, steps, batchAt, recipe = RECIPE, epoch: length = EPOCH, resume, ...rest }) {
  /** The batches of an epoch; those that are done before a training goes on are passed over without being made. */
  function* batches(epoch) {
    const first = (epoch - 1) * length;
    const done = resume && resume.epoch === epoch ? resume.batch : 0;
    for (let step = first; step < Math.min(steps, first + length); step++) {
      if (step < first + done) {
        yield undefined;
        continue;
      }
      const { x, y, shape } = batchAt(step);
      yield { x: tensor(x, shape.x), y: tensor(y, shape.y) };
    }
  }
  const { learningRate, weightDecay, clipNorm, microBatch, decay, quantiles } = recipe;
  return train({
    model,
    optimizer: new AdamW(model.parameters(), { learningRate, weightDecay }),
    loss: weightedQuantileLoss(quantiles),
    epochs: Math.ceil(steps / length),
    batches,
    clipNorm,
    microBatchSize: microBatch,
    plan: true,
    schedule: scheduleOf(steps, recipe),
    scheduleBy: "step",
    average: new AveragedModel(model, { decay }),
    ...(resume && { resume }),
    ...rest,
  });
}
