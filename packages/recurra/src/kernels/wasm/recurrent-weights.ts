// One layer's weights as panels, for the products of the forward and the backward pass. PyTorch's matrices
// weight_ih [gates * H, I] and weight_hh [gates * H, H] are joined into one of K = I + 1 + H rows; the 1 carries the biases.
// A wide layer's products go to a BLAS (assembly/product.ts): then each matrix lies row by row, as one panel of all columns.
import { kernels, u8 } from "./engine.ts";
import { type Cell, gateCount, gateSlots, toPanels } from "./recurrent-layout.ts";

/** Where a layer's parameters lie; 0 for a bias that there is none of. */
export interface WeightPointers {
  readonly inputWeight: number;
  readonly hiddenWeight: number;
  readonly inputBias: number;
  readonly hiddenBias: number;
}

/** One matrix [k, n] of a product, n rounded up to whole panels. */
interface PackedMatrix {
  readonly pointer: number;
  readonly k: number;
  readonly n: number;
}

/**
 * Packed weights of one layer and direction, in memory that `reserve` gives and takes back: as panels of 8 columns, or `wide`, as
 * one panel of all columns.
 */
export class RecurrentWeights {
  /** The matrices of the forward product(s) A, B, C and of the backward ones: for h (A, B) and for x (XA, XB); 0 for none. */
  readonly forward: readonly number[];
  readonly backward: readonly number[];
  readonly #cell: Cell;
  readonly #inputs: number;
  readonly #hidden: number;
  readonly #packing: Packing;
  readonly #forward: readonly PackedMatrix[];
  readonly #backward: readonly PackedMatrix[];

  constructor(cell: Cell, inputs: number, hidden: number, reserve: (bytes: number) => number, wide: boolean) {
    this.#packing = wide ? wideMatrices : panelMatrices;
    this.#cell = cell;
    this.#inputs = inputs;
    this.#hidden = hidden;
    const padded = toPanels(hidden);
    const x = toPanels(inputs);
    const k = inputs + 1 + hidden;
    const slots = gateSlots(cell);
    const matrix = (k: number, n: number) => ({
      pointer: k * n === 0 ? 0 : fill(reserve(k * n * 4), k * n * 4),
      k,
      n,
    });
    if (cell === "gru") {
      this.#forward = [matrix(k, 2 * padded), matrix(1 + hidden, padded), matrix(inputs + 1, padded)];
      this.#backward = [matrix(3 * hidden, padded), matrix(0, 0), matrix(2 * hidden, x), matrix(hidden, x)];
    } else if (cell === "gru-reset-before") {
      this.#forward = [matrix(k, 2 * padded), matrix(k, padded), matrix(0, 0)];
      this.#backward = [matrix(2 * hidden, padded), matrix(hidden, padded), matrix(3 * hidden, x), matrix(0, 0)];
    } else {
      this.#forward = [matrix(k, slots * padded), matrix(0, 0), matrix(0, 0)];
      this.#backward = [matrix(slots * hidden, padded), matrix(0, 0), matrix(slots * hidden, x), matrix(0, 0)];
    }
    this.forward = this.#forward.map(({ pointer }) => pointer);
    this.backward = this.#backward.map(({ pointer }) => pointer);
  }

  /** Packs the parameters anew. Pads were zeroed once and are never written. */
  pack(from: WeightPointers): void {
    for (let gate = 0; gate < gateCount(this.#cell); gate++) {
      this.#packForward(from, gate);
      this.#packBackward(from, gate);
    }
  }

  #packForward(from: WeightPointers, gate: number): void {
    const to = this.#packing;
    const hidden = this.#hidden;
    const inputs = this.#inputs;
    const padded = toPanels(hidden);
    const [a, b, c] = this.#forward;
    const inputWeight = from.inputWeight + gate * hidden * inputs * 4;
    const hiddenWeight = from.hiddenWeight + gate * hidden * hidden * 4;
    const inputBias = from.inputBias && from.inputBias + gate * hidden * 4;
    const hiddenBias = from.hiddenBias && from.hiddenBias + gate * hidden * 4;
    if (this.#cell === "gru" && gate === 2) {
      to.row(b, 0, 0, hiddenBias, 0, hidden);
      to.block(b, 1, 0, hiddenWeight, hidden, hidden, 1, hidden);
      to.block(c, 0, 0, inputWeight, inputs, hidden, 1, inputs);
      to.row(c, inputs, 0, inputBias, 0, hidden);
      return;
    }
    const apart = this.#cell === "gru-reset-before" && gate === 2;
    const joint = apart ? b : a;
    const column = apart ? 0 : gate * padded;
    to.block(joint, 0, column, inputWeight, inputs, hidden, 1, inputs);
    to.row(joint, inputs, column, inputBias, hiddenBias, hidden);
    to.block(joint, inputs + 1, column, hiddenWeight, hidden, hidden, 1, hidden);
  }

  #packBackward(from: WeightPointers, gate: number): void {
    const to = this.#packing;
    const hidden = this.#hidden;
    const inputs = this.#inputs;
    const [a, b, xa, xb] = this.#backward;
    const inputWeight = from.inputWeight + gate * hidden * inputs * 4;
    const hiddenWeight = from.hiddenWeight + gate * hidden * hidden * 4;
    const apart = this.#cell === "gru-reset-before" && gate === 2;
    to.block(apart ? b : a, apart ? 0 : gate * hidden, 0, hiddenWeight, hidden, hidden, hidden, 1);
    const inputApart = this.#cell === "gru" && gate === 2;
    to.block(inputApart ? xb : xa, inputApart ? 0 : gate * hidden, 0, inputWeight, hidden, inputs, inputs, 1);
  }
}

/** How a block, and a row that is the sum of two, are written into a matrix at (kOffset, nOffset). */
interface Packing {
  block(
    to: PackedMatrix,
    kOffset: number,
    nOffset: number,
    src: number,
    k: number,
    n: number,
    kStride: number,
    nStride: number,
  ): void;
  row(to: PackedMatrix, kOffset: number, nOffset: number, a: number, b: number, n: number): void;
}

const panelMatrices: Packing = {
  block: ({ pointer, k }, ...rest) => kernels().packBlock(pointer, k, ...rest),
  row: ({ pointer, k }, ...rest) => kernels().packRow(pointer, k, ...rest),
};

const wideMatrices: Packing = {
  block: ({ pointer, n }, ...rest) => kernels().packWide(pointer, n, ...rest),
  row: ({ pointer, n }, ...rest) => kernels().packWideRow(pointer, n, ...rest),
};

function fill(pointer: number, bytes: number): number {
  u8().fill(0, pointer, pointer + bytes);
  return pointer;
}
