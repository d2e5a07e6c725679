// One layer's weights as panels, for the products of the forward and the backward pass: which matrices, its cell says (cells/).
// A wide layer's products go to a BLAS (assembly/product.ts): then each matrix lies row by row, as one panel of all columns.
import { kernels, u8 } from "./engine.ts";
import type { Cell, MatrixSize, PackedMatrix, Packing, WeightPointers } from "./recurrent-cell.ts";

/**
 * Packed weights of one layer and direction, in memory that `reserve` gives and takes back: as panels of 8 columns, or `wide`, as
 * one panel of all columns.
 */
export class RecurrentWeights {
  /** The matrices of the forward product(s) A, B, C and of the backward ones: for h (A, B) and for x (XA, XB); 0 for none. */
  readonly forward: readonly number[];
  readonly backward: readonly number[];
  /** Packs the parameters anew. Pads were zeroed once and are never written. */
  readonly pack: (from: WeightPointers) => void;

  constructor(cell: Cell, inputs: number, hidden: number, reserve: (bytes: number) => number, wide: boolean) {
    const sizes = { inputs, hidden };
    const { forward, backward } = cell.matrices(sizes);
    const matrix = ([k, n]: MatrixSize): PackedMatrix => ({
      pointer: k * n === 0 ? 0 : fill(reserve(k * n * 4), k * n * 4),
      k,
      n,
    });
    const [ahead, back] = [forward.map(matrix), backward.map(matrix)];
    const packing = wide ? wideMatrices : panelMatrices;
    this.forward = ahead.map(({ pointer }) => pointer);
    this.backward = back.map(({ pointer }) => pointer);
    this.pack = (from) => cell.pack(packing, ahead, back, from, sizes);
  }
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
