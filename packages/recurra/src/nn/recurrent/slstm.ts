import { COUNT, made, type OptionRule } from "../../core/option-rules.ts";
import { slstm } from "../../kernels/wasm/cells/slstm.ts";
import type { Cell } from "../../kernels/wasm/recurrent-cell.ts";
import type { Tensor } from "../../tensor/index.ts";
import { type CellState, Recurrent, type RecurrentOptions } from "./recurrent.ts";

/** Options of the sLSTM. */
export interface SLSTMOptions extends RecurrentOptions {
  /** Groups of units, each with recurrent weights of its own: a unit reads the states of its own group. Must divide hiddenSize. Default 1. */
  readonly heads?: number;
}

/** The states of the sLSTM, each [L*D, B, H]: h; the sum c and its weights n, both divided by e^m. Zeros are an empty memory. */
export interface NormalisedState extends CellState {
  readonly n: Tensor;
  readonly m: Tensor;
}

/**
 * Scalar long short-term memory over whole sequences: an LSTM with an exponential input gate, whose output is a weighted mean of all that
 * it was given.
 *
 *   i = exp(W_ii x + b_ii + R_hi h + b_hi)            z = tanh(W_iz x + b_iz + R_hz h + b_hz)
 *   f = sigmoid(W_if x + b_if + R_hf h + b_hf)        o = sigmoid(W_io x + b_io + R_ho h + b_ho)
 *   C' = f * C + i * z          N' = f * N + i        h' = o * C' / N'
 *
 * f is the sigmoid, as in the authors' code; the paper allows exp as well. R is block-diagonal: `heads` blocks for each gate, so that units
 * of different heads meet in the next layer only. C and N are kept as c e^m and n e^m, with m' = max(log f + m, log i), so that nothing
 * overflows; h does not depend on m. Where n = 0, nothing is stored.
 *
 * Shapes: x [B, T, I] -> output [B, T, D*H]; state.h, state.c, state.n and state.m [L*D, B, H].
 * Parameters, named as PyTorch would: weight_ih_l0 [4H, I], weight_hh_l0 [4H, H / heads], bias_ih_l0 [4H], bias_hh_l0 [4H], gates in the
 * order i f z o, and in a gate units in the order of heads; l1 and so on for further layers (inputs D*H), `_reverse` for the second
 * direction; each drawn from U(-1/sqrt(H), 1/sqrt(H)), as in the other cells (the authors' code starts recurrent weights at 0 and biases of
 * f at 3 to 6: for long memories, add to the f rows of bias_ih).
 * Throws OptionError OPTION_VALUE when heads does not divide hiddenSize, ShapeError when x does not end in inputSize, or the state or lengths
 * do not fit.
 * Source: Beck et al. 2024, "xLSTM", arXiv:2405.04517, section 2.2; github.com/NX-AI/xlstm, slstm/src/vanilla/slstm.py.
 */
export class SLSTM extends Recurrent<NormalisedState> {
  readonly heads: number;

  constructor(options: SLSTMOptions) {
    const heads = options?.heads ?? 1;
    super("SLSTM", slstmCell({ heads }), options, { heads: divisorOf(options?.hiddenSize) });
    this.heads = heads;
  }
}

/** The form for this number of heads. */
export function slstmCell({ heads = 1 }: Pick<SLSTMOptions, "heads">): Cell {
  return slstm(heads);
}

function divisorOf(hiddenSize: unknown): OptionRule<number> {
  const fits = (value: unknown): value is number =>
    COUNT.fits(value) && COUNT.fits(hiddenSize) && hiddenSize % value === 0;
  return made(`${COUNT.wanted} that divides the hidden size`, fits);
}
