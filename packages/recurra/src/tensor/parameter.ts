// Parameters: tensors that live in the engine's persistent memory until they are disposed of, with their gradients.

import { StateError } from "../core/errors.ts";
import { flag, requireOption } from "../core/option-rules.ts";
import { f32, kernels } from "../kernels/wasm/engine.ts";
import * as heap from "../kernels/wasm/heap.ts";
import { refuseInPlan } from "../kernels/wasm/recorder.ts";
import { Tensor } from "./methods.ts";
import { describeShape, requireFill, requireShape, type Shape, sizeOf } from "./shape.ts";
import { forever, Step } from "./step.ts";
import { versionsOf } from "./tape.ts";

/** What a parameter holds of the heap. Not the parameter itself, so that a finalizer can still give it back. */
class Blocks {
  value: number;
  grad = 0;
  readonly extra: Set<number> = new Set();
  constructor(value: number) {
    this.value = value;
  }
}

function releaseBlocks(blocks: Blocks): void {
  if (blocks.value !== 0) heap.release(blocks.value);
  if (blocks.grad !== 0) heap.release(blocks.grad);
  for (const pointer of blocks.extra) heap.release(pointer);
  blocks.value = 0;
  blocks.grad = 0;
  blocks.extra.clear();
}

/** Memory that belongs to a parameter and goes with it: optimizer state, packed weights. */
export class Reservation {
  readonly pointer: number;
  private readonly blocks: Blocks;
  constructor(blocks: Blocks, bytes: number) {
    this.blocks = blocks;
    this.pointer = heap.allocate(bytes);
    blocks.extra.add(this.pointer);
  }

  /** Gives the memory back; does nothing when the parameter has done so. */
  release(): void {
    if (this.blocks.extra.delete(this.pointer)) heap.release(this.pointer);
  }
}

/** Of a large table: which rows of its gradient may be other than zero (nn/layers/noted-rows.ts). */
export interface NotedRows {
  /** Where they are noted. */
  readonly notes: number;
  readonly exact: boolean;
  spoil(): void;
  clear(gradient: number): void;
  add(gradient: number, from: number, other: NotedRows): void;
  each(visit: (offset: number, width: number) => void): void;
  another(): NotedRows;
  release(): void;
}

const disposed = new Step(false);
// Only the fallback: dispose() is what frees memory at a known time.
const forgotten = new FinalizationRegistry<Blocks>(releaseBlocks);

/**
 * A tensor that training changes. `value` and `grad` are plain copies and can be set; the gradient accumulates over
 * backward passes until zeroGrad().
 *
 * Throws ShapeError TENSOR_SIZE when the data does not fill the shape, StateError PARAMETER_DISPOSED after dispose().
 */
export class Parameter extends Tensor {
  /** Raised whenever the values change; what is derived from them (packed weights) is kept by it. */
  version = 0;
  /** @internal */
  private readonly blocks: Blocks;
  /** @internal */
  private gradOpen = false;
  /** @internal Of a large table: which rows of its gradient may be other than zero. */
  rows: NotedRows | undefined;

  constructor(data: ArrayLike<number>, shape: Shape) {
    requireShape("parameter", shape);
    const size = sizeOf(shape);
    requireFill("parameter", data, shape);
    const address = heap.allocate(size * 4);
    super([...shape], size, "parameter", "parameter", forever, address, null, true);
    this.blocks = new Blocks(address);
    forgotten.register(this, this.blocks, this);
    f32().set(data, address >>> 2);
  }

  /** The values as a copy. */
  get value(): Float32Array {
    return this.toArray();
  }
  set value(data: ArrayLike<number>) {
    requireFill("parameter", data, this.shape);
    this.write(data, 0);
  }

  /** @internal Sets some of the values, from place `at`. */
  write(data: ArrayLike<number>, at: number): void {
    const address = this.pointer();
    refuseInPlan("setting a parameter writes numbers from JavaScript");
    f32().set(data, (address >>> 2) + at);
    this.version++;
  }

  override get grad(): Float32Array | null {
    this.pointer();
    refuseInPlan("a parameter's grad reads numbers in JavaScript");
    if (!this.hasGrad()) return null;
    const start = this.gradAddress >>> 2;
    return f32().slice(start, start + this.size);
  }
  override set grad(data: ArrayLike<number> | null) {
    if (data === null) this.zeroGrad();
    else {
      requireFill("parameter", data, this.shape);
      this.takeFreshGrad();
      f32().set(data, this.gradAddress >>> 2);
    }
  }

  override zeroGrad(): void {
    this.gradOpen = false;
  }

  /** Whether it learns: set to false it is frozen, has no gradient, and optimizers leave it alone. `train()` looks when it begins. */
  override get requiresGrad(): boolean {
    return this.tracked;
  }
  override set requiresGrad(on: boolean) {
    requireOption("parameter", "requiresGrad", flag, on);
    this.tracked = on;
    if (!on) this.gradOpen = false;
  }

  /** @internal Whether it follows the data and never learns, as running means do (PyTorch's buffers). */
  get statistic(): boolean {
    return false;
  }

  /** Gives the memory back; the parameter cannot be used any more. A second call does nothing. */
  dispose(): void {
    if (this.home === disposed) return;
    forgotten.unregister(this);
    releaseBlocks(this.blocks);
    this.home = disposed;
    this.gradOpen = false;
  }

  /** @internal Persistent memory that is released with this parameter at the latest. */
  reserve(bytes: number): Reservation {
    this.pointer();
    return new Reservation(this.blocks, bytes);
  }

  /** @internal */
  override pointer(): number {
    if (this.home === disposed) {
      throw new StateError(
        "PARAMETER_DISPOSED",
        "parameter",
        `${describeShape(this.shape)} was disposed of with its module`,
        { remedies: ["build a new module", ["call ", { call: "dispose()" }, " later"]] },
      );
    }
    return this.address;
  }

  /** @internal */
  override hasGrad(): boolean {
    return this.gradOpen && this.tracked;
  }

  /** @internal */
  override takeFreshGrad(): boolean {
    const fresh = this.openGrad();
    // Who asks may write anywhere, in this pass or in each run of a plan.
    this.rows?.spoil();
    return fresh;
  }

  /** @internal takeFreshGrad() for who writes nothing, or notes what it writes. */
  openGrad(): boolean {
    if (this.gradOpen) return false;
    this.pointer();
    if (this.blocks.grad === 0) {
      this.blocks.grad = heap.allocate(this.size * 4);
      this.gradAddress = this.blocks.grad;
    }
    this.gradOpen = true;
    return true;
  }

  /** @internal */
  override gradPointer(): number {
    if (this.takeFreshGrad()) kernels().fillArray(this.gradAddress, 0, this.size);
    return this.gradAddress;
  }

  /** @internal A gradient that is there, to read. */
  readGrad(): number {
    return this.gradAddress;
  }
}

/** See `versionsOf`. Throws StateError PARAMETER_DISPOSED for one that is gone. */
export function livingVersionsOf(parameters: readonly Parameter[]): number {
  for (let i = 0; i < parameters.length; i++) parameters[i].pointer();
  return versionsOf(parameters);
}
