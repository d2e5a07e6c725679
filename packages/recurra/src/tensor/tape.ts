// The tape: one node per differentiable operation, in the order of creation. backward() runs it in reverse, from the loss
// down to where its frame begins, and ends the step. A node runs only when a gradient has reached one of its outputs.
import { ShapeError, StateError } from "../core/errors.ts";
import { neverEnded } from "../kernels/wasm/arena.ts";
import { kernels } from "../kernels/wasm/engine.ts";
import { announce } from "../watch/watch.ts";
import { beginPass, endPass } from "./pass.ts";
import { describeShape, sameShape } from "./shape.ts";
import { currentFrame, releaseStep, type Step } from "./step.ts";
import type { Tensor } from "./tensor.ts";

class Node {
  readonly name: string;
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
  readonly backward: () => void;
  /** Of the parameters among the inputs, when the operation ran. */
  readonly versions: number;
  constructor(name: string, inputs: readonly Tensor[], outputs: readonly Tensor[], backward: () => void) {
    this.name = name;
    this.inputs = inputs;
    this.outputs = outputs;
    this.backward = backward;
    this.versions = versionsOf(inputs);
  }
}

/** A parameter, as the tape sees it: parameter.ts stands above. */
interface Versioned extends Tensor {
  readonly version: number;
}

/** The versions of the parameters among some tensors, added. They only grow, so the sum tells every change. */
export function versionsOf(tensors: readonly Tensor[]): number {
  let sum = 0;
  for (let i = 0; i < tensors.length; i++) {
    if (tensors[i].kind === "parameter") sum += (tensors[i] as Versioned).version;
  }
  return sum;
}

// A bound for loops that make only tiny tensors: their nodes fill the JavaScript heap before the step region is full.
const nodeLimit = 2_000_000;

const nodes: Node[] = [];

/** The number of recorded nodes. */
export function tapeLength(): number {
  return nodes.length;
}

/** Forgets the nodes from `start` on. */
export function cutTape(start: number): void {
  nodes.length = start;
}

/** Whether an operation on these inputs would be recorded: gradients are on and one of them needs one. */
export function recording(inputs: readonly Tensor[]): boolean {
  if (!currentFrame().gradient) return false;
  for (let i = 0; i < inputs.length; i++) if (inputs[i].requiresGrad) return true;
  return false;
}

/**
 * Registers an operation when gradients are on and any input needs one; marks the outputs as needing one too.
 * `backward` reads outputs' gradients and adds to inputs' (see Tensor.gradPointer). `first` and `second` are settings that a watcher
 * is told. Returns whether it was registered.
 */
export function record(
  name: string,
  inputs: readonly Tensor[],
  outputs: readonly Tensor[],
  backward: () => void,
  first?: unknown,
  second?: unknown,
): boolean {
  announce(name, inputs, outputs, first, second);
  if (!recording(inputs)) return false;
  if (nodes.length >= nodeLimit) throw neverEnded(`${nodes.length} recorded operations`);
  for (let i = 0; i < outputs.length; i++) outputs[i].tracked = true;
  nodes.push(new Node(name, inputs, outputs, backward));
  return true;
}

/** Runs the tape backwards from `loss`; without `retain`, ends the step. See Tensor.backward. */
export function runBackward(loss: Tensor, gradient: Tensor | undefined, retain: boolean): void {
  const frame = currentFrame();
  requireGraph(loss, frame.step);
  if (gradient === undefined ? loss.size !== 1 : !sameShape(gradient.shape, loss.shape)) {
    throw gradient === undefined
      ? new ShapeError(
          "BACKWARD_NOT_SCALAR",
          "backward",
          `the tensor ${describeShape(loss.shape)} made by ${loss.op} is not a single number`,
          {
            found: loss.shape,
            remedies: [
              ["reduce it with ", { call: "mean()" }, " or ", { call: "sum()" }],
              ["pass ", { call: "backward({ gradient })" }],
            ],
          },
        )
      : new ShapeError(
          "BACKWARD_NOT_SCALAR",
          "backward",
          `the gradient has the shape ${describeShape(gradient.shape)}, the tensor ${describeShape(loss.shape)}`,
          { found: gradient.shape, context: "They must be equal" },
        );
  }
  beginPass(frame.step);
  const seed = gradient?.pointer();
  loss.takeFreshGrad();
  if (seed === undefined) kernels().fillArray(loss.gradPointer(), 1, 1);
  else kernels().copyArray(loss.gradPointer(), seed, loss.size);
  for (let i = nodes.length - 1; i >= frame.tapeStart; i--) {
    const node = nodes[i];
    for (let j = 0; j < node.outputs.length; j++) {
      if (node.outputs[j].hasGrad()) {
        if (versionsOf(node.inputs) !== node.versions) throw changedError(node.name);
        node.backward();
        break;
      }
    }
  }
  endPass();
  if (retain) return;
  loss.becomeLeaf();
  cutTape(frame.tapeStart);
  releaseStep("backward");
}

function requireGraph(loss: Tensor, step: Step): void {
  if (loss.kind === "step" && loss.requiresGrad) {
    if (loss.home === step) return;
    loss.pointer();
    throw new StateError(
      "BACKWARD_ACROSS_SCOPES",
      "backward",
      `the tensor ${describeShape(loss.shape)} made by ${loss.op} belongs to an enclosing step`,
      { remedies: [["call ", { call: "backward()" }, " where it was made"]] },
    );
  }
  loss.pointer();
  throw new StateError(
    "BACKWARD_NO_GRAPH",
    "backward",
    `the tensor ${describeShape(loss.shape)} made by ${loss.op} has no recorded operations`,
    {
      context:
        "Either backward() ended its step already (use backward({ retain: true }) the first time), or it was made inside noGrad(), or nothing that it was made from requires a gradient",
    },
  );
}

function changedError(name: string): StateError {
  return new StateError(
    "PARAMETER_CHANGED",
    "backward",
    `a parameter that ${name} has read changed after the forward pass, so the gradient would be of neither`,
    {
      remedies: [
        [
          "call ",
          { call: "backward()" },
          " before ",
          { call: "optimizer.step()" },
          ", ",
          { call: "loadStateDict()" },
          " or setting a value",
        ],
      ],
    },
  );
}
