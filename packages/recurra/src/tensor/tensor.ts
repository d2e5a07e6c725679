// Tensor: a shape, a place in memory, and the step that the place belongs to. Operations import it; methods.ts adds them to it.
import { COPY, otherCopy } from "../core/copy.ts";
import { OptionError, ShapeError, StateError } from "../core/errors.ts";
import { refuseValue, shownValue } from "../core/option-rules.ts";
import { f32, kernels, writeFloats } from "../kernels/wasm/engine.ts";
import { refuseInPlan } from "../kernels/wasm/recorder.ts";
import { announce } from "../watch/watch.ts";
import { grouped } from "../words/grouped.ts";
import { nestedNumbers } from "../words/nested-numbers.ts";
import { currentPass, joinPass } from "./pass.ts";
import { describeShape, type Shape, sizeOf } from "./shape.ts";
import { currentFrame, nowhere, type Step, scratch } from "./step.ts";

/** leaf: numbers on the JavaScript side; step: made by an operation; parameter: in the engine's persistent memory. */
type TensorKind = "leaf" | "step" | "parameter";

/**
 * An array of float32 numbers, row-major and contiguous.
 *
 * Operations make tensors that live until their step ends: at `backward()`, or when the enclosing `scope` or `noGrad`
 * returns. Leaves, made by `tensor(...)` or `detach()`, and parameters live on.
 */
export class Tensor {
  /** Sizes of the dimensions, outermost first. */
  readonly shape: Shape;
  /** Number of elements. */
  readonly size: number;
  /** @internal */
  kind: TensorKind;
  /** @internal The operation that made it, for messages. */
  op: string;
  /** @internal Whether a gradient is needed. */
  tracked: boolean;
  /** @internal The step in which `address` is valid. */
  home: Step;
  /** @internal */
  address: number;
  /** @internal A leaf's numbers. */
  data: Float32Array | null;
  /** @internal A leaf's accumulated gradient. */
  leafGrad: Float32Array | null = null;
  /** @internal */
  gradAddress = 0;
  /** @internal The backward pass in which `gradAddress` is valid. */
  gradPass = -1;

  /** Not for programs: tensor(), zeros() and ones() make leaves, operations the rest. */
  constructor(
    shape: Shape,
    size: number,
    kind: TensorKind,
    op: string,
    home: Step,
    address: number,
    data: Float32Array | null,
    tracked: boolean,
  ) {
    this.shape = shape;
    this.size = size;
    this.kind = kind;
    this.op = op;
    this.home = home;
    this.address = address;
    this.data = data;
    this.tracked = tracked;
  }

  /** @internal */
  get recurraCopy(): typeof COPY {
    return COPY;
  }

  /** Whether backward() computes a gradient for it or through it. */
  get requiresGrad(): boolean {
    return this.tracked;
  }

  /** The accumulated gradient of a leaf or parameter as a copy, or null when there is none. */
  get grad(): Float32Array | null {
    return this.leafGrad === null ? null : this.leafGrad.slice();
  }

  /** Forgets the accumulated gradient. */
  zeroGrad(): void {
    this.leafGrad = null;
  }

  /** The numbers as a copy. Throws StateError TENSOR_RELEASED when its step has ended. */
  toArray(): Float32Array {
    announce("toArray", [this], []);
    return this.numbers();
  }

  /** @internal The numbers as a copy, of which no watcher is told. */
  numbers(): Float32Array {
    if (this.data !== null) return this.data.slice();
    refuseInPlan("toArray reads numbers in JavaScript");
    const start = this.pointer() >>> 2;
    return f32().slice(start, start + this.size);
  }

  /** The number in a tensor of one element. Throws ShapeError ITEM_NOT_SINGLE for any other size. */
  item(): number {
    if (this.size !== 1) {
      throw new ShapeError(
        "ITEM_NOT_SINGLE",
        "item",
        `the tensor ${describeShape(this.shape)} made by ${this.op} has ${grouped(this.size)} elements, not one`,
        { found: this.shape, remedies: [["use ", { call: "toArray()" }]] },
      );
    }
    announce("toArray", [this], []);
    if (this.data !== null) return this.data[0];
    refuseInPlan("item reads numbers in JavaScript");
    return f32()[this.pointer() >>> 2];
  }

  /** Its numbers in brackets, as PyTorch prints them, and what else it is: what console.log shows, too. */
  toString(): string {
    const alive = this.data !== null || this.home.alive;
    if (!alive) return `tensor ${describeShape(this.shape)}, released`;
    const numbers = nestedNumbers(this.numbers(), this.shape, "tensor(".length);
    return `tensor(${numbers}${this.requiresGrad ? ", requiresGrad" : ""})`;
  }

  /** @internal What console.log shows in Node. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  /** A leaf with the same numbers and no history; it outlives the step. */
  detach(): Tensor {
    const leaf = new Tensor(this.shape, this.size, "leaf", "detach", nowhere, 0, this.data ?? this.numbers(), false);
    announce("detach", [this], [leaf]);
    return leaf;
  }

  /** @internal The byte address now; a leaf is copied in on first use in a step. Throws StateError TENSOR_RELEASED. */
  pointer(): number {
    return this.home.alive ? this.address : this.settle();
  }

  /** @internal */
  private settle(): number {
    if (this.kind !== "leaf" || this.data === null) {
      if (this.kind === "step" && this.home.endedBy === "")
        refuseInPlan(`a tensor made by ${this.op} before is a number of that time`);
      throw releasedError(this);
    }
    const address = scratch(this.size * 4);
    writeFloats(address, this.data);
    this.address = address;
    this.home = currentFrame().step;
    return address;
  }

  /** @internal Whether a gradient has arrived in the running backward pass (for a parameter: since zeroGrad). */
  hasGrad(): boolean {
    return this.gradPass === currentPass();
  }

  /** @internal True when the gradient's buffer holds nothing yet: the caller must then overwrite all of it. */
  takeFreshGrad(): boolean {
    if (this.gradPass === currentPass()) return false;
    joinPass(this);
    this.gradAddress = scratch(this.size * 4);
    this.gradPass = currentPass();
    return true;
  }

  /** @internal The gradient's buffer to add to; zero-filled on first use in a pass. */
  gradPointer(): number {
    if (this.takeFreshGrad()) kernels().fillArray(this.gradAddress, 0, this.size);
    return this.gradAddress;
  }

  /** @internal Adds the pass's gradient to the leaf's own. */
  collectGrad(): void {
    const start = this.gradAddress >>> 2;
    const found = f32().subarray(start, start + this.size);
    if (this.leafGrad === null) this.leafGrad = found.slice();
    else for (let i = 0; i < this.size; i++) this.leafGrad[i] += found[i];
  }

  /** @internal Turns a step tensor into a leaf in place: it keeps its numbers and loses its history. */
  becomeLeaf(): void {
    this.data = this.numbers();
    this.kind = "leaf";
    this.tracked = false;
    this.home = nowhere;
  }
}

/** An uninitialised tensor of the current step. */
export function allocateTensor(shape: Shape, op = "an operation"): Tensor {
  const size = sizeOf(shape);
  return new Tensor(shape, size, "step", op, currentFrame().step, scratch(size * 4), null, false);
}

/** A step tensor over memory that another tensor of the step owns. */
export function viewTensor(shape: Shape, op: string, address: number): Tensor {
  return new Tensor(shape, sizeOf(shape), "step", op, currentFrame().step, address, null, false);
}

/**
 * The one check of what an operation, a layer or a loss is given in place of a tensor: plain JavaScript has no types to say so before.
 * Throws OptionError OPERAND_NOT_TENSOR, which names `.output` where the result of a recurrent network was passed whole.
 */
export function requireTensor(subject: string, name: string, value: unknown): asserts value is Tensor {
  if (value instanceof Tensor) return;
  if (otherCopy(value)) throw refuseValue(subject, name, "a tensor", value);
  const whole = (value as { output?: unknown } | null | undefined)?.output instanceof Tensor;
  throw new OptionError("OPERAND_NOT_TENSOR", subject, `${name} must be a tensor, but it is ${shownValue(value)}`, {
    found: value,
    remedies: [["pass ", { call: whole ? "its .output" : "tensor(...)" }]],
  });
}

function releasedError(tensor: Tensor): StateError {
  const how = tensor.home.endedBy;
  const remedy =
    how === "backward"
      ? "call detach() or toArray() on it before backward(), or keep the step with backward({ retain: true })"
      : `return it from the function given to ${how}(), or call detach() or toArray() on it inside`;
  return new StateError(
    "TENSOR_RELEASED",
    "tensor",
    `the tensor ${describeShape(tensor.shape)} made by ${tensor.op} was released when ${how}() ended its step`,
    { remedies: [`to use it later, ${remedy}`] },
  );
}
