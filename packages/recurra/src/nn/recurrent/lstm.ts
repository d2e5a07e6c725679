import { lstm } from "../../kernels/wasm/cells/lstm.ts";
import type { Cell } from "../../kernels/wasm/recurrent-cell.ts";
import { type CellState, Recurrent, type RecurrentOptions } from "./recurrent.ts";

/**
 * Long short-term memory over whole sequences.
 *
 *   i = sigmoid(W_ii x + b_ii + W_hi h + b_hi)        g = tanh(W_ig x + b_ig + W_hg h + b_hg)
 *   f = sigmoid(W_if x + b_if + W_hf h + b_hf)        o = sigmoid(W_io x + b_io + W_ho h + b_ho)
 *   c' = f * c + i * g                                h' = o * tanh(c')
 *
 * Shapes: x [B, T, I] -> output [B, T, D*H]; state.h and state.c [L*D, B, H].
 * Parameters, as in PyTorch: weight_ih_l0 [4H, I], weight_hh_l0 [4H, H], bias_ih_l0 [4H], bias_hh_l0 [4H], gates in the order
 * i f g o; l1 and so on for further layers (inputs D*H), `_reverse` for the second direction; each drawn from
 * U(-1/sqrt(H), 1/sqrt(H)).
 * Throws ShapeError when x does not end in inputSize, or the state or lengths do not fit.
 * Source: Hochreiter and Schmidhuber 1997; Gers et al. 2000 (forget gate); the form of torch.nn.LSTM.
 */
export class LSTM extends Recurrent<CellState> {
  constructor(options: RecurrentOptions) {
    super("LSTM", lstmCell(), options);
  }
}

/** There is one form. */
export function lstmCell(): Cell {
  return lstm;
}
