import { ShapeError } from "../../core/errors.ts";
import { checkOptions, flag, NUMBERS, type OptionRules, PLACE } from "../../core/option-rules.ts";
import { f32, kernels } from "../../kernels/wasm/engine.ts";
import { moreKernels } from "../../kernels/wasm/more-kernels.ts";
import { refuseInPlan } from "../../kernels/wasm/recorder.ts";
import { eq, where } from "../../operations/index.ts";
import {
  allocateTensor,
  describeShape,
  expandTo,
  record,
  requireTensor,
  reshape,
  scratch,
  type Tensor,
  tensor,
  viewTensor,
} from "../../tensor/index.ts";
import { refuseTargetGradient } from "./losses.ts";

/** Options of ctcLoss. */
export interface CtcOptions {
  /** How many of the T steps each sequence has; all unless set. */
  inputLengths?: ArrayLike<number>;
  /** How many of the S targets each sequence has; all unless set. */
  targetLengths?: ArrayLike<number>;
  /** The class that stands for nothing written; 0 unless set. */
  blank?: number;
  /** Whether a target that cannot be written, whose loss is infinite, counts 0 instead; off unless set. */
  zeroInfinity?: boolean;
}

const RULES: OptionRules<CtcOptions> = {
  inputLengths: NUMBERS,
  targetLengths: NUMBERS,
  blank: PLACE,
  zeroInfinity: flag,
};

/**
 * Connectionist temporal classification: -log of the probability that T steps write S targets, each step one class or the blank, repeats
 * of a class being one unless a blank lies between. Divided by the targets of each sequence, then the mean over sequences.
 *
 * Shapes: logProbs [B, T, C], as logSoftmax gives them (sequences first, as everywhere here); targets [B, S], whole numbers from 0 to C - 1
 * without the blank. Gradient: minus the share of each class at each step. In float64 inside.
 * Throws ShapeError LOSS_SHAPES, CTC_TARGETS for lengths that do not fit and targets that are no classes; OptionError OPTION_VALUE. A plan
 * looks at no numbers: there such a target makes the loss NaN; lengths are no part of one.
 * Source: Graves et al. 2006; torch.nn.CTCLoss.
 */
export function ctcLoss(logProbs: Tensor, targets: Tensor, options: CtcOptions = {}): Tensor {
  checkOptions("ctcLoss", options, RULES);
  requireTensor("ctcLoss", "logProbs", logProbs);
  refuseTargetGradient("ctcLoss", targets);
  const [batch, time, classes] = logProbs.shape;
  if (logProbs.shape.length !== 3 || targets.shape.length !== 2 || targets.shape[0] !== batch) {
    throw new ShapeError(
      "LOSS_SHAPES",
      "ctcLoss",
      `logProbs ${describeShape(logProbs.shape)} and targets ${describeShape(targets.shape)} must be [B, T, C] and [B, S]`,
      { found: targets.shape },
    );
  }
  const { blank = 0, zeroInfinity = false } = options;
  if (options.inputLengths || options.targetLengths) refuseInPlan("ctcLoss reads lengths in JavaScript");
  const most = targets.shape[1];
  const steps = lengthsOf("inputLengths", options.inputLengths, batch, time, 1);
  const counts = lengthsOf("targetLengths", options.targetLengths, batch, most, 0);
  const p = logProbs.pointer();
  const given = targets.pointer();
  checkTargets(given, most, counts, classes, blank);
  const losses = allocateTensor([batch], "ctcLoss");
  const shares = scratch(logProbs.size * 4);
  const work = scratch((time + 2) * (2 * most + 1) * 8);
  for (let b = 0; b < batch; b++) {
    const at = b * time * classes * 4;
    const target = given + b * most * 4;
    const loss = losses.pointer() + 4 * b;
    moreKernels().ctcSequence(loss, shares + at, p + at, time, steps[b], classes, target, counts[b], blank, work);
  }
  record("ctcLoss", [logProbs], [losses], () => {
    const g = expandTo(reshape(viewTensor([batch], "ctcLoss", losses.gradPointer()), [batch, 1, 1]), logProbs.shape);
    const part = scratch(logProbs.size * 4);
    kernels().mulArrays(part, g, shares, logProbs.size, 0);
    const accumulate = logProbs.takeFreshGrad() ? 0 : 1;
    kernels().mulScalar(logProbs.gradPointer(), part, -1, logProbs.size, accumulate);
  });
  const counted = zeroInfinity ? where(eq(losses, Number.POSITIVE_INFINITY), 0, losses) : losses;
  return counted.div(tensor(counts.map((count) => Math.max(count, 1)))).mean();
}

/** Throws ShapeError CTC_TARGETS for lengths that are too few, too many or out of range. */
function lengthsOf(
  name: "inputLengths" | "targetLengths",
  given: ArrayLike<number> | undefined,
  batch: number,
  most: number,
  least: number,
): number[] {
  const lengths = given === undefined ? new Array<number>(batch).fill(most) : Array.from(given);
  const wrong = lengths.findIndex((n) => !Number.isInteger(n) || n < least || n > most);
  if (lengths.length === batch && wrong < 0) return lengths;
  const found =
    lengths.length === batch
      ? `number ${wrong} of ${name} is ${lengths[wrong]}; it must be a whole number from ${least} to ${most}`
      : `${name} has ${lengths.length} numbers, and there are ${batch} sequences`;
  throw new ShapeError("CTC_TARGETS", "ctcLoss", found);
}

/** What is refused here decides nothing of what is computed, so a plan may leave it out. */
function checkTargets(address: number, most: number, counts: readonly number[], classes: number, blank: number): void {
  if (blank >= classes) throw new ShapeError("CTC_TARGETS", "ctcLoss", `the blank is ${blank}, of ${classes} classes`);
  const values = f32();
  counts.forEach((count, b) => {
    for (let i = 0; i < count; i++) {
      const value = values[(address >>> 2) + b * most + i];
      if (Number.isInteger(value) && value >= 0 && value < classes && value !== blank) continue;
      throw new ShapeError(
        "CTC_TARGETS",
        "ctcLoss",
        `target ${i} of sequence ${b} is ${value}; it must be a whole number from 0 to ${classes - 1}, and not the blank, ${blank}`,
      );
    }
  });
}
