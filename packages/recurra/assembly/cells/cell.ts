// The table of cells: what a step, its gradient and a block of weight gradients are, by the code of the description. Nothing else
// in the kernels compares cells. To a step belong `row` [x, 1, h'] and `next`, into which the new h goes; its gates; the further
// states before and after it; and the second row of a cell that has one.
import {
  word, CELL, FIRST_GATES, GRU_AFTER, GRU_BEFORE, LAST_GATES, LSTM, MIN_GRU, PANELS_A, RNN, SLSTM,
} from "../layer";
import {
  gruAfterGradients, gruAfterStep, gruAfterStepBack, gruBeforeGradients, gruBeforeStep, gruBeforeStepBack,
} from "./gru";
import { gateProduct, stateProduct } from "./joint";
import { lstmGradients, lstmStep, lstmStepBack } from "./lstm";
import { minGruGates, minGruGradients, minGruStep, minGruStepBack } from "./mingru";
import { rnnGradients, rnnStep, rnnStepBack } from "./rnn";
import { slstmBalance, slstmGradients, slstmStep, slstmStepBack } from "./slstm";

/** Before the steps of a chunk: the gates of all its `k` rows, of a cell whose gates read no state. */
export function gatesForward(d: usize, k: i32, row: usize, gates: usize): void {
  if (word(d, CELL) == MIN_GRU) minGruGates(d, k, row, gates);
}

/** One step for n rows. h' may be known to be zero. */
// @ts-ignore: decorator
@inline
export function stepForward(
  d: usize, n: i32, zero: bool, row: usize, next: usize, gates: usize, before: usize, states: usize, second: usize,
): void {
  const joined = word(d, FIRST_GATES);
  if (joined) gateProduct(d, n, joined, zero, row, PANELS_A, gates);
  switch (word(d, CELL)) {
    case RNN: return rnnStep(d, n, next, gates);
    case LSTM: return lstmStep(d, n, next, gates, before, states);
    case GRU_AFTER: return gruAfterStep(d, n, zero, row, next, gates);
    case GRU_BEFORE: return gruBeforeStep(d, n, zero, row, next, gates, second);
    case MIN_GRU: return minGruStep(d, n, row, next, gates);
    case SLSTM: return slstmStep(d, n, next, gates, before, states);
  }
}

/**
 * Before the steps of the backward pass, and with `sign` 1 after them: turns the gradients of the further states at `states` into the form
 * in which the cell keeps them between steps, and back.
 */
export function statesBackward(d: usize, n: i32, states: usize, sign: f32): void {
  if (word(d, CELL) == SLSTM) slstmBalance(d, n, states, sign);
}

/**
 * Writes the gradients of one step's gates to dg. The gradients of h and of the further states (DH, DSTATES) become those before the
 * step, that of h only if it is `wanted`. `small`: h may be too small for its products with gradients, see vanish.ts.
 */
// @ts-ignore: decorator
@inline
export function stepBackward(
  d: usize, n: i32, wanted: bool, small: bool, row: usize, next: usize, gates: usize, before: usize, states: usize, dg: usize,
): void {
  switch (word(d, CELL)) {
    case RNN: rnnStepBack(d, n, small, next, dg); break;
    case LSTM: lstmStepBack(d, n, small, gates, before, states, dg); break;
    case GRU_AFTER: gruAfterStepBack(d, n, small, row, gates, dg); break;
    case GRU_BEFORE: gruBeforeStepBack(d, n, small, row, gates, dg); break;
    case MIN_GRU: minGruStepBack(d, n, row, gates, dg); break;
    case SLSTM: slstmStepBack(d, n, gates, before, states, dg); break;
  }
  const joined = word(d, LAST_GATES);
  if (wanted && joined) stateProduct(d, n, joined, dg);
}

/**
 * Adds the weight gradients of `k` rows to the joint gradient DW, and writes their input gradients to DX_ROWS where they are wanted.
 * Rows of DW are gates in the order of dg, columns those of a row; what else there is behind them, the cell knows. h in the first
 * `zeros` rows is known to be zero.
 */
export function blockGradients(d: usize, k: i32, zeros: i32, small: bool, row: usize, second: usize): void {
  switch (word(d, CELL)) {
    case RNN: return rnnGradients(d, k, zeros, small, row);
    case LSTM: return lstmGradients(d, k, zeros, small, row);
    case GRU_AFTER: return gruAfterGradients(d, k, zeros, small, row);
    case GRU_BEFORE: return gruBeforeGradients(d, k, zeros, small, row, second);
    case MIN_GRU: return minGruGradients(d, k, row);
    case SLSTM: return slstmGradients(d, k, zeros, small, row);
  }
}
