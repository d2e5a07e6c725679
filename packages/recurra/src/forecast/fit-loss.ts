// What a fit is told to make small: the loss of a batch of normalised windows.

import { huberLoss, l1Loss, meanOverSamples, mseLoss, quantileLoss, studentTNllLoss } from "../nn/index.ts";
import { HEAD_QUANTILES } from "../nn/networks/forecast-head.ts";
import { Seq2SeqNetwork } from "../nn/networks/seq2seq-network.ts";
import type { ForecasterNetwork } from "../segments/segment-options.ts";
import type { Tensor } from "../tensor/index.ts";
import type { Batch, TrainOptions } from "../training/index.ts";
import type { ForecastLoss } from "./settings/forecaster-options.ts";

export const LOSSES: Readonly<Record<ForecastLoss, (prediction: Tensor, target: Tensor) => Tensor>> = {
  huber: huberLoss,
  l1: l1Loss,
  mse: mseLoss,
  studentT: studentTNllLoss,
  quantile: /* @__PURE__ */ meanOverSamples((prediction, target) => quantileLoss(prediction, target, HEAD_QUANTILES)),
};

/** The loss of a batch: a decoder is told the true values, and how many of them to read. */
export function stepOf(
  network: ForecasterNetwork,
  loss: (typeof LOSSES)[ForecastLoss],
): Pick<TrainOptions<ForcedBatch>, "loss" | "step"> {
  if (!(network instanceof Seq2SeqNetwork)) return { loss };
  return {
    step: ({ x, y, forced = 0 }) =>
      loss(network.forward(x, forced > 0 ? { targets: y, teacherForcing: forced } : {}), y),
  };
}

/** A batch, and the share of a decoder's steps that read the truth in it; none in validation. */
interface ForcedBatch extends Batch {
  readonly forced?: number;
}

export function* withForcing(
  batches: Iterable<Batch>,
  done: number,
  shareAt: (step: number) => number,
): Iterable<ForcedBatch> {
  let step = done;
  for (const batch of batches) yield { ...batch, forced: shareAt(step++) };
}
