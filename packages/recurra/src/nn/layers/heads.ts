// Layers without parameters that turn the numbers of a Linear into those of a distribution.
import { ShapeError } from "../../core/errors.ts";
import { concat, describeShape, requireTensor, slice, softplus, type Tensor } from "../../tensor/index.ts";
import { Module } from "../module/module.ts";

/** Throws ShapeError HEAD_INPUT for a tensor that does not end in as many numbers as a head takes. */
function requireEnd(subject: string, x: Tensor, wanted: string, fits: (size: number) => boolean): void {
  requireTensor(subject, "x", x);
  if (x.shape.length > 0 && fits(x.shape[x.shape.length - 1])) return;
  throw new ShapeError("HEAD_INPUT", subject, `the input ${describeShape(x.shape)} must end in ${wanted}`, {
    found: x.shape,
    remedies: ["reshape it, or give the layer before it so many outputs"],
  });
}

/**
 * Quantiles in rising order from any numbers, so that they do not cross: the first as it is, each other one a softplus above the one
 * before. Its neighbour in a training is `quantileLoss` with the quantiles in rising order.
 *
 *   q_1 = x_1        q_k = q_(k-1) + log(1 + e^(x_k))
 *
 * Shapes: x [.., Q] -> [.., Q]. Throws ShapeError HEAD_INPUT for a single number.
 * Source: Gasthaus et al. 2019 (quantiles by increments that are not negative).
 */
export class NonCrossing extends Module {
  override readonly repeatable = true;

  forward(x: Tensor): Tensor {
    requireEnd("NonCrossing", x, "the quantiles [.., Q]", () => true);
    const last = x.shape.length - 1;
    const count = x.shape[last];
    const quantiles = [slice(x, last, 0, 1)];
    if (count === 1) return x;
    const steps = softplus(slice(x, last, 1));
    for (let k = 1; k < count; k++) quantiles.push(quantiles[k - 1].add(slice(steps, last, k - 1, k)));
    return concat(quantiles, last);
  }
}

/**
 * The parameters of Student's t distribution from any three numbers: degrees of freedom above 2, so that there is a variance; the middle;
 * the scale, above 0. `studentTNllLoss` is of these.
 *
 *   df = 2 + log(1 + e^(x_1))        loc = x_2        scale = log(1 + e^(x_3)) + 1e-6
 *
 * Shapes: x [.., 3] -> [.., 3]. Throws ShapeError HEAD_INPUT when x does not end in 3.
 * Source: the parameters of torch.distributions.StudentT, mapped as in Salinas et al. 2020, arXiv:1704.04110, and GluonTS.
 */
export class StudentT extends Module {
  override readonly repeatable = true;

  forward(x: Tensor): Tensor {
    requireEnd("StudentT", x, "the 3 numbers of a distribution [.., 3]", (size) => size === 3);
    const last = x.shape.length - 1;
    const df = softplus(slice(x, last, 0, 1)).add(2);
    const scale = softplus(slice(x, last, 2, 3)).add(1e-6);
    return concat([df, slice(x, last, 1, 2), scale], last);
  }
}
