import { ShapeError } from "../../core/errors.ts";
import { packWhen } from "../../kernels/wasm/recorder.ts";
import { describeShape, type Parameter, type Reservation, type Shape, sameShape } from "../../tensor/index.ts";

/** A matrix that is packed: a RightMatrix, or the taps of a convolution. */
interface Panels {
  panelBytes(transposed: boolean): number;
  pack(panels: number, from: number, transposed: boolean): void;
}

/** Throws ShapeError WEIGHT_SHAPE where a layer was given a weight in place of its own, as to tie two, and it does not fit. */
export function requireWeight(layer: string, name: string, weight: Parameter, shape: Shape): void {
  if (sameShape(weight.shape, shape)) return;
  const problem = `its ${name} is now ${describeShape(weight.shape)}, and its sizes need ${describeShape(shape)}`;
  throw new ShapeError("WEIGHT_SHAPE", layer, problem, { found: weight.shape });
}

/**
 * A parameter's matrix, or its transpose, in the panels that products read; packed anew when the parameter's version has changed, or the layer has
 * another one. The memory goes with the parameter.
 */
export class PackedWeight {
  readonly #matrix: Panels;
  readonly #transposed: boolean;
  #parameter: Parameter | undefined;
  #memory: Reservation | undefined;
  #version = -1;

  constructor(matrix: Panels, transposed: boolean) {
    this.#matrix = matrix;
    this.#transposed = transposed;
  }

  /** The address of up-to-date panels of the layer's weight as it is now. */
  pointer(parameter: Parameter): number {
    const source = parameter.pointer();
    if (parameter !== this.#parameter) {
      this.#memory?.release();
      [this.#parameter, this.#memory, this.#version] = [parameter, undefined, -1];
    }
    this.#memory ??= parameter.reserve(this.#matrix.panelBytes(this.#transposed));
    const { pointer } = this.#memory;
    packWhen(this.#version !== parameter.version, this, () => {
      this.#matrix.pack(pointer, source, this.#transposed);
      this.#version = parameter.version;
    });
    return pointer;
  }
}
