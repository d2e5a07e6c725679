import { flag } from "../../core/option-rules.ts";
import { gruAfter } from "../../kernels/wasm/cells/gru-after.ts";
import { gruBefore } from "../../kernels/wasm/cells/gru-before.ts";
import type { Cell } from "../../kernels/wasm/recurrent-cell.ts";
import { type HiddenState, Recurrent, type RecurrentOptions } from "./recurrent.ts";

/** Options of the gated recurrent unit. */
export interface GRUOptions extends RecurrentOptions {
  /**
   * Whether the reset gate acts on the hidden product (true: PyTorch, cuDNN, Keras' default; the default here) or on h
   * before the product (false: the original paper, Keras' `reset_after=False`). Weights of one form do not fit the other.
   */
  readonly resetAfter?: boolean;
}

/**
 * Gated recurrent unit over whole sequences. With resetAfter (the default):
 *
 *   r = sigmoid(W_ir x + b_ir + W_hr h + b_hr)        n = tanh(W_in x + b_in + r * (W_hn h + b_hn))
 *   z = sigmoid(W_iz x + b_iz + W_hz h + b_hz)        h' = (1 - z) * n + z * h
 *
 * and without it n = tanh(W_in x + b_in + W_hn (r * h) + b_hn). z weighs the old state; where a course writes
 * h' = z * n + (1 - z) * h, its z is 1 - z here.
 *
 * Shapes: x [B, T, I] -> output [B, T, D*H]; state.h [L*D, B, H].
 * Parameters, as in PyTorch: weight_ih_l0 [3H, I], weight_hh_l0 [3H, H], bias_ih_l0 [3H], bias_hh_l0 [3H], gates in the order
 * r z n; l1 and so on for further layers (inputs D*H), `_reverse` for the second direction; each drawn from
 * U(-1/sqrt(H), 1/sqrt(H)).
 * Throws ShapeError when x does not end in inputSize, or the state or lengths do not fit.
 * Source: Cho et al. 2014, arXiv:1406.1078; the reset-after form as in cuDNN and torch.nn.GRU.
 */
export class GRU extends Recurrent<HiddenState> {
  readonly resetAfter: boolean;

  constructor(options: GRUOptions) {
    const resetAfter = options?.resetAfter ?? true;
    super("GRU", gruCell({ resetAfter }), options, { resetAfter: flag });
    this.resetAfter = resetAfter;
  }
}

/** The form that `resetAfter` names. */
export function gruCell({ resetAfter = true }: Pick<GRUOptions, "resetAfter">): Cell {
  return resetAfter ? gruAfter : gruBefore;
}
