// One direction of one layer over whole sequences: every sequence of the batch is walked alone, step by step, within its
// own true length, from its end when the direction is reversed.

import { type Cell, type CellState, type CellStep, type CellWeights, makeState, makeWeights } from "./cell.ts";
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

/** output [B, T, H], zero past each sequence's end; the state at each sequence's true end; what backward needs. */
export interface SequenceForward {
  readonly output: Float64Array;
  readonly state: CellState;
  readonly steps: readonly (readonly CellStep[])[];
}

/** Gradients of the parameters, of the input [B, T, I], of the initial state, and of the state after each step [B, T, H]. */
export interface SequenceBackward {
  readonly weights: CellWeights;
  readonly x: Float64Array;
  readonly state: CellState;
  readonly hidden: Float64Array;
}

/** Zeros for a batch's state. */
export function zeroState(cell: Cell, rows: number, hidden: number): CellState {
  return makeState(cell, () => new Float64Array(rows * hidden));
}

/** Views of one part of a state: the row of a sequence, or the rows of a layer and direction. */
export function partOfState(cell: Cell, state: CellState, index: number, size: number): CellState {
  return makeState(cell, (name) => state[name]!.subarray(index * size, (index + 1) * size));
}

/** Writes one state into another. */
export function copyState(cell: Cell, to: CellState, from: CellState): void {
  for (const name of cell.states) to[name]!.set(from[name]!);
}

/** Runs a cell over x [B, T, I] from an initial state. States are 0 below 2^-100. */
export function sequenceForward(
  cell: Cell,
  sizes: SequenceSizes,
  weights: CellWeights,
  x: Float64Array,
  initial: CellState,
  reverse: boolean,
): SequenceForward {
  const { batch, time, inputs, hidden, lengths } = sizes;
  const output = new Float64Array(batch * time * hidden);
  const state = zeroState(cell, batch, hidden);
  const steps: CellStep[][] = [];
  for (let b = 0; b < batch; b++) {
    const walked: CellStep[] = [];
    let current = partOfState(cell, initial, b, hidden);
    for (let k = 0; k < lengths[b]!; k++) {
      const row = b * time + (reverse ? lengths[b]! - 1 - k : k);
      const step = cell.forward(weights, x.subarray(row * inputs, (row + 1) * inputs), current);
      for (const part of Object.values(step.state)) dropVanished(part);
      output.set(step.state.h, row * hidden);
      current = step.state;
      walked.push(step);
    }
    const final = partOfState(cell, state, b, hidden);
    copyState(cell, final, current);
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
  initial: CellState,
  reverse: boolean,
  forward: SequenceForward,
  dOutput: Float64Array,
  dFinal: CellState,
): SequenceBackward {
  const { batch, time, inputs, hidden, lengths } = sizes;
  const gradients = makeWeights(cell, inputs, hidden, (_, size) => new Float64Array(size));
  const dX = new Float64Array(x.length);
  const dHidden = new Float64Array(dOutput.length);
  const dInitial = zeroState(cell, batch, hidden);
  for (let b = 0; b < batch; b++) {
    const walked = forward.steps[b]!;
    const last = partOfState(cell, dFinal, b, hidden);
    let d = makeState(cell, (name) => last[name]!.slice());
    for (let k = lengths[b]! - 1; k >= 0; k--) {
      const row = b * time + (reverse ? lengths[b]! - 1 - k : k);
      addTo(d.h, dOutput.subarray(row * hidden, (row + 1) * hidden));
      for (const part of Object.values(d)) dropVanished(part);
      dHidden.set(d.h, row * hidden);
      const before = k === 0 ? partOfState(cell, initial, b, hidden) : walked[k - 1]!.state;
      const input = x.subarray(row * inputs, (row + 1) * inputs);
      const dInput = dX.subarray(row * inputs, (row + 1) * inputs);
      d = cell.backward(weights, input, before, walked[k]!, d, gradients, dInput);
    }
    for (const part of Object.values(d)) dropVanished(part);
    const first = partOfState(cell, dInitial, b, hidden);
    copyState(cell, first, d);
  }
  for (const gradient of Object.values(gradients)) dropVanished(gradient);
  return { weights: gradients, x: dX, state: dInitial, hidden: dHidden };
}
