import { ShapeError } from "../../core/errors.ts";
import { f32, kernels } from "../../kernels/wasm/engine.ts";
import { refuseInPlan } from "../../kernels/wasm/recorder.ts";
import {
  allocateTensor,
  describeShape,
  record,
  requireTensor,
  scratch,
  sizeOf,
  type Tensor,
} from "../../tensor/index.ts";
import { counted } from "../../words/counted.ts";
import { refuseTargetGradient } from "./losses.ts";
import { meanOverSamples } from "./mean-over-samples.ts";

/**
 * The mean of -log softmax(logits)[class] over all rows.
 *
 * Shapes: logits [.., C]; classes hold one whole number from 0 to C - 1 for each row, as a tensor [..] or a list.
 * Throws ShapeError CROSS_ENTROPY_CLASSES when they are not as many as the rows, or not such numbers. A plan looks at no numbers: there
 * another one makes the loss NaN, at which `train()` stops.
 */
export const crossEntropyLoss: (logits: Tensor, classes: Tensor | ArrayLike<number>) => Tensor =
  /* @__PURE__ */ meanOverSamples((logits: Tensor, classes: Tensor | ArrayLike<number>) => {
    requireTensor("crossEntropyLoss", "the logits", logits);
    if (logits.shape.length === 0) {
      throw new ShapeError(
        "CROSS_ENTROPY_LOGITS",
        "crossEntropyLoss",
        "the logits are a single number; they must end in the classes [.., C]",
      );
    }
    const n = logits.shape[logits.shape.length - 1];
    const rows = sizeOf(logits.shape) / n;
    const given = classesAt(classes, rows, n, logits);
    const logp = scratch(logits.size * 4);
    kernels().logSoftmaxRows(logp, logits.pointer(), rows, n);
    const hits = scratch(rows * 4);
    kernels().classNumbers(hits, given, logp, rows, n);
    const out = allocateTensor([], "crossEntropyLoss");
    kernels().crossEntropyLoss(out.pointer(), logp, hits, rows, n);
    record("crossEntropyLoss", [logits], [out], () => {
      const g = out.gradPointer();
      const accumulate = logits.takeFreshGrad() ? 0 : 1;
      kernels().crossEntropyGradient(logits.gradPointer(), logp, hits, rows, n, g, accumulate);
    });
    return out;
  });

/** Where the classes are, as float32 numbers. What is refused here decides nothing of what is computed, so a plan may leave it out. */
function classesAt(classes: Tensor | ArrayLike<number>, rows: number, n: number, logits: Tensor): number {
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
    if (Number.isInteger(value) && value >= 0 && value < n) continue;
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
