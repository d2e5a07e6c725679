// Layers above one another, each in one or two directions, as torch.nn.RNNBase composes them: a layer's output is
// [forward | reverse] along the last dimension, and states are ordered layer by layer, forward before reverse.

import type { Cell, CellState, CellWeights } from "./cell.ts";
import {
  copyState,
  partOfState,
  type SequenceForward,
  sequenceBackward,
  sequenceForward,
  zeroState,
} from "./sequence.ts";

/** A stack of L layers in D directions. weights[layer * D + direction]; layer 0 reads I inputs, the others D*H. */
export interface Stack {
  readonly cell: Cell;
  readonly layers: number;
  readonly directions: 1 | 2;
  readonly inputs: number;
  readonly hidden: number;
  readonly weights: readonly CellWeights[];
  /** Factors on the output of each layer but the last, [B, T, D*H] each: 0 or 1 / (1 - p) of dropout. */
  readonly masks?: readonly Float64Array[];
}

/** A batch for a stack: x [B, T, I], the initial state, [L*D, B, H] each part, and the true lengths [B]. */
export interface StackBatch {
  readonly batch: number;
  readonly time: number;
  readonly lengths: readonly number[];
  readonly x: Float64Array;
  readonly state: CellState;
}

/** output [B, T, D*H]; state [L*D, B, H]; what backward needs. */
export interface StackForward {
  readonly output: Float64Array;
  readonly state: CellState;
  readonly inputs: readonly Float64Array[];
  readonly runs: readonly SequenceForward[];
}

/** Gradients of all parameters, of the input [B, T, I], of the initial state [L*D, B, H] and of all states (`hidden`). */
export interface StackBackward {
  readonly weights: readonly CellWeights[];
  /** hidden[layer * D + direction], [B, T, H] each. */
  readonly hidden: readonly Float64Array[];
  readonly x: Float64Array;
  readonly state: CellState;
}

/** Copies [rows, from] into columns `at` of [rows, to]; or out of them. */
function joinColumns(into: Float64Array, part: Float64Array, width: number, total: number, at: number): void {
  for (let i = 0; i < part.length; i++) into[Math.floor(i / width) * total + at + (i % width)] = part[i]!;
}
function takeColumns(whole: Float64Array, width: number, total: number, at: number): Float64Array {
  const part = new Float64Array((whole.length / total) * width);
  for (let i = 0; i < part.length; i++) part[i] = whole[Math.floor(i / width) * total + at + (i % width)]!;
  return part;
}

function sizesOf(stack: Stack, batch: StackBatch, layer: number) {
  const inputs = layer === 0 ? stack.inputs : stack.directions * stack.hidden;
  return { batch: batch.batch, time: batch.time, inputs, hidden: stack.hidden, lengths: batch.lengths };
}

/** Runs all layers and directions. */
export function stackForward(stack: Stack, batch: StackBatch): StackForward {
  const { cell, layers, directions, hidden } = stack;
  const width = directions * hidden;
  const state = zeroState(cell, layers * directions * batch.batch, hidden);
  const inputs: Float64Array[] = [];
  const runs: SequenceForward[] = [];
  let x = batch.x;
  for (let layer = 0; layer < layers; layer++) {
    inputs.push(x);
    const output = new Float64Array(batch.batch * batch.time * width);
    for (let direction = 0; direction < directions; direction++) {
      const index = layer * directions + direction;
      const initial = partOfState(cell, batch.state, index, batch.batch * hidden);
      const run = sequenceForward(
        cell,
        sizesOf(stack, batch, layer),
        stack.weights[index]!,
        x,
        initial,
        direction === 1,
      );
      runs.push(run);
      joinColumns(output, run.output, hidden, width, direction * hidden);
      const final = partOfState(cell, state, index, batch.batch * hidden);
      copyState(cell, final, run.state);
    }
    const mask = layer < layers - 1 ? stack.masks?.[layer] : undefined;
    x = mask ? output.map((value, i) => value * mask[i]!) : output;
  }
  return { output: x, state, inputs, runs };
}

/** Backward through all layers, from the gradients of the output [B, T, D*H] and of the final states [L*D, B, H]. */
export function stackBackward(
  stack: Stack,
  batch: StackBatch,
  forward: StackForward,
  dOutput: Float64Array,
  dFinal: CellState,
): StackBackward {
  const { cell, layers, directions, hidden } = stack;
  const width = directions * hidden;
  const dState = zeroState(cell, layers * directions * batch.batch, hidden);
  const weights: CellWeights[] = [];
  const hiddenGradients: Float64Array[] = [];
  let d = dOutput;
  for (let layer = layers - 1; layer >= 0; layer--) {
    const mask = layer < layers - 1 ? stack.masks?.[layer] : undefined;
    const dLayer = mask ? d.map((value, i) => value * mask[i]!) : d;
    const dInput = new Float64Array(forward.inputs[layer]!.length);
    for (let direction = 0; direction < directions; direction++) {
      const index = layer * directions + direction;
      const back = sequenceBackward(
        cell,
        sizesOf(stack, batch, layer),
        stack.weights[index]!,
        forward.inputs[layer]!,
        partOfState(cell, batch.state, index, batch.batch * hidden),
        direction === 1,
        forward.runs[index]!,
        takeColumns(dLayer, hidden, width, direction * hidden),
        partOfState(cell, dFinal, index, batch.batch * hidden),
      );
      weights[index] = back.weights;
      hiddenGradients[index] = back.hidden;
      for (let i = 0; i < dInput.length; i++) dInput[i] = dInput[i]! + back.x[i]!;
      const first = partOfState(cell, dState, index, batch.batch * hidden);
      copyState(cell, first, back.state);
    }
    d = dInput;
  }
  return { weights, hidden: hiddenGradients, x: d, state: dState };
}
