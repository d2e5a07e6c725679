// A recurrent layer over whole sequences, forward and backward through time, chunk of sequences by chunk (see layer.ts).
// A chunk's rows, gates and states lie together, step after step, so that its state stays in cache. The weight gradients are
// products over blocks of about 128 rows, taken while the backward pass has just left them in cache: blocks from the last
// steps to the first, rows ascending within. A block's gate gradients share one small buffer, so that the saved gates are read
// once and never written. Chunk and block sizes depend on shapes only.
import { blockGradients, gatesForward, statesBackward, stepBackward, stepForward } from "./cells/cell";
import {
  addInputGradient, addOutputGradient, addState, copyIn, copyOut, lengthOf, loadState, storeState,
} from "./rows";
import {
  address, hiddenOffset, statesStride, stride, word, BATCH, CHUNK, DFIRST_STATES, DG, DG_STRIDE, DH, DH_STEPS, DLAST_STATES, DSTATES, DX,
  DY, FIRST, FIRST_STATES, GATE_ROWS, GATES, GATES_KEPT, INPUTS, LAST, LAST_STATES, LENGTHS, PADDED, ROW, ROWS, SAVED,
  SECOND_ROWS, START, STATE_ROWS, TIME, TOTAL, WIDE, Y,
} from "./layer";
import { hasSmall, keepRows } from "./vanish";

const BLOCK_ROWS = 128;
const WIDE_BLOCK_ROWS = 512;

/** The states [B, H] at the words from `from` on into n padded rows: h with stride `hs` bytes, and the further states. */
function loadStates(d: usize, from: i32, h: usize, hs: usize, states: usize, b0: i32, n: i32): void {
  loadState(d, address(d, from), h, hs, b0, n);
  const es = statesStride(d), p = stride(d, PADDED);
  for (let at: usize = 0; at < es; at += p) loadState(d, address(d, ++from), states + at, es, b0, n);
}

/** Sequences that ended before step s keep their states; `es` bytes of further ones. */
function keepFinished(d: usize, s: i32, b0: i32, n: i32, row: usize, next: usize, before: usize, states: usize, es: usize): void {
  const lengths = address(d, LENGTHS), p = stride(d, PADDED), hs = stride(d, ROW), state = hiddenOffset(d), at = word(d, START) + s;
  for (let b = 0; b < n; b++) {
    if (at < lengthOf(lengths, b0 + b, 0)) continue;
    memory.copy(next + <usize>b * hs + state, row + <usize>b * hs + state, p);
    if (es) memory.copy(states + <usize>b * es, before + <usize>b * es, es);
  }
}

/** Runs the chunks FIRST .. LAST - 1 forward. With SAVED, each chunk keeps its buffers for the backward pass. */
export function sequenceForward(d: usize): void {
  const t = word(d, TIME), batch = word(d, BATCH), chunk = word(d, CHUNK);
  const hs = stride(d, ROW), gs = stride(d, GATES), p = stride(d, PADDED), es = statesStride(d), state = hiddenOffset(d);
  const keepsGates = word(d, GATES_KEPT);
  for (let q = word(d, FIRST); q < word(d, LAST); q++) {
    const b0 = q * chunk, n = min(chunk, batch - b0);
    const slot = word(d, SAVED) ? <usize>b0 : 0;
    const rows = address(d, ROWS) + slot * <usize>(t + 1) * hs;
    const gateRows = address(d, GATE_ROWS) + (keepsGates ? slot * <usize>t * gs : 0);
    const stateRows = address(d, STATE_ROWS) + slot * <usize>(t + 1) * es;
    const secondRows = address(d, SECOND_ROWS) + slot * <usize>t * hs;
    const step = <usize>n * hs, statesStep = <usize>n * es, gateStep = keepsGates ? <usize>n * gs : 0;
    copyIn(d, rows, b0, n);
    loadStates(d, FIRST_STATES, rows + state, hs, stateRows, b0, n);
    gatesForward(d, n * t, rows, gateRows);
    let row = rows, gates = gateRows, states = stateRows, second = secondRows;
    for (let s = 0; s < t; s++, row += step, gates += gateStep, states += statesStep, second += step) {
      stepForward(d, n, s == 0 && !address(d, FIRST_STATES), row, row + step, gates, states, states + statesStep, second);
      if (address(d, LENGTHS)) keepFinished(d, s, b0, n, row, row + step, states, states + statesStep, es);
    }
    if (address(d, Y)) copyOut(d, rows, b0, n);
    if (address(d, LAST_STATES)) storeState(d, address(d, LAST_STATES), row + state, hs, b0, n);
    for (let at: usize = 0, i = LAST_STATES; at < es; at += p) {
      const to = address(d, ++i);
      if (to) storeState(d, to, states + at, es, b0, n);
    }
  }
}

/**
 * The gradients of one kind of state, `bytes` for each of n sequences, past step s: those of sequences that have ended pass by in a
 * second half, while the step computes on zeros. After it, where there is a `dg`, they come back, and the step's gates get none.
 */
function passFinished(d: usize, s: i32, b0: i32, n: i32, gradients: usize, bytes: usize, dg: usize): void {
  const lengths = address(d, LENGTHS), kept = gradients + <usize>n * bytes, at = word(d, START) + s, ds = stride(d, DG_STRIDE);
  for (let b = 0; b < n; b++) {
    if (at < lengthOf(lengths, b0 + b, 0)) continue;
    const row = <usize>b * bytes;
    if (dg) {
      memory.copy(gradients + row, kept + row, bytes);
      memory.fill(dg + <usize>b * ds, 0, ds);
    } else {
      memory.copy(kept + row, gradients + row, bytes);
      memory.fill(gradients + row, 0, bytes);
    }
  }
}

/** Sequences that ended before step s: the gradients of all their states pass by. */
function holdFinished(d: usize, s: i32, b0: i32, n: i32, dg: usize): void {
  const es = statesStride(d);
  passFinished(d, s, b0, n, address(d, DH), stride(d, PADDED), dg);
  if (es) passFinished(d, s, b0, n, address(d, DSTATES), es, dg);
}

/** Keeps dLoss/dh of step s for whoever looks inside: the whole gradient, through this step's output and all later steps. */
function keepStateGradient(d: usize, s: i32, b0: i32, n: i32): void {
  const p = stride(d, PADDED), to = address(d, DH_STEPS) + (<usize>b0 * <usize>word(d, TIME) + <usize>s * <usize>n) * p;
  memory.copy(to, address(d, DH), <usize>n * p);
  keepRows(to, p, n, p);
}

/** Runs the chunks FIRST .. LAST - 1 backward through time; adds to DW, DX and DFIRST_STATES. What was saved stays as it was. */
export function sequenceBackward(d: usize): void {
  const t = word(d, TIME), batch = word(d, BATCH), chunk = word(d, CHUNK);
  const hs = stride(d, ROW), gs = stride(d, GATES), p = stride(d, PADDED), es = statesStride(d);
  const xs = <usize>((word(d, INPUTS) + 7) & ~7) << 2, ds = stride(d, DG_STRIDE);
  const begins = word(d, START) == 0, ends = word(d, START) + t == word(d, TOTAL);
  for (let q = word(d, FIRST); q < word(d, LAST); q++) {
    const b0 = q * chunk, n = min(chunk, batch - b0);
    const rows = address(d, ROWS) + <usize>b0 * <usize>(t + 1) * hs;
    const gateRows = address(d, GATE_ROWS) + <usize>b0 * <usize>t * gs;
    const stateRows = address(d, STATE_ROWS) + <usize>b0 * <usize>(t + 1) * es;
    const secondRows = address(d, SECOND_ROWS) + <usize>b0 * <usize>t * hs;
    const step = <usize>n * hs, statesStep = <usize>n * es, gateStep = <usize>n * gs;
    const block = max(1, (word(d, WIDE) ? WIDE_BLOCK_ROWS : BLOCK_ROWS) / n);
    if (ends) {
      loadStates(d, DLAST_STATES, address(d, DH), p, address(d, DSTATES), b0, n);
      statesBackward(d, n, stateRows + <usize>t * statesStep, -1);
    }
    for (let end = t, start = 0; end > 0; end = start) {
      start = max(0, end - block);
      // States that are small are so at one end of the block.
      const first = rows + <usize>start * step, last = rows + <usize>(end - 1) * step, state = hiddenOffset(d);
      const small = hasSmall(last + state, hs, n, p) || hasSmall(first + state, hs, n, p);
      for (let s = end - 1; s >= start; s--) {
        const at = <usize>s;
        const row = rows + at * step, states = stateRows + at * statesStep;
        const dg = address(d, DG) + <usize>(s - start) * <usize>n * ds;
        if (address(d, DY)) addOutputGradient(d, address(d, DH), s, b0, n);
        if (address(d, DH_STEPS)) keepStateGradient(d, s, b0, n);
        if (address(d, LENGTHS)) holdFinished(d, s, b0, n, 0);
        // Nobody asks for the gradient of a first state that was not given.
        const wanted = s > 0 || !begins || address(d, DFIRST_STATES) != 0;
        stepBackward(d, n, wanted, small, row, row + step, gateRows + at * gateStep, states, states + statesStep, dg);
        if (address(d, LENGTHS)) holdFinished(d, s, b0, n, dg);
      }
      const zeros = start == 0 && !address(d, FIRST_STATES) ? n : 0;
      blockGradients(d, (end - start) * n, zeros, small, first, secondRows + <usize>start * step);
      if (address(d, DX)) addInputGradient(d, xs, start, end - start, b0, n);
    }
    if (!begins) continue;
    statesBackward(d, n, stateRows, 1);
    if (address(d, DFIRST_STATES)) addState(d, address(d, DFIRST_STATES), address(d, DH), p, b0, n);
    for (let at: usize = 0, i = DFIRST_STATES; at < es; at += p) {
      const to = address(d, ++i);
      if (to) addState(d, to, address(d, DSTATES) + at, es, b0, n);
    }
  }
}
