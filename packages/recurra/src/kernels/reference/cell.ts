// What all cells (cells.ts) have in common: one step forward and one step backward, on one sequence's vectors.
// The walk over time, lengths and directions is in sequence.ts, layers are in stack.ts.

/**
 * A layer's parameters for one direction, G gates: weightIh [G*H, I], weightHh [G*H, H], biasIh and biasHh [G*H].
 * A layer without biases has zeros there. Gradients have the same form.
 */
export interface CellWeights {
  readonly weightIh: Float64Array;
  readonly weightHh: Float64Array;
  readonly biasIh: Float64Array;
  readonly biasHh: Float64Array;
}

/** A state, or its gradient, of one sequence: h [H], and c [H] where the cell has one (otherwise of length 0). */
export interface CellState {
  readonly h: Float64Array;
  readonly c: Float64Array;
}

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
  /** Whether the state has a c beside h. */
  readonly hasC: boolean;
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

/** Zeros in the form of a direction's parameters. */
export function zeroWeights(gates: number, inputs: number, hidden: number): CellWeights {
  return {
    weightIh: new Float64Array(gates * hidden * inputs),
    weightHh: new Float64Array(gates * hidden * hidden),
    biasIh: new Float64Array(gates * hidden),
    biasHh: new Float64Array(gates * hidden),
  };
}

/** 1 / (1 + e^-x). */
export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
