// The gradients of a batch's chunks, added in an order that does not depend on which thread computed them: chunks within their
// lane in order, then lanes in order.

import { f32, kernels } from "../kernels/wasm/engine.ts";
import { allocate, release } from "../kernels/wasm/heap.ts";
import type { Parameter } from "../tensor/index.ts";

export class GradientLanes {
  /** Numbers of all gradients together: the size of a lane. */
  readonly size: number;
  readonly #parameters: readonly Parameter[];
  readonly #offsets: readonly number[];
  /** For each lane, which parameters have a sum in it. */
  readonly #filled: Set<number>[] = [];
  #lanes: Float32Array = new Float32Array(0);
  /** Room in the engine's memory for one lane; not a parameter's, which may be gone when threads have done their work. */
  #one: number | undefined;

  constructor(parameters: readonly Parameter[]) {
    this.#parameters = parameters;
    let size = 0;
    this.#offsets = parameters.map((parameter) => {
      size += parameter.size;
      return size - parameter.size;
    });
    this.size = size;
  }

  /** Begins a batch with this many lanes. */
  open(lanes: number): void {
    if (this.#lanes.length < lanes * this.size) this.#lanes = new Float32Array(lanes * this.size);
    for (let lane = 0; lane < lanes; lane++) this.#filled[lane] = new Set();
  }

  /** Adds the gradients that the parameters now have to a lane. */
  add(lane: number): void {
    const memory = f32();
    this.#parameters.forEach((parameter, i) => {
      if (!parameter.hasGrad()) return;
      const start = parameter.gradPointer() >>> 2;
      const gradient = memory.subarray(start, start + parameter.size);
      const at = lane * this.size + this.#offsets[i];
      if (this.#filled[lane].has(i)) {
        for (let k = 0; k < gradient.length; k++) this.#lanes[at + k] += gradient[k];
      } else this.#lanes.set(gradient, at);
      this.#filled[lane].add(i);
    });
  }

  /** Takes a lane's sum from elsewhere, complete. */
  fill(lane: number, sum: Float32Array): void {
    this.#lanes.set(sum, lane * this.size);
    for (let i = 0; i < this.#parameters.length; i++) this.#filled[lane].add(i);
  }

  /** Makes the sum of all lanes the parameters' gradients. */
  close(lanes: number): void {
    this.#one ??= allocate(this.size * 4);
    const pointer = this.#one;
    for (const parameter of this.#parameters) parameter.zeroGrad();
    for (let lane = 0; lane < lanes; lane++) {
      f32().set(this.#lanes.subarray(lane * this.size, (lane + 1) * this.size), pointer >>> 2);
      for (const i of this.#filled[lane]) {
        const parameter = this.#parameters[i];
        const from = pointer + this.#offsets[i] * 4;
        if (parameter.takeFreshGrad()) kernels().copyArray(parameter.gradPointer(), from, parameter.size);
        else kernels().addInto(parameter.gradPointer(), from, parameter.size);
      }
    }
  }

  dispose(): void {
    if (this.#one !== undefined) release(this.#one);
    this.#one = undefined;
  }
}
