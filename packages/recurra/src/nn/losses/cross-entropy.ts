import { ShapeError } from "../../core/errors.ts";
import { i32, kernels } from "../../kernels/wasm/engine.ts";
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

/**
 * The mean of -log softmax(logits)[class] over all rows.
 *
 * Shapes: logits [.., C]; classes hold one whole number from 0 to C - 1 for each row, as a tensor [..] or a list.
 * Throws ShapeError CROSS_ENTROPY_CLASSES when they are not as many as the rows, or not such numbers.
 */
export function crossEntropyLoss(logits: Tensor, classes: Tensor | ArrayLike<number>): Tensor {
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
  const hits = writeClasses(classes, rows, n, logits);
  const logp = scratch(logits.size * 4);
  kernels().logSoftmaxRows(logp, logits.pointer(), rows, n);
  const out = allocateTensor([], "crossEntropyLoss");
  kernels().crossEntropyLoss(out.pointer(), logp, hits, rows, n);
  record("crossEntropyLoss", [logits], [out], () => {
    const g = out.gradPointer();
    const accumulate = logits.takeFreshGrad() ? 0 : 1;
    kernels().crossEntropyGradient(logits.gradPointer(), logp, hits, rows, n, g, accumulate);
  });
  return out;
}

function writeClasses(classes: Tensor | ArrayLike<number>, rows: number, n: number, logits: Tensor): number {
  refuseInPlan("crossEntropyLoss reads numbers in JavaScript");
  const values = isList(classes) ? classes : numbersOf(classes);
  if (values.length !== rows) {
    throw new ShapeError(
      "CROSS_ENTROPY_CLASSES",
      "crossEntropyLoss",
      `${counted(values.length, "class", "classes")} for the logits ${describeShape(logits.shape)}, which have ${counted(rows, "row")}`,
      { remedies: ["give one for each row"] },
    );
  }
  const pointer = scratch(rows * 4);
  const target = i32();
  for (let r = 0; r < rows; r++) {
    const value = values[r];
    if (!Number.isInteger(value) || value < 0 || value >= n) {
      throw new ShapeError(
        "CROSS_ENTROPY_CLASSES",
        "crossEntropyLoss",
        `the class of row ${r} is ${value}; it must be a whole number from 0 to ${n - 1}`,
      );
    }
    target[(pointer >>> 2) + r] = value;
  }
  return pointer;
}

function isList(classes: Tensor | ArrayLike<number> | undefined): classes is ArrayLike<number> {
  return (classes as Partial<ArrayLike<number>> | null | undefined)?.length !== undefined;
}

function numbersOf(classes: Tensor): Float32Array {
  refuseTargetGradient("crossEntropyLoss", classes);
  return classes.toArray();
}
