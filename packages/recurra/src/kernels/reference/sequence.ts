// One direction of one layer over whole sequences: every sequence of the batch is walked alone, step by step, within its
// own true length, from its end when the direction is reversed.

import { type Cell, type CellState, type CellStep, type CellWeights, zeroWeights } from "./cell.ts";
import { addTo } from "./matmul.ts";
import { dropVanished } from "./vanish.ts";

/** The sizes of a batch of sequences: B, T, I and H. `lengths` [B] are the true lengths, from 0 to T. */
export interface SequenceSizes {
  readonly batch: number;
  readonly time: number;
  readonly inputs: number;
  readonly hidden: number;
  readonly lengths: readonly number[];
}

/** The states of a batch, or their gradients: h [B, H], and c [B, H] or of length 0. */
export interface BatchState {
  readonly h: Float64Array;
  readonly c: Float64Array;
}

/** output [B, T, H], zero past each sequence's end; the state at each sequence's true end; what backward needs. */
export interface SequenceForward {
  readonly output: Float64Array;
  readonly state: BatchState;
  readonly steps: readonly (readonly CellStep[])[];
}

/** Gradients of the parameters, of the input [B, T, I], of the initial state, and of the state after each step [B, T, H]. */
export interface SequenceBackward {
  readonly weights: CellWeights;
  readonly x: Float64Array;
  readonly state: BatchState;
  readonly hidden: Float64Array;
}

/** Zeros for a batch's state. */
export function zeroState(cell: Cell, rows: number, hidden: number): BatchState {
  return { h: new Float64Array(rows * hidden), c: new Float64Array(cell.hasC ? rows * hidden : 0) };
}

/** Views of one row of a batch's state. */
function rowOf(state: BatchState, row: number, hidden: number): CellState {
  return {
    h: state.h.subarray(row * hidden, (row + 1) * hidden),
    c: state.c.length === 0 ? state.c : state.c.subarray(row * hidden, (row + 1) * hidden),
  };
}

/** Runs a cell over x [B, T, I] from an initial state. States are 0 below 2^-100. */
export function sequenceForward(
  cell: Cell,
  sizes: SequenceSizes,
  weights: CellWeights,
  x: Float64Array,
  initial: BatchState,
  reverse: boolean,
): SequenceForward {
  const { batch, time, inputs, hidden, lengths } = sizes;
  const output = new Float64Array(batch * time * hidden);
  const state = zeroState(cell, batch, hidden);
  const steps: CellStep[][] = [];
  for (let b = 0; b < batch; b++) {
    const walked: CellStep[] = [];
    let current = rowOf(initial, b, hidden);
    for (let k = 0; k < lengths[b]!; k++) {
      const row = b * time + (reverse ? lengths[b]! - 1 - k : k);
      const step = cell.forward(weights, x.subarray(row * inputs, (row + 1) * inputs), current);
      dropVanished(step.state.h);
      dropVanished(step.state.c);
      output.set(step.state.h, row * hidden);
      current = step.state;
      walked.push(step);
    }
    const final = rowOf(state, b, hidden);
    final.h.set(current.h);
    final.c.set(current.c);
    steps.push(walked);
  }
  return { output, state, steps };
}

/** Backward through time: from the gradients of the output [B, T, H] and of the final state. Gradients are 0 below 2^-100. */
export function sequenceBackward(
  cell: Cell,
  sizes: SequenceSizes,
  weights: CellWeights,
  x: Float64Array,
  initial: BatchState,
  reverse: boolean,
  forward: SequenceForward,
  dOutput: Float64Array,
  dFinal: BatchState,
): SequenceBackward {
  const { batch, time, inputs, hidden, lengths } = sizes;
  const gradients = zeroWeights(cell.gates, inputs, hidden);
  const dX = new Float64Array(x.length);
  const dHidden = new Float64Array(dOutput.length);
  const dInitial = zeroState(cell, batch, hidden);
  for (let b = 0; b < batch; b++) {
    const walked = forward.steps[b]!;
    const last = rowOf(dFinal, b, hidden);
    let d: CellState = { h: last.h.slice(), c: last.c.slice() };
    for (let k = lengths[b]! - 1; k >= 0; k--) {
      const row = b * time + (reverse ? lengths[b]! - 1 - k : k);
      addTo(d.h, dOutput.subarray(row * hidden, (row + 1) * hidden));
      dropVanished(d.h);
      dropVanished(d.c);
      dHidden.set(d.h, row * hidden);
      const before = k === 0 ? rowOf(initial, b, hidden) : walked[k - 1]!.state;
      const input = x.subarray(row * inputs, (row + 1) * inputs);
      const dInput = dX.subarray(row * inputs, (row + 1) * inputs);
      d = cell.backward(weights, input, before, walked[k]!, d, gradients, dInput);
    }
    dropVanished(d.h);
    dropVanished(d.c);
    const first = rowOf(dInitial, b, hidden);
    first.h.set(d.h);
    first.c.set(d.c);
  }
  for (const gradient of Object.values(gradients)) dropVanished(gradient);
  return { weights: gradients, x: dX, state: dInitial, hidden: dHidden };
}
