// The backward pass that runs: its number, the step that it belongs to, and the leaves that it has reached. It knows tensors by the
// few things that it needs of them, so that a tensor can ask it and need not know the tape.
import { StateError } from "../core/errors.ts";
import { describeShape, type Shape } from "./shape.ts";
import { currentFrame, type Step } from "./step.ts";

/** A tensor that a gradient reaches, as the pass sees it. */
interface Reached {
  readonly kind: string;
  readonly shape: Shape;
  readonly op: string;
  readonly home: Step;
  collectGrad(): void;
}

const touchedLeaves: Reached[] = [];
let pass = 0;
let passStep: Step | undefined;

/** The number of the backward pass that runs or ran last: gradients of other passes are void. */
export function currentPass(): number {
  return pass;
}

/** Begins a pass over the tensors of `step`. */
export function beginPass(step: Step): void {
  pass++;
  passStep = step;
  touchedLeaves.length = 0;
}

/** Ends the pass: its gradients are added to the leaves' own. */
export function endPass(): void {
  for (const leaf of touchedLeaves) leaf.collectGrad();
  touchedLeaves.length = 0;
}

/** Notes that a leaf or step tensor takes part in the running pass. Throws when it belongs to an enclosing frame. */
export function joinPass(tensor: Reached): void {
  if (tensor.kind === "leaf") touchedLeaves.push(tensor);
  else if (tensor.home !== passStep) {
    throw new StateError(
      "BACKWARD_ACROSS_SCOPES",
      "backward",
      `the loss depends on the tensor ${describeShape(tensor.shape)} made by ${tensor.op} outside this ${currentFrame().kind}(), whose operations cannot be run from inside`,
      {
        remedies: [
          ["call ", { call: "backward()" }, " where that tensor was made"],
          [{ call: "detach()" }, " it first"],
        ],
      },
    );
  }
}
