import { kernels } from "../../kernels/wasm/engine.ts";
import { packWhen } from "../../kernels/wasm/recorder.ts";
import { type Parameter, panelBytes, type Reservation } from "../../tensor/index.ts";

/**
 * A parameter's matrix [k, n], given by strides, in the panels that the product kernels read; packed anew when the
 * parameter's version has changed. The memory goes with the parameter.
 */
export class PackedWeight {
  readonly #parameter: Parameter;
  readonly #k: number;
  readonly #n: number;
  readonly #rowStride: number;
  readonly #columnStride: number;
  #memory: Reservation | undefined;
  #version = -1;

  constructor(parameter: Parameter, k: number, n: number, rowStride: number, columnStride: number) {
    this.#parameter = parameter;
    this.#k = k;
    this.#n = n;
    this.#rowStride = rowStride;
    this.#columnStride = columnStride;
  }

  /** The address of up-to-date panels. */
  pointer(): number {
    const source = this.#parameter.pointer();
    this.#memory ??= this.#parameter.reserve(panelBytes(this.#k, this.#n));
    const { pointer } = this.#memory;
    packWhen(this.#version !== this.#parameter.version, this, () => {
      kernels().packPanels(pointer, source, this.#k, this.#n, this.#rowStride, this.#columnStride);
      this.#version = this.#parameter.version;
    });
    return pointer;
  }
}
