// The gradients of a batch's chunks, added in an order that does not depend on which thread computed them: chunks within their
// lane in order, then lanes in order.

import { f32, kernels } from "../kernels/wasm/engine.ts";
import { allocate, release } from "../kernels/wasm/heap.ts";
import type { Parameter } from "../tensor/index.ts";
import type { NotedRows } from "../tensor/parameter.ts";

export class GradientLanes {
  /** Numbers of all gradients together: the size of a lane. */
  readonly #size: number;
  readonly #parameters: readonly Parameter[];
  readonly #offsets: readonly number[];
  /** For each lane, whether each parameter has a sum in it: of noted rows, or of all. */
  readonly #filled: (false | "rows" | "all")[][] = [];
  /** For each lane, the noted rows of each table. */
  readonly #rows: (NotedRows | undefined)[][] = [];
  /** Lanes in the engine's memory; not the parameters', which may be gone when threads have done their work. */
  readonly #lanes: number[] = [];

  constructor(parameters: readonly Parameter[]) {
    this.#parameters = parameters;
    let size = 0;
    this.#offsets = parameters.map((parameter) => {
      size += parameter.size;
      return size - parameter.size;
    });
    this.#size = size;
  }

  /** Begins a batch with this many lanes. */
  open(lanes: number): void {
    while (this.#lanes.length < lanes) {
      this.#lanes.push(allocate(this.#size * 4));
      this.#rows.push([]);
    }
    for (let lane = 0; lane < lanes; lane++) this.#filled[lane] = this.#parameters.map(() => false);
  }

  /** Adds the gradients that the parameters now have to a lane. */
  add(lane: number): void {
    const filled = this.#filled[lane];
    for (let i = 0; i < this.#parameters.length; i++) {
      const parameter = this.#parameters[i];
      if (!parameter.hasGrad()) continue;
      const to = this.#lanes[lane] + this.#offsets[i] * 4;
      if (parameter.rows?.exact && filled[i] !== "all") {
        this.#rows[lane][i] ??= parameter.rows.another();
        const rows = this.#rows[lane][i]!;
        if (!filled[i]) rows.clear(to);
        rows.add(to, parameter.readGrad(), parameter.rows);
        filled[i] = "rows";
        continue;
      }
      if (filled[i]) kernels().addInto(to, parameter.readGrad(), parameter.size);
      else kernels().copyArray(to, parameter.readGrad(), parameter.size);
      this.#fillAll(lane, i);
    }
  }

  /** A sum of all of a parameter's numbers, whatever was noted. */
  #fillAll(lane: number, i: number): void {
    this.#filled[lane][i] = "all";
    this.#rows[lane][i]?.spoil();
  }

  /** Takes a lane's sum from elsewhere, complete. */
  fill(lane: number, sum: Float32Array): void {
    f32().set(sum, this.#lanes[lane] >>> 2);
    for (let i = 0; i < this.#parameters.length; i++) this.#fillAll(lane, i);
  }

  /** Makes the sum of all lanes the parameters' gradients. */
  close(lanes: number): void {
    for (let i = 0; i < this.#parameters.length; i++) {
      const parameter = this.#parameters[i];
      parameter.zeroGrad();
      for (let lane = 0; lane < lanes; lane++) {
        const filled = this.#filled[lane][i];
        if (!filled) continue;
        const from = this.#lanes[lane] + this.#offsets[i] * 4;
        if (filled === "rows") {
          const rows = parameter.rows!;
          if (parameter.openGrad()) rows.clear(parameter.readGrad());
          rows.add(parameter.readGrad(), from, this.#rows[lane][i]!);
        } else if (parameter.takeFreshGrad()) kernels().copyArray(parameter.gradPointer(), from, parameter.size);
        else kernels().addInto(parameter.gradPointer(), from, parameter.size);
      }
    }
  }

  dispose(): void {
    for (const lane of this.#lanes.splice(0)) release(lane);
    for (const rows of this.#rows.splice(0).flat()) rows?.release();
  }
}
