// A recurrent layer over whole sequences, forward and backward through time, chunk of sequences by chunk (see layer.ts).
// A chunk's rows, gates and cells lie together, step after step, so that its state stays in cache. The weight gradients are
// products over blocks of about 128 rows, taken while the backward pass has just left them in cache: blocks from the last
// steps to the first, rows ascending within. A block's gate gradients share one small buffer, so that the saved gates are read
// once and never written. Chunk and block sizes depend on shapes only.
import { ZERO } from "./gemm";
import {
  gruAfterBackward, gruAfterForward, gruBeforeBackwardNew, gruBeforeBackwardReset, gruBeforeReset, gruBeforeState,
} from "./gru";
import { lstmBackward, lstmForward } from "./lstm";
import { product, turnedProduct } from "./product";
import { rnnBackward, rnnForward } from "./rnn";
import { extremes, hasSmall, rescale } from "./vanish";
import {
  addInputGradient, addOutputGradient, addState, copyIn, copyOut, lengthOf, loadState, storeState,
} from "./rows";
import {
  address, word, BACK_A, BACK_B, BACK_XA, BACK_XB, BATCH, C0, CELL, CELLS, CHUNK, CN, DC, DC0, DCN, DG, DG_STRIDE, DH, DH_STEPS, DH0, DHN, DRH, DW,
  DW_STRIDE, DX, DX_ROWS, DY, FIRST, GATE_ROWS, GATES, GRU_AFTER, GRU_BEFORE, H0, HIDDEN, HN, INPUTS, LAST, LENGTHS, LSTM,
  PADDED, PANELS_A, PANELS_B, PANELS_C, RESET_ROWS, RNN_RELU, ROW, ROWS, SAVED, START, TIME, TOTAL, WIDE, Y,
} from "./layer";

const BLOCK_ROWS = 128;
const WIDE_BLOCK_ROWS = 512;
/** 2^90, its inverse, and 2^-100: see lift(). */
const UP: f32 = 1.2379400392853803e27, DOWN: f32 = 8.077935669463161e-28, LEAST: f32 = 7.888609052210118e-31;

/** One step for n rows: `row` holds [x, 1, h'], the new state goes to `next` (strides of a row). h' may be known to be zero. */
function stepForward(
  d: usize, n: i32, zero: bool, row: usize, next: usize, gates: usize, before: usize, cells: usize, reset: usize,
): void {
  const kind = word(d, CELL), inputs = word(d, INPUTS), hidden = word(d, HIDDEN), padded = word(d, PADDED);
  const hs = <usize>word(d, ROW) << 2, gs = <usize>word(d, GATES) << 2;
  const panels = padded >> 3, k = inputs + 1 + hidden, wide = word(d, WIDE);
  const state = <usize>(inputs + 1) << 2, p = <usize>padded << 2;
  const terms = zero ? inputs + 1 : k;
  if (kind == LSTM) {
    product(wide, n, 4 * panels, k, terms, row, hs, address(d, PANELS_A), ZERO, 0, 0, gates, gs);
    lstmForward(n, padded, gates, gs, before, cells, next + state, hs);
  } else if (kind == GRU_AFTER) {
    product(wide, n, 2 * panels, k, terms, row, hs, address(d, PANELS_A), ZERO, 0, 0, gates, gs);
    product(wide, n, panels, 1 + hidden, zero ? 1 : 1 + hidden, row + state - 4, hs, address(d, PANELS_B), ZERO, 0, 0, gates + 2 * p, gs);
    product(wide, n, panels, inputs + 1, inputs + 1, row, hs, address(d, PANELS_C), ZERO, 0, 0, gates + 3 * p, gs);
    gruAfterForward(n, padded, gates, gs, row + state, next + state, hs);
  } else if (kind == GRU_BEFORE) {
    product(wide, n, 2 * panels, k, terms, row, hs, address(d, PANELS_A), ZERO, 0, 0, gates, gs);
    gruBeforeReset(n, padded, inputs, gates, gs, row, reset, hs);
    product(wide, n, panels, k, terms, reset, hs, address(d, PANELS_B), ZERO, 0, 0, gates + 2 * p, gs);
    gruBeforeState(n, padded, gates, gs, row + state, next + state, hs);
  } else {
    product(wide, n, panels, k, terms, row, hs, address(d, PANELS_A), ZERO, 0, 0, gates, gs);
    rnnForward(kind == RNN_RELU, n, padded, gates, gs, next + state, hs);
  }
}

/** Sequences that ended before step s keep their state. */
function keepFinished(d: usize, s: i32, b0: i32, n: i32, row: usize, next: usize, before: usize, cells: usize): void {
  const lengths = address(d, LENGTHS), p = <usize>word(d, PADDED) << 2, hs = <usize>word(d, ROW) << 2;
  const state = <usize>(word(d, INPUTS) + 1) << 2, at = word(d, START) + s;
  for (let b = 0; b < n; b++) {
    if (at < lengthOf(lengths, b0 + b, 0)) continue;
    memory.copy(next + <usize>b * hs + state, row + <usize>b * hs + state, p);
    if (cells) memory.copy(cells + <usize>b * p, before + <usize>b * p, p);
  }
}

/** Runs the chunks FIRST .. LAST - 1 forward. With SAVED, each chunk keeps its buffers for the backward pass. */
export function sequenceForward(d: usize): void {
  const t = word(d, TIME), batch = word(d, BATCH), chunk = word(d, CHUNK), kind = word(d, CELL), lstm = kind == LSTM;
  const hs = <usize>word(d, ROW) << 2, gs = <usize>word(d, GATES) << 2, p = <usize>word(d, PADDED) << 2;
  const state = <usize>(word(d, INPUTS) + 1) << 2;
  const keepsGates = word(d, SAVED) && kind >= LSTM;
  for (let q = word(d, FIRST); q < word(d, LAST); q++) {
    const b0 = q * chunk, n = min(chunk, batch - b0);
    const slot = word(d, SAVED) ? <usize>b0 : 0;
    const rows = address(d, ROWS) + slot * <usize>(t + 1) * hs;
    const gateRows = address(d, GATE_ROWS) + (keepsGates ? slot * <usize>t * gs : 0);
    const cellRows = lstm ? address(d, CELLS) + slot * <usize>(t + 1) * p : 0;
    const resetRows = address(d, RESET_ROWS) + slot * <usize>t * hs;
    const step = <usize>n * hs, cellStep = lstm ? <usize>n * p : 0, gateStep = keepsGates ? <usize>n * gs : 0;
    copyIn(d, rows, b0, n);
    loadState(d, address(d, H0), rows + state, hs, b0, n);
    if (lstm) loadState(d, address(d, C0), cellRows, p, b0, n);
    let row = rows, gates = gateRows, cells = cellRows, reset = resetRows;
    for (let s = 0; s < t; s++, row += step, gates += gateStep, cells += cellStep, reset += step) {
      stepForward(d, n, s == 0 && !address(d, H0), row, row + step, gates, cells, cells + cellStep, reset);
      if (address(d, LENGTHS)) keepFinished(d, s, b0, n, row, row + step, cells, lstm ? cells + cellStep : 0);
    }
    if (address(d, Y)) copyOut(d, rows, b0, n);
    if (address(d, HN)) storeState(d, address(d, HN), row + state, hs, b0, n);
    if (address(d, CN)) storeState(d, address(d, CN), cells, p, b0, n);
  }
}

/**
 * Writes the gradients of one step's gates to dg; dh and dc become those of the state before the step, dh only if it is `wanted`. `small`: see
 * vanish.ts.
 */
function stepBackward(
  d: usize, n: i32, wanted: bool, small: bool, row: usize, next: usize, gates: usize, before: usize, cells: usize, dg: usize,
): void {
  const kind = word(d, CELL), hidden = word(d, HIDDEN), padded = word(d, PADDED);
  const hs = <usize>word(d, ROW) << 2, gs = <usize>word(d, GATES) << 2, p = <usize>padded << 2;
  const ds = <usize>word(d, DG_STRIDE) << 2;
  const state = <usize>(word(d, INPUTS) + 1) << 2, panels = padded >> 3, wide = word(d, WIDE);
  const dh = address(d, DH), h4 = <usize>hidden << 2;
  if (kind == LSTM) {
    lstmBackward(small, n, h4, padded, gates, gs, before, cells, dh, address(d, DC), dg, ds);
    if (wanted) product(wide, n, panels, 4 * hidden, 4 * hidden, dg, ds, address(d, BACK_A), dh, p, 32, dh, p);
  } else if (kind == GRU_AFTER) {
    gruAfterBackward(small, n, h4, padded, gates, gs, row + state, hs, dh, dg, ds);
    if (wanted) product(wide, n, panels, 3 * hidden, 3 * hidden, dg, ds, address(d, BACK_A), dh, p, 32, dh, p);
  } else if (kind == GRU_BEFORE) {
    const drh = address(d, DRH);
    gruBeforeBackwardNew(small, n, h4, padded, gates, gs, row + state, hs, dh, dg, ds);
    product(wide, n, panels, hidden, hidden, dg + 2 * h4, ds, address(d, BACK_B), ZERO, 0, 0, drh, p);
    gruBeforeBackwardReset(small, n, h4, padded, gates, gs, row + state, hs, dh, drh, dg, ds);
    if (wanted) product(wide, n, panels, 2 * hidden, 2 * hidden, dg, ds, address(d, BACK_A), dh, p, 32, dh, p);
  } else {
    rnnBackward(kind == RNN_RELU, small, n, padded, next + state, hs, dh, dg, ds);
    if (wanted) product(wide, n, panels, hidden, hidden, dg, ds, address(d, BACK_A), dh, p, 32, dh, p);
  }
}

/** Sequences that ended before step s: their gates get no gradient, and dh and dc pass through `kept`. */
function holdFinished(d: usize, s: i32, b0: i32, n: i32, restore: bool, dg: usize): void {
  const lengths = address(d, LENGTHS), p = <usize>word(d, PADDED) << 2, ds = <usize>word(d, DG_STRIDE) << 2;
  const rows = <usize>n * p, at = word(d, START) + s;
  const dh = address(d, DH), dc = word(d, CELL) == LSTM ? address(d, DC) : 0;
  for (let b = 0; b < n; b++) {
    if (at < lengthOf(lengths, b0 + b, 0)) continue;
    const row = <usize>b * p;
    // The upper half of dh and dc keeps what passes by while the step computes on zeros.
    if (restore) {
      memory.copy(dh + row, dh + rows + row, p);
      if (dc) memory.copy(dc + row, dc + rows + row, p);
      memory.fill(dg + <usize>b * ds, 0, ds);
    } else {
      memory.copy(dh + rows + row, dh + row, p);
      memory.fill(dh + row, 0, p);
      if (dc) {
        memory.copy(dc + rows + row, dc + row, p);
        memory.fill(dc + row, 0, p);
      }
    }
  }
}

function gatesOf(kind: i32): i32 {
  return kind == LSTM ? 4 : kind >= GRU_AFTER ? 3 : 1;
}

/** C[m, width] += A[k, m]^T x rows [x, 1, h] of the same k; in the first `zeros` of them h is zero, and its columns are left alone. */
function rowsGradient(
  wide: i32, m: i32, inputs: i32, width: i32, k: i32, zeros: i32, a: usize, lda: usize, row: usize, hs: usize, c: usize, ldc: usize,
): void {
  if (zeros) turnedProduct(wide, m, (inputs + 8) & ~7, zeros, a, lda, row, hs, c, ldc);
  if (zeros < k) {
    turnedProduct(wide, m, width, k - zeros, a + <usize>zeros * lda, lda, row + <usize>zeros * hs, hs, c, ldc);
  }
}

/**
 * Adds the weight gradients of `k` rows, and their input gradients when they are wanted. Rows of the joint gradient DW are
 * gates in the order of dg, columns those of a row; the input half of the reset-after GRU's new gate follows, transposed:
 * [I + 1, P], since few inputs would waste a tile's width. The states in the first `zeros` rows are known to be zero.
 */
function blockGradients(d: usize, k: i32, zeros: i32, row: usize, reset: usize): void {
  const kind = word(d, CELL), inputs = word(d, INPUTS), hidden = word(d, HIDDEN), padded = word(d, PADDED);
  const hs = <usize>word(d, ROW) << 2, ds = <usize>word(d, DG_STRIDE) << 2, h4 = <usize>hidden << 2;
  const dg = address(d, DG), dw = address(d, DW), ws = <usize>word(d, DW_STRIDE) << 2;
  const width = (inputs + 1 + hidden + 7) & ~7, wide = word(d, WIDE);
  const xs = <usize>((inputs + 7) & ~7) << 2, xPanels = (inputs + 7) >> 3;
  const dx = address(d, DX) ? address(d, DX_ROWS) : 0;
  if (kind == GRU_AFTER) {
    rowsGradient(wide, 3 * hidden, inputs, width, k, zeros, dg, ds, row, hs, dw, ws);
    turnedProduct(wide, inputs + 1, padded, k, row, hs, dg + 3 * h4, ds, dw + <usize>(3 * hidden) * ws, <usize>padded << 2);
    if (dx) {
      product(wide, k, xPanels, 2 * hidden, 2 * hidden, dg, ds, address(d, BACK_XA), ZERO, 0, 0, dx, xs);
      product(wide, k, xPanels, hidden, hidden, dg + 3 * h4, ds, address(d, BACK_XB), dx, xs, 32, dx, xs);
    }
    return;
  }
  const gates = gatesOf(kind);
  if (kind == GRU_BEFORE) {
    rowsGradient(wide, 2 * hidden, inputs, width, k, zeros, dg, ds, row, hs, dw, ws);
    rowsGradient(wide, hidden, inputs, width, k, zeros, dg + 2 * h4, ds, reset, hs, dw + <usize>(2 * hidden) * ws, ws);
  } else {
    rowsGradient(wide, gates * hidden, inputs, width, k, zeros, dg, ds, row, hs, dw, ws);
  }
  if (dx) product(wide, k, xPanels, gates * hidden, gates * hidden, dg, ds, address(d, BACK_XA), ZERO, 0, 0, dx, xs);
}

/**
 * Before the weight gradients of rows with small states: states and sums are multiplied by 2^90, if nothing becomes too large thereby. lower() takes it
 * back. No bit changes, but sums below 2^-100 become 0.
 */
function lift(d: usize, k: i32, row: usize, reset: usize): bool {
  const hidden = word(d, HIDDEN), hs = <usize>word(d, ROW) << 2, state = <usize>(word(d, INPUTS) + 1) << 2;
  const gates = gatesOf(word(d, CELL)) * hidden, ws = <usize>word(d, DW_STRIDE) << 2;
  const found = extremes(address(d, DG), <usize>word(d, DG_STRIDE) << 2, k, gates);
  if (!(found & 1) || ((found | extremes(row + state, hs, k, hidden) | extremes(address(d, DW) + state, ws, gates, hidden)) & 2)) return false;
  rescale(row + state, hs, k, hidden, UP, 0);
  if (word(d, CELL) == GRU_BEFORE) rescale(reset + state, hs, k, hidden, UP, 0);
  rescale(address(d, DW) + state, ws, gates, hidden, UP, LEAST);
  return true;
}

function lower(d: usize, k: i32, row: usize, reset: usize): void {
  const hidden = word(d, HIDDEN), hs = <usize>word(d, ROW) << 2, state = <usize>(word(d, INPUTS) + 1) << 2;
  rescale(row + state, hs, k, hidden, DOWN, 0);
  if (word(d, CELL) == GRU_BEFORE) rescale(reset + state, hs, k, hidden, DOWN, 0);
  rescale(address(d, DW) + state, <usize>word(d, DW_STRIDE) << 2, gatesOf(word(d, CELL)) * hidden, hidden, DOWN, LEAST * UP);
}

/** Keeps dLoss/dh of step s for whoever looks inside: the whole gradient, through this step's output and all later steps. */
function keepStateGradient(d: usize, s: i32, b0: i32, n: i32): void {
  const p = <usize>word(d, PADDED) << 2;
  const row = <usize>b0 * <usize>word(d, TIME) + <usize>s * <usize>n;
  memory.copy(address(d, DH_STEPS) + row * p, address(d, DH), <usize>n * p);
}

/** Runs the chunks FIRST .. LAST - 1 backward through time; adds to DW, DX, DH0 and DC0. What was saved stays as it was. */
export function sequenceBackward(d: usize): void {
  const t = word(d, TIME), batch = word(d, BATCH), chunk = word(d, CHUNK), kind = word(d, CELL), lstm = kind == LSTM;
  const hs = <usize>word(d, ROW) << 2, gs = <usize>word(d, GATES) << 2, p = <usize>word(d, PADDED) << 2;
  const xs = <usize>((word(d, INPUTS) + 7) & ~7) << 2, ds = <usize>word(d, DG_STRIDE) << 2;
  const state = <usize>(word(d, INPUTS) + 1) << 2;
  const begins = word(d, START) == 0, ends = word(d, START) + t == word(d, TOTAL);
  for (let q = word(d, FIRST); q < word(d, LAST); q++) {
    const b0 = q * chunk, n = min(chunk, batch - b0);
    const rows = address(d, ROWS) + <usize>b0 * <usize>(t + 1) * hs;
    const gateRows = address(d, GATE_ROWS) + <usize>b0 * <usize>t * gs;
    const cellRows = lstm ? address(d, CELLS) + <usize>b0 * <usize>(t + 1) * p : 0;
    const resetRows = kind == GRU_BEFORE ? address(d, RESET_ROWS) + <usize>b0 * <usize>t * hs : 0;
    const step = <usize>n * hs, cellStep = lstm ? <usize>n * p : 0, gateStep = <usize>n * gs;
    const block = max(1, (word(d, WIDE) ? WIDE_BLOCK_ROWS : BLOCK_ROWS) / n);
    if (ends) loadState(d, address(d, DHN), address(d, DH), p, b0, n);
    if (ends && lstm) loadState(d, address(d, DCN), address(d, DC), p, b0, n);
    for (let end = t, start = 0; end > 0; end = start) {
      start = max(0, end - block);
      const at = <usize>start, blockRows = rows + at * step;
      // States that are small are so at one end of a block of steps.
      const last = rows + <usize>(end - 1) * step;
      const small = hasSmall(last + state, hs, n, p) || hasSmall(blockRows + state, hs, n, p);
      for (let s = end - 1; s >= start; s--) {
        const row = rows + <usize>s * step, cells = cellRows + <usize>s * cellStep;
        const dg = address(d, DG) + <usize>(s - start) * <usize>n * ds;
        if (address(d, DY)) addOutputGradient(d, address(d, DH), s, b0, n);
        if (address(d, DH_STEPS)) keepStateGradient(d, s, b0, n);
        if (address(d, LENGTHS)) holdFinished(d, s, b0, n, false, dg);
        // Nobody asks for the gradient of a first state that was not given.
        const wanted = s > 0 || !begins || address(d, DH0) != 0;
        stepBackward(d, n, wanted, small, row, row + step, gateRows + <usize>s * gateStep, cells, cells + cellStep, dg);
        if (address(d, LENGTHS)) holdFinished(d, s, b0, n, true, dg);
      }
      const lifted = small && lift(d, (end - start) * n, blockRows, resetRows + at * step);
      blockGradients(d, (end - start) * n, start == 0 && !address(d, H0) ? n : 0, blockRows, resetRows + at * step);
      if (lifted) lower(d, (end - start) * n, blockRows, resetRows + at * step);
      if (address(d, DX)) addInputGradient(d, xs, start, end - start, b0, n);
    }
    if (begins && address(d, DH0)) addState(d, address(d, DH0), address(d, DH), p, b0, n);
    if (begins && address(d, DC0)) addState(d, address(d, DC0), address(d, DC), p, b0, n);
  }
}
