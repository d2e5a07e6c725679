import { OptionError } from "../core/errors.ts";
import type { Module } from "../nn/index.ts";
import { sameNumbers } from "../nn/module/same-numbers.ts";
import { withEvaluation } from "../nn/module/with-evaluation.ts";
import { samples } from "../plans/index.ts";
import { describeShape, noGrad, Tensor } from "../tensor/index.ts";

/** A model whose output has a row for each sample of x. */
export type PredictiveModel = Module & { forward(x: Tensor): Tensor };

/** What it makes of some samples in evaluation behaviour. Throws OptionError PREDICTOR_OUTPUT unless that is a row for each. */
export function rowsOf(model: PredictiveModel, x: Tensor): Tensor {
  const y: unknown = withEvaluation(model, () => model.forward(x));
  if (y instanceof Tensor && y.shape[0] === x.shape[0]) return y;
  const got = y instanceof Tensor ? `gave ${describeShape(y.shape)}` : "gave no tensor";
  throw new OptionError(
    "PREDICTOR_OUTPUT",
    "Predictor",
    `forward() of x ${describeShape(x.shape)} ${got}; it must give a tensor with a row for each of the ${x.shape[0]} samples`,
  );
}

/**
 * Throws OptionError PREDICTOR_SAMPLES unless the first sample comes out as it does alone: else its forecast would depend on where the
 * chunks are cut. `found`: what the model made of all.
 */
export function requireAlone(model: PredictiveModel, x: Tensor, found: Float32Array): void {
  const alone = noGrad(() => rowsOf(model, samples(x, 0, 1)).toArray());
  if (sameNumbers(alone, found.subarray(0, alone.length))) return;
  throw new OptionError(
    "PREDICTOR_SAMPLES",
    "Predictor",
    "a sample alone gives other numbers than the same sample among others, so samples cannot be computed in chunks",
    {
      remedies: [
        ["take ", { call: "noGrad(() => model.forward(x))" }],
        ["take a ", { call: "forward()" }, " that treats each sample by itself"],
      ],
    },
  );
}
