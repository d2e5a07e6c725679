// Parameters: tensors that live in the engine's persistent memory until they are disposed of, with their gradients.
import { ShapeError, StateError } from "../core/errors.ts";
import { f32, kernels } from "../kernels/wasm/engine.ts";
import * as heap from "../kernels/wasm/heap.ts";
import { describeShape, requireShape, type Shape, sizeOf } from "./shape.ts";
import { forever, Step } from "./step.ts";
import { Tensor } from "./tensor.ts";

interface Blocks {
  value: number;
  grad: number;
}

function releaseBlocks(blocks: Blocks): void {
  if (blocks.value !== 0) heap.release(blocks.value);
  if (blocks.grad !== 0) heap.release(blocks.grad);
  blocks.value = 0;
  blocks.grad = 0;
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

  constructor(data: ArrayLike<number>, shape: Shape) {
    requireShape("parameter", shape);
    const size = sizeOf(shape);
    const address = heap.allocate(size * 4);
    super([...shape], size, "parameter", "parameter", forever, address, null, true);
    this.blocks = { value: address, grad: 0 };
    forgotten.register(this, this.blocks, this);
    this.write(address, data);
  }

  /** The values as a copy. */
  get value(): Float32Array {
    return this.toArray();
  }
  set value(data: ArrayLike<number>) {
    this.write(this.pointer(), data);
    this.version++;
  }

  override get grad(): Float32Array | null {
    this.pointer();
    if (!this.gradOpen) return null;
    const start = this.gradAddress >>> 2;
    return f32().slice(start, start + this.size);
  }
  override set grad(data: ArrayLike<number> | null) {
    if (data === null) this.zeroGrad();
    else {
      this.takeFreshGrad();
      this.write(this.gradAddress, data);
    }
  }

  override zeroGrad(): void {
    this.gradOpen = false;
  }

  /** Gives the memory back; the parameter cannot be used any more. A second call does nothing. */
  dispose(): void {
    if (this.home === disposed) return;
    forgotten.unregister(this);
    releaseBlocks(this.blocks);
    this.home = disposed;
    this.gradOpen = false;
  }

  /** @internal */
  override pointer(): number {
    if (this.home === disposed) {
      throw new StateError(
        "PARAMETER_DISPOSED",
        `the parameter ${describeShape(this.shape)} was disposed of with its module. Build a new module, or call dispose() later.`,
      );
    }
    return this.address;
  }

  /** @internal */
  override hasGrad(): boolean {
    return this.gradOpen;
  }

  /** @internal */
  override takeFreshGrad(): boolean {
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

  private write(address: number, data: ArrayLike<number>): void {
    if (data.length !== this.size) {
      throw new ShapeError(
        "TENSOR_SIZE",
        `parameter: ${data.length} numbers do not fill the shape ${describeShape(this.shape)}, which holds ${this.size}.`,
      );
    }
    f32().set(data, address >>> 2);
  }
}
