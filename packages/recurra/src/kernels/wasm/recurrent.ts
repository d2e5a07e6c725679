// One recurrent layer in one direction: describes its calls to the sequence kernels (layer-words.ts) and runs
// them forward and backward. All buffers come from the step region; the descriptions stay there for the backward pass. A layer
// is one call, or one for each of its parts (recurrent-segments.ts), which share their buffers.
import { allocate } from "./arena.ts";
import { kernels, writeWords } from "./engine.ts";
import * as W from "./layer-words.ts";
import type { WeightPointers } from "./recurrent-cell.ts";
import { type Layout, toPanels } from "./recurrent-layout.ts";
import { cutIntoSegments, keepsGates, reserveBuffers, type Segment, type StepBuffers } from "./recurrent-segments.ts";
import type { RecurrentWeights } from "./recurrent-weights.ts";

const WORD = 4;
const descriptionBytes = W.WORDS * WORD;

/** Addresses and strides (in floats) of a layer's tensors; 0 for what is not given or not wanted. */
interface ForwardTensors {
  readonly x: number;
  readonly xBatch: number;
  readonly xTime: number;
  readonly y: number;
  readonly yBatch: number;
  readonly yTime: number;
  /** int32 lengths [B], or 0 when every sequence has T steps. */
  readonly lengths: number;
  readonly reverse: boolean;
  /** The states before the first step and after the last one, in the order of the cell's. */
  readonly first: readonly number[];
  readonly last: readonly number[];
}

/** Gradients that come in (of y and of the last states) and those to add to (of x, of the first states, of the parameters); 0 for none. */
interface BackwardTensors {
  readonly dy: number;
  readonly dLast: readonly number[];
  readonly dx: number;
  readonly dFirst: readonly number[];
  readonly parameters: WeightPointers;
}

/** A forward pass, for the backward pass. */
interface RecurrentRun {
  readonly layout: Layout;
  /** The segments of each chunk, or one part of everything; their descriptions lie one after another in this order. */
  readonly chunks: readonly (readonly Segment[])[];
  readonly descriptions: number;
  readonly tensors: ForwardTensors;
}

/**
 * Runs the layer forward. `saved` keeps what the backward pass needs; without it one chunk's buffers serve all chunks.
 * `seen` is called after each part, while the buffers hold its steps, which takes `saved`.
 */
export function recurrentForward(
  layout: Layout,
  weights: RecurrentWeights,
  t: ForwardTensors,
  saved: boolean,
  seen?: (part: Segment, buffers: StepBuffers) => void,
): RecurrentRun {
  const chunks = cutIntoSegments(layout, saved);
  const parts = chunks.flat();
  const buffers = reserveBuffers(parts, saved, allocate);
  const descriptions = allocate(parts.length * descriptionBytes);
  let description = descriptions;
  for (const segments of chunks) {
    const tensors =
      segments.length > 1 ? statesBetween(segments, t, saved) : [ofSequences(t, segments[0].first, layout)];
    segments.forEach((part, k) => {
      describe(description, part, layout.time, weights, tensors[k], buffers, saved);
      kernels().sequenceForward(description);
      seen?.(part, buffers);
      description += descriptionBytes;
    });
  }
  return { layout, chunks, descriptions, tensors: t };
}

/** The tensors of a chunk: those of the layer, from sequence `first` on. */
function ofSequences(t: ForwardTensors, first: number, { hidden }: Layout): ForwardTensors {
  if (first === 0) return t;
  const state = first * hidden * 4;
  return {
    ...t,
    x: t.x + first * t.xBatch * 4,
    y: t.y + first * t.yBatch * 4,
    lengths: t.lengths && t.lengths + first * 4,
    first: shifted(t.first, state),
    last: shifted(t.last, state),
  };
}

/** Addresses so many bytes further on; those that are 0 stay it. */
function shifted(addresses: readonly number[], bytes: number): readonly number[] {
  if (bytes === 0) return addresses;
  return addresses.map((address) => address && address + bytes);
}

/** The tensors of each segment: it begins with the state with which the one before ended. */
function statesBetween(segments: readonly Segment[], t: ForwardTensors, saved: boolean): ForwardTensors[] {
  const [{ first, layout }] = segments;
  const bytes = layout.batch * layout.hidden * 4;
  // Without a backward pass a state is read once, and then the next one may take its place.
  const states = layout.cell.states.map(() => allocate(saved ? (segments.length - 1) * bytes : bytes));
  const chunk = ofSequences(t, first, layout);
  const after = (k: number): readonly number[] => shifted(states, saved ? k * bytes : 0);
  return segments.map((_, k) => ({
    ...chunk,
    first: k === 0 ? chunk.first : after(k - 1),
    last: k === segments.length - 1 ? chunk.last : after(k),
  }));
}

function describe(
  at: number,
  { layout, start }: Segment,
  time: number,
  weights: RecurrentWeights,
  t: ForwardTensors,
  buffers: StepBuffers,
  saved: boolean,
): void {
  const { cell } = layout;
  words.fill(0, 0, W.BACKWARD);
  words[W.CELL] = cell.code;
  words[W.FORM] = cell.form ?? 0;
  words[W.BATCH] = layout.batch;
  words[W.TIME] = layout.time;
  words[W.INPUTS] = layout.inputs;
  words[W.HIDDEN] = layout.hidden;
  words[W.PADDED] = layout.padded;
  words[W.ROW] = layout.row;
  words[W.GATES] = layout.gates;
  words[W.CHUNK] = layout.chunk;
  words[W.X] = t.x;
  words[W.X_BATCH] = t.xBatch;
  words[W.X_TIME] = t.xTime;
  words[W.Y] = t.y;
  words[W.Y_BATCH] = t.yBatch;
  words[W.Y_TIME] = t.yTime;
  words[W.LENGTHS] = t.lengths;
  words[W.REVERSE] = t.reverse ? 1 : 0;
  words[W.MORE_STATES] = cell.states.length - 1;
  place(W.FIRST_STATES, t.first);
  place(W.LAST_STATES, t.last);
  words[W.ROWS] = buffers.rows;
  words[W.GATE_ROWS] = buffers.gates;
  words[W.STATE_ROWS] = buffers.states;
  words[W.SECOND_ROWS] = buffers.second;
  words[W.SAVED] = saved ? 1 : 0;
  words[W.GATES_KEPT] = keepsGates(cell, saved) ? 1 : 0;
  place(W.PANELS_A, weights.forward);
  words[W.FIRST_GATES] = cell.joined[0];
  words[W.LAST] = layout.chunks;
  words[W.START] = start;
  words[W.TOTAL] = time;
  words[W.WIDE] = layout.wide ? 1 : 0;
  writeWords(at, words.subarray(0, W.BACKWARD));
}

/** A description while it is made: single steps are as many as nodes of the tape, so nothing is made anew for each. */
const words = new Int32Array(W.WORDS);

/** Values for the places from `at` on. */
function place(at: number, values: readonly number[]): void {
  for (let i = 0; i < values.length; i++) words[at + i] = values[i];
}

/**
 * Runs a saved layer backward through time and adds to the gradients. What was saved stays, so it can run again. `seen` is
 * called after each part with the address of dLoss/dh of its steps.
 */
export function recurrentBackward(
  { layout, chunks, descriptions, tensors }: RecurrentRun,
  weights: RecurrentWeights,
  t: BackwardTensors,
  seen?: (part: Segment, dhSteps: number) => void,
): void {
  const { cell, chunk, block, padded, inputs, hidden } = layout;
  const parts = chunks.flat();
  const gradientFloats = cell.gradientFloats(layout);
  const reserve = (floats: number): number => floats && allocate(floats * 4);
  const joint = allocate(gradientFloats * 4 + 64);
  // Sequences that ended early keep the gradients of their states in a second half.
  const dh = reserve(2 * chunk * padded);
  const dStates = reserve(2 * chunk * layout.states);
  const dxRows = t.dx ? reserve(Math.max(block, chunk) * toPanels(inputs)) : 0;
  const gateGradients = reserve(Math.max(block, chunk) * layout.gateGradients);
  const own = reserve(cell.ownFloats?.(layout) ?? 0);
  const dhSteps = seen ? reserve(mostSteps(parts) * padded) : 0;
  kernels().fillArray(joint, 0, gradientFloats);
  let next = descriptions;
  for (const segments of chunks) {
    const first = segments[0].first;
    const state = first * hidden * 4;
    const begin = next;
    next += segments.length * descriptionBytes;
    for (let k = segments.length - 1; k >= 0; k--) {
      const description = begin + k * descriptionBytes;
      words.fill(0, W.BACKWARD, W.WORDS);
      words[W.DY] = t.dy && t.dy + first * tensors.yBatch * 4;
      place(W.DLAST_STATES, shifted(t.dLast, state));
      words[W.DX] = t.dx && t.dx + first * tensors.xBatch * 4;
      place(W.DFIRST_STATES, shifted(t.dFirst, state));
      place(W.BACK_A, weights.backward);
      words[W.LAST_GATES] = cell.joined[1];
      words[W.DW] = joint;
      words[W.DW_STRIDE] = layout.gradient;
      words[W.DH] = dh;
      words[W.DSTATES] = dStates;
      words[W.DX_ROWS] = dxRows;
      words[W.OWN] = own;
      words[W.DG] = gateGradients;
      words[W.DG_STRIDE] = layout.gateGradients;
      words[W.DH_STEPS] = dhSteps;
      writeWords(description + W.BACKWARD * WORD, words.subarray(W.BACKWARD));
      // The buffers hold whichever part ran last. Running one again writes the same numbers to y and to the states.
      if (parts.length > 1) kernels().sequenceForward(description);
      kernels().sequenceBackward(description);
      seen?.(segments[k], dhSteps);
    }
  }
  cell.addGradients(layout, joint, t.parameters);
}

function mostSteps(parts: readonly Segment[]): number {
  return parts.reduce((most, { layout }) => Math.max(most, layout.batch * layout.time), 0);
}
