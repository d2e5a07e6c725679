// What the engine knows of a recurrent cell, a file for each in cells/: sizes of its buffers, how PyTorch's weights are packed for its products,
// and how the joint gradient is taken apart. Its steps are assembly/cells; its equations in float64 kernels/reference. B batch, T time,
// I inputs, H hidden, P = H rounded up to 8.

/** The sizes that weights go by. */
export interface CellSizes {
  readonly inputs: number;
  readonly hidden: number;
}

/** Rows and columns of a matrix; 0 x 0 for none. */
export type MatrixSize = readonly [k: number, n: number];

/** A parameter of a direction, by what PyTorch's name of it begins with. */
export type ParameterName = "weight_ih" | "weight_hh" | "bias_ih" | "bias_hh";

/** Where the parameters of a direction lie, or their gradients; 0 for what there is none of. */
export type WeightPointers = Readonly<Record<ParameterName, number>>;

/** One matrix [k, n] of a product, n rounded up to whole panels. */
export interface PackedMatrix {
  readonly pointer: number;
  readonly k: number;
  readonly n: number;
}

/** How a block, and a row that is the sum of two, are written into a matrix at (kOffset, nOffset). */
export interface Packing {
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

/** What a cell has to know of the buffers of its backward pass, in floats: see Layout. */
export interface GradientSizes extends CellSizes {
  readonly padded: number;
  /** Sequences of a chunk. */
  readonly chunk: number;
  /** Stride of the joint gradient. */
  readonly gradient: number;
}

/** A recurrent cell. */
export interface Cell {
  /** What tensors and operations that it made are called. */
  readonly name: string;
  /** The words CELL and FORM of a description (see layer-words.ts); FORM is 0 unless given. */
  readonly code: number;
  readonly form?: number;
  /** Row blocks of H in the weights. */
  readonly gates: number;
  /** Blocks of P among a row's gates in the buffers, and of H among their gradients. */
  readonly slots: number;
  /** The slot of each gate that a trace shows, by the gate's name. */
  readonly gateSlots: Readonly<Record<string, number>>;
  /** For whom the gates of all steps are kept: nobody, the backward pass, or the steps themselves. */
  readonly keptGates: "never" | "saved" | "always";
  /**
   * Of how many gates the product is with which each step begins, [x, 1, h] times the weights A, and of how many that with which it ends on
   * the way back, their gradients times the backward weights A; 0 where the cell's kernels do without.
   */
  readonly joined: readonly [forward: number, backward: number];
  /** Names of the states that it carries from step to step, h first; at most MOST_STATES. */
  readonly states: readonly string[];
  /** Those of them that may be any numbers, and so may come from another layer, if not all: the others begin at zero there. */
  readonly free?: readonly string[];
  /** Whether each step has a second row [x, 1, ...] for a product of its own. */
  readonly secondRow?: boolean;
  /** Shapes of the parameters of a direction in their order; without one, the cell does not have it. */
  readonly parameters: (sizes: CellSizes) => Readonly<Partial<Record<ParameterName, readonly number[]>>>;
  /** The matrices of the products: forward A, B, C; backward for h (A, B) and for x (XA, XB). */
  readonly matrices: (sizes: CellSizes) => {
    readonly forward: readonly [MatrixSize, MatrixSize, MatrixSize];
    readonly backward: readonly [MatrixSize, MatrixSize, MatrixSize, MatrixSize];
  };
  /** Writes the parameters into these matrices. */
  readonly pack: (
    to: Packing,
    forward: readonly PackedMatrix[],
    backward: readonly PackedMatrix[],
    from: WeightPointers,
    sizes: CellSizes,
  ) => void;
  /** Floats of the joint gradient, and of a buffer of its own for the backward pass, where it has one. */
  readonly gradientFloats: (sizes: GradientSizes) => number;
  readonly ownFloats?: (sizes: GradientSizes) => number;
  /** Adds the joint gradient, as its blocks left it, to the parameters' gradients. */
  readonly addGradients: (sizes: GradientSizes, joint: number, to: WeightPointers) => void;
}

/** The states of a cell that another layer may compute. */
export function freeStates({ states, free = states }: Pick<Cell, "states" | "free">): readonly string[] {
  return free;
}
