// One recurrent layer in one direction: describes its calls to the sequence kernels (assembly/layer.ts lists the words) and runs
// them forward and backward. All buffers come from the step region; the descriptions stay there for the backward pass. A layer
// is one call, or one for each of its parts (recurrent-segments.ts), which share their buffers.
import { allocate } from "./arena.ts";
import { kernels, writeWords } from "./engine.ts";
import { cellCodes, gateCount, type Layout, toPanels } from "./recurrent-layout.ts";
import { cutIntoSegments, type Segment, sharedBytes } from "./recurrent-segments.ts";
import type { RecurrentWeights, WeightPointers } from "./recurrent-weights.ts";

const descriptionBytes = 53 * 4;

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
  readonly h0: number;
  readonly c0: number;
  readonly hN: number;
  readonly cN: number;
}

/** Gradients that come in (dy, dhN, dcN) and those to add to (dx, dh0, dc0, the parameters'); 0 for none. */
interface BackwardTensors {
  readonly dy: number;
  readonly dhN: number;
  readonly dcN: number;
  readonly dx: number;
  readonly dh0: number;
  readonly dc0: number;
  readonly parameters: WeightPointers;
}

/** Addresses of the buffers in which a layer runs; 0 for what the cell does not have. */
export interface StepBuffers {
  readonly rows: number;
  readonly gates: number;
  readonly cells: number;
  readonly reset: number;
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
  const bytes = sharedBytes(parts, saved);
  const buffers = {
    rows: allocate(bytes.rows),
    gates: allocate(bytes.gates),
    cells: bytes.cells && allocate(bytes.cells),
    reset: bytes.reset && allocate(bytes.reset),
  };
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
  const state = first * hidden * 4;
  return {
    ...t,
    x: t.x + first * t.xBatch * 4,
    y: t.y + first * t.yBatch * 4,
    lengths: t.lengths && t.lengths + first * 4,
    h0: t.h0 && t.h0 + state,
    c0: t.c0 && t.c0 + state,
    hN: t.hN && t.hN + state,
    cN: t.cN && t.cN + state,
  };
}

/** The tensors of each segment: it begins with the state with which the one before ended. */
function statesBetween(segments: readonly Segment[], t: ForwardTensors, saved: boolean): ForwardTensors[] {
  const [{ first, layout }] = segments;
  const bytes = layout.batch * layout.hidden * 4;
  // Without a backward pass a state is read once, and then the next one may take its place.
  const reserve = (): number => allocate(saved ? (segments.length - 1) * bytes : bytes);
  const h = reserve();
  const c = layout.cell === "lstm" ? reserve() : 0;
  const chunk = ofSequences(t, first, layout);
  return segments.map((_, k) => {
    const before = saved ? (k - 1) * bytes : 0;
    const after = saved ? k * bytes : 0;
    const last = k === segments.length - 1;
    return {
      ...chunk,
      h0: k === 0 ? chunk.h0 : h + before,
      c0: k === 0 ? chunk.c0 : c && c + before,
      hN: last ? chunk.hN : h + after,
      cN: last ? chunk.cN : c && c + after,
    };
  });
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
  writeWords(at, [
    cellCodes[layout.cell],
    layout.batch,
    layout.time,
    layout.inputs,
    layout.hidden,
    layout.padded,
    layout.row,
    layout.gates,
    layout.chunk,
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
    buffers.rows,
    buffers.gates,
    buffers.cells,
    buffers.reset,
    saved ? 1 : 0,
    ...weights.forward,
  ]);
  writeWords(at + 45 * 4, [0, layout.chunks]);
  writeWords(at + 50 * 4, [start, time, layout.wide ? 1 : 0]);
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
  const inputHalf = cell === "gru" ? (inputs + 1) * padded : 0;
  const gradientFloats = gateCount(cell) * hidden * layout.gradient + inputHalf;
  const joint = allocate(gradientFloats * 4 + 64);
  // Sequences that ended early keep their dh and dc in a second half.
  const dh = allocate(2 * chunk * padded * 4);
  const dc = cell === "lstm" ? allocate(2 * chunk * padded * 4) : 0;
  const dxRows = t.dx ? allocate(Math.max(block, chunk) * toPanels(inputs) * 4) : 0;
  const gateGradients = allocate(Math.max(block, chunk) * layout.gateGradients * 4);
  const drh = cell === "gru-reset-before" ? allocate(chunk * padded * 4) : 0;
  const dhSteps = seen ? allocate(mostSteps(parts) * padded * 4) : 0;
  kernels().fillArray(joint, 0, gradientFloats);
  let next = descriptions;
  for (const segments of chunks) {
    const first = segments[0].first;
    const state = first * hidden * 4;
    const begin = next;
    next += segments.length * descriptionBytes;
    for (let k = segments.length - 1; k >= 0; k--) {
      const description = begin + k * descriptionBytes;
      writeWords(description + 29 * 4, [
        t.dy && t.dy + first * tensors.yBatch * 4,
        t.dhN && t.dhN + state,
        t.dcN && t.dcN + state,
        t.dx && t.dx + first * tensors.xBatch * 4,
        t.dh0 && t.dh0 + state,
        t.dc0 && t.dc0 + state,
        ...weights.backward,
        joint,
        layout.gradient,
        dh,
        dc,
        dxRows,
        drh,
      ]);
      writeWords(description + 47 * 4, [gateGradients, layout.gateGradients, dhSteps]);
      // The buffers hold whichever part ran last. Running one again writes the same numbers to y and to the states.
      if (parts.length > 1) kernels().sequenceForward(description);
      kernels().sequenceBackward(description);
      seen?.(segments[k], dhSteps);
    }
  }
  addParameterGradients(layout, joint, t.parameters);
}

function mostSteps(parts: readonly Segment[]): number {
  return parts.reduce((most, { layout }) => Math.max(most, layout.batch * layout.time), 0);
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
