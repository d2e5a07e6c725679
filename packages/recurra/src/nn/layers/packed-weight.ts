import { packWhen } from "../../kernels/wasm/recorder.ts";
import type { Parameter, Reservation } from "../../tensor/index.ts";

/** A matrix that is packed: a RightMatrix, or the taps of a convolution. */
interface Panels {
  panelBytes(transposed: boolean): number;
  pack(panels: number, from: number, transposed: boolean): void;
}

/**
 * A parameter's matrix, or its transpose, in the panels that products read; packed anew when the parameter's version has changed. The
 * memory goes with the parameter.
 */
export class PackedWeight {
  readonly #parameter: Parameter;
  readonly #matrix: Panels;
  readonly #transposed: boolean;
  #memory: Reservation | undefined;
  #version = -1;

  constructor(parameter: Parameter, matrix: Panels, transposed: boolean) {
    this.#parameter = parameter;
    this.#matrix = matrix;
    this.#transposed = transposed;
  }

  /** The address of up-to-date panels. */
  pointer(): number {
    const source = this.#parameter.pointer();
    this.#memory ??= this.#parameter.reserve(this.#matrix.panelBytes(this.#transposed));
    const { pointer } = this.#memory;
    packWhen(this.#version !== this.#parameter.version, this, () => {
      this.#matrix.pack(pointer, source, this.#transposed);
      this.#version = this.#parameter.version;
    });
    return pointer;
  }
}
