import { ShapeError } from "../../core/errors.ts";
import { checkOptions, NUMBER, NUMBERS, number, type OptionRules, refuseValue } from "../../core/option-rules.ts";
import { f32, kernels } from "../../kernels/wasm/engine.ts";
import { moreKernels } from "../../kernels/wasm/more-kernels.ts";
import { refuseInPlan } from "../../kernels/wasm/recorder.ts";
import { eq, ne, where } from "../../operations/index.ts";
import {
  allocateTensor,
  describeShape,
  record,
  requireTensor,
  reshape,
  scratch,
  sizeOf,
  type Tensor,
  tensor,
  viewTensor,
} from "../../tensor/index.ts";
import { counted } from "../../words/counted.ts";
import { refuseTargetGradient } from "./losses.ts";
import { meanOverSamples } from "./mean-over-samples.ts";

/** Options of crossEntropyLoss. */
export interface CrossEntropyOptions {
  /** How much a row counts, by its class: C numbers. The mean is then over these weights. */
  weight?: ArrayLike<number>;
  /** A number in place of a class whose rows do not count. */
  ignoreIndex?: number;
  /** How much of a row's target is spread evenly over all classes; 0 unless set. */
  labelSmoothing?: number;
}

const RULES: OptionRules<CrossEntropyOptions> = {
  weight: NUMBERS,
  ignoreIndex: NUMBER,
  labelSmoothing: /* @__PURE__ */ number({ least: 0, most: 1 }),
};

/**
 * The mean of -log softmax(logits)[class] over all rows. With options, of w[class] and a smoothing s:
 *
 *   sum(-w[class] ((1 - s) log p[class] + s / C sum(w / w[class] log p))) / sum(w[class]), over rows that are not ignored
 *
 * Shapes: logits [.., C]; classes hold one whole number from 0 to C - 1 for each row, as a tensor [..] or a list.
 * Throws ShapeError CROSS_ENTROPY_CLASSES when they are not as many as the rows, or not such numbers; OptionError OPTION_VALUE. A plan
 * looks at no numbers: there another one makes the loss NaN, at which `train()` stops; with options such a row counts nothing. With
 * options it is no mean over samples (`meanOverSamples`): the divisor depends on the batch. It is NaN where no row counts.
 * Source: torch.nn.CrossEntropyLoss.
 */
export const crossEntropyLoss: (
  logits: Tensor,
  classes: Tensor | ArrayLike<number>,
  options?: CrossEntropyOptions,
) => Tensor = /* @__PURE__ */ meanOverSamples(
  (logits: Tensor, classes: Tensor | ArrayLike<number>, options?: CrossEntropyOptions) => {
    requireTensor("crossEntropyLoss", "the logits", logits);
    if (options !== undefined) checkOptions("crossEntropyLoss", options, RULES);
    if (logits.shape.length === 0) {
      throw new ShapeError(
        "CROSS_ENTROPY_LOGITS",
        "crossEntropyLoss",
        "the logits are a single number; they must end in the classes [.., C]",
      );
    }
    const n = logits.shape[logits.shape.length - 1];
    const rows = sizeOf(logits.shape) / n;
    const given = classesAt(classes, rows, n, logits, options?.ignoreIndex);
    if (options !== undefined && Object.values(options).some((value) => value !== undefined)) {
      return weighted(reshape(logits, [rows, n]), viewTensor([rows, 1], "crossEntropyLoss", given), options);
    }
    const logp = scratch(logits.size * 4);
    kernels().logSoftmaxRows(logp, logits.pointer(), rows, n);
    const hits = scratch(rows * 4);
    moreKernels().classNumbers(hits, given, logp, rows, n);
    const out = allocateTensor([], "crossEntropyLoss");
    moreKernels().crossEntropyLoss(out.pointer(), logp, hits, rows, n);
    record("crossEntropyLoss", [logits], [out], () => {
      const g = out.gradPointer();
      const accumulate = logits.takeFreshGrad() ? 0 : 1;
      moreKernels().crossEntropyGradient(logits.gradPointer(), logp, hits, rows, n, g, accumulate);
    });
    return out;
  },
);

/** The loss with options, of logits [rows, C] and classes [rows, 1]. */
function weighted(
  logits: Tensor,
  classes: Tensor,
  { weight, ignoreIndex, labelSmoothing = 0 }: CrossEntropyOptions,
): Tensor {
  const n = logits.shape[1];
  if (weight !== undefined && weight.length !== n) {
    throw refuseValue("crossEntropyLoss", "weight", `a list of ${n} numbers, one for each class`, weight);
  }
  const counts = tensor(weight ?? new Float32Array(n).fill(1));
  const logp = logits.logSoftmax(-1);
  const hit = eq(classes, tensor(Float32Array.from({ length: n }, (_, k) => k)));
  const counted = ignoreIndex === undefined ? hit : hit.mul(ne(classes, ignoreIndex));
  const weights = counted.mul(counts);
  const total = weights.sum();
  // Chosen, not multiplied: a class that cannot be has the logarithm -Infinity, and 0 times that is NaN.
  const loss = where(counted, logp, 0).mul(weights).sum().neg().div(total);
  if (labelSmoothing === 0) return loss;
  const each = counted.sum(1, true);
  const spread = where(each, logp, 0).mul(counts).sum().neg().div(total);
  return loss.mul(1 - labelSmoothing).add(spread.mul(labelSmoothing / n));
}

/** Where the classes are, as float32 numbers. What is refused here decides nothing of what is computed, so a plan may leave it out. */
function classesAt(
  classes: Tensor | ArrayLike<number>,
  rows: number,
  n: number,
  logits: Tensor,
  ignored: number | undefined,
): number {
  const list = isList(classes) ? classes : undefined;
  if (list) refuseInPlan("crossEntropyLoss reads a list of classes in JavaScript");
  else refuseTargetGradient("crossEntropyLoss", classes as Tensor);
  const count = list ? list.length : (classes as Tensor).size;
  if (count !== rows) {
    throw new ShapeError(
      "CROSS_ENTROPY_CLASSES",
      "crossEntropyLoss",
      `${counted(count, "class", "classes")} for the logits ${describeShape(logits.shape)}, which have ${counted(rows, "row")}`,
      { remedies: ["give one for each row"] },
    );
  }
  const pointer = list ? scratch(rows * 4) : (classes as Tensor).pointer();
  const start = pointer >>> 2;
  const values = list ?? f32().subarray(start, start + rows);
  for (let r = 0; r < rows; r++) {
    const value = values[r];
    if ((Number.isInteger(value) && value >= 0 && value < n) || value === ignored) continue;
    throw new ShapeError(
      "CROSS_ENTROPY_CLASSES",
      "crossEntropyLoss",
      `the class of row ${r} is ${value}; it must be a whole number from 0 to ${n - 1}`,
    );
  }
  if (list) f32().set(list, start);
  return pointer;
}

function isList(classes: Tensor | ArrayLike<number> | undefined): classes is ArrayLike<number> {
  return (classes as Partial<ArrayLike<number>> | null | undefined)?.length !== undefined;
}
