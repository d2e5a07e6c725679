// One recurrent layer in one direction: describes a call to the sequence kernels (assembly/plan.ts lists the words) and runs
// it forward and backward. All buffers come from the step region; the description stays there for the backward pass.
import { allocate } from "./arena.ts";
import { i32, kernels, writeWords } from "./engine.ts";
import { cellCodes, gateCount, keepsGates, type Layout, toPanels } from "./recurrent-layout.ts";
import type { RecurrentWeights, WeightPointers } from "./recurrent-weights.ts";

const words = 50;
const blockRows = 128;

/** Addresses and strides (in floats) of a layer's tensors; 0 for what is not given or not wanted. */
export interface ForwardTensors {
  readonly x: number;
  readonly xBatch: number;
  readonly xTime: number;
  readonly y: number;
  readonly yBatch: number;
  readonly yTime: number;
  /** int32 lengths [B], or 0 when every sequence has T steps. */
  readonly lengths: number;
  readonly reverse: boolean;
  readonly h0: number;
  readonly c0: number;
  readonly hN: number;
  readonly cN: number;
}

/** Gradients that come in (dy, dhN, dcN) and those to add to (dx, dh0, dc0, the parameters'); 0 for none. */
export interface BackwardTensors {
  readonly dy: number;
  readonly dhN: number;
  readonly dcN: number;
  readonly dx: number;
  readonly dh0: number;
  readonly dc0: number;
  readonly parameters: WeightPointers;
  /** Where to keep dLoss/dh of every step (`stateGradientBytes`), or 0. */
  readonly dhSteps: number;
}

/** Addresses of what a saved forward pass keeps of every step; 0 for what the cell does not have. */
export interface KeptSteps {
  readonly rows: number;
  readonly gates: number;
  readonly cells: number;
}

/** Reads them from the description of a layer. */
export function keptSteps(plan: number): KeptSteps {
  const w = i32();
  const at = (plan >>> 2) + 21;
  return { rows: w[at] >>> 0, gates: w[at + 1] >>> 0, cells: w[at + 2] >>> 0 };
}

/** Room for dLoss/dh of every step. */
export function stateGradientBytes({ batch, time, padded }: Layout): number {
  return batch * time * padded * 4;
}

/**
 * Runs the layer forward and returns the address of its description. `saved` keeps what the backward pass needs;
 * without it one chunk's buffers serve all chunks.
 */
export function recurrentForward(layout: Layout, weights: RecurrentWeights, t: ForwardTensors, saved: boolean): number {
  const { cell, batch, time, chunk } = layout;
  const rowCount = saved ? batch : chunk;
  const rows = allocate(rowCount * (time + 1) * layout.row * 4 + 64);
  const gates = allocate((saved && keepsGates(cell) ? batch * time : chunk) * layout.gates * 4);
  const cells = cell === "lstm" ? allocate(rowCount * (time + 1) * layout.padded * 4) : 0;
  const reset = cell === "gru-reset-before" ? allocate(rowCount * time * layout.row * 4 + 64) : 0;
  const plan = allocate(words * 4);
  writeWords(plan, [
    cellCodes[cell],
    batch,
    time,
    layout.inputs,
    layout.hidden,
    layout.padded,
    layout.row,
    layout.gates,
    chunk,
    t.x,
    t.xBatch,
    t.xTime,
    t.y,
    t.yBatch,
    t.yTime,
    t.lengths,
    t.reverse ? 1 : 0,
    t.h0,
    t.c0,
    t.hN,
    t.cN,
    rows,
    gates,
    cells,
    reset,
    saved ? 1 : 0,
    ...weights.forward,
  ]);
  writeWords(plan + 45 * 4, [0, layout.chunks]);
  kernels().sequenceForward(plan);
  return plan;
}

/** Runs a saved layer backward through time and adds to the gradients. What was saved stays, so it can run again. */
export function recurrentBackward(plan: number, layout: Layout, weights: RecurrentWeights, t: BackwardTensors): void {
  const { cell, chunk, padded, inputs } = layout;
  const inputHalf = cell === "gru" ? (inputs + 1) * padded : 0;
  const gradientBytes = (gateCount(cell) * layout.hidden * layout.gradient + inputHalf) * 4;
  const joint = allocate(gradientBytes + 64);
  // Sequences that ended early keep their dh and dc in a second half.
  const dh = allocate(2 * chunk * padded * 4);
  const dc = cell === "lstm" ? allocate(2 * chunk * padded * 4) : 0;
  const dxRows = t.dx ? allocate(Math.max(blockRows, chunk) * toPanels(inputs) * 4) : 0;
  const gateGradients = allocate(Math.max(blockRows, chunk) * layout.gateGradients * 4);
  const drh = cell === "gru-reset-before" ? allocate(chunk * padded * 4) : 0;
  kernels().fillArray(joint, 0, gradientBytes / 4);
  writeWords(plan + 29 * 4, [
    t.dy,
    t.dhN,
    t.dcN,
    t.dx,
    t.dh0,
    t.dc0,
    ...weights.backward,
    joint,
    layout.gradient,
    dh,
    dc,
    dxRows,
    drh,
  ]);
  writeWords(plan + 47 * 4, [gateGradients, layout.gateGradients, t.dhSteps]);
  kernels().sequenceBackward(plan);
  addParameterGradients(layout, joint, t.parameters);
}

/** Takes the joint gradient (see blockGradients in assembly/sequence.ts) apart into PyTorch's parameters. */
function addParameterGradients(layout: Layout, joint: number, to: WeightPointers): void {
  const { cell, inputs, hidden, padded, gradient } = layout;
  const { addBlock, addBlockTransposed } = kernels();
  const rows = gateCount(cell) * hidden;
  // The input half of the reset-after GRU's new gate is apart.
  const together = cell === "gru" ? 2 * hidden : rows;
  const biases = joint + inputs * 4;
  if (to.inputWeight) addBlock(to.inputWeight, inputs, joint, gradient, together, inputs);
  if (to.inputBias) addBlock(to.inputBias, 1, biases, gradient, together, 1);
  if (to.hiddenWeight) addBlock(to.hiddenWeight, hidden, biases + 4, gradient, rows, hidden);
  if (to.hiddenBias) addBlock(to.hiddenBias, 1, biases, gradient, rows, 1);
  if (cell !== "gru") return;
  const half = joint + rows * gradient * 4;
  if (to.inputWeight) addBlockTransposed(to.inputWeight + together * inputs * 4, inputs, half, padded, hidden, inputs);
  if (to.inputBias) addBlock(to.inputBias + together * 4, hidden, half + inputs * padded * 4, padded, 1, hidden);
}
