// What all cells (cells.ts) have in common: one step forward and one step backward, on one sequence's vectors.
// The walk over time, lengths and directions is in sequence.ts, layers are in stack.ts.

/**
 * A layer's parameters for one direction, G gates: weightIh [G*H, I], weightHh [G*H, C], biasIh and biasHh [G*H]. C is H but for
 * cells that read less of their state (`hiddenColumns`); with C = 0, biasHh is empty too. A layer without biases has zeros
 * there. Gradients have the same form.
 */
export interface CellWeights {
  readonly weightIh: Float64Array;
  readonly weightHh: Float64Array;
  readonly biasIh: Float64Array;
  readonly biasHh: Float64Array;
}

/** A state, or its gradient, by the names of the cell's `states`: [H] each, or [B, H] for a batch. */
export type CellState = { readonly h: Float64Array } & Readonly<Record<string, Float64Array>>;

/** What a step forward leaves for the step backward. */
export interface CellStep {
  readonly state: CellState;
  readonly saved: readonly Float64Array[];
}

/** A recurrent cell. */
export interface Cell {
  readonly name: string;
  /** Row blocks of H in the weights. */
  readonly gates: number;
  /** The parts of the state, h first. */
  readonly states: readonly string[];
  /** What H must be a multiple of. */
  readonly heads: number;
  /** Whether its state has kinks as a function of what it reads. */
  readonly kinked: boolean;
  /** Columns of weightHh. */
  hiddenColumns(hidden: number): number;
  /** x [I] and the state before -> the state after. */
  forward(weights: CellWeights, x: Float64Array, before: CellState): CellStep;
  /**
   * From the gradient of the state after a step to that of the state before it. Adds the step's part of the parameters'
   * gradients to `gradients` and the input's gradient to `dX`.
   */
  backward(
    weights: CellWeights,
    x: Float64Array,
    before: CellState,
    step: CellStep,
    dAfter: CellState,
    gradients: CellWeights,
    dX: Float64Array,
  ): CellState;
}

/** The numbers of each parameter of a direction. */
export function weightSizes(cell: Cell, inputs: number, hidden: number): Record<keyof CellWeights, number> {
  const rows = cell.gates * hidden;
  const columns = cell.hiddenColumns(hidden);
  return { weightIh: rows * inputs, weightHh: rows * columns, biasIh: rows, biasHh: columns === 0 ? 0 : rows };
}

/** A direction's parameters, made one by one. */
export function makeWeights(
  cell: Cell,
  inputs: number,
  hidden: number,
  make: (name: keyof CellWeights, size: number) => Float64Array,
): CellWeights {
  const sizes = weightSizes(cell, inputs, hidden);
  const one = (name: keyof CellWeights) => make(name, sizes[name]);
  return { weightIh: one("weightIh"), weightHh: one("weightHh"), biasIh: one("biasIh"), biasHh: one("biasHh") };
}

/** A state, made part by part. */
export function makeState(cell: Cell, make: (name: string) => Float64Array): CellState {
  return Object.fromEntries(cell.states.map((name) => [name, make(name)])) as CellState;
}

/** One number per unit in every row of weightHh: each unit reads the whole h. */
export const allOfH = (hidden: number): number => hidden;

/** 1 / (1 + e^-x). */
export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
