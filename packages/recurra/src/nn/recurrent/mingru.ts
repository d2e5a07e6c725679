import { minGru } from "../../kernels/wasm/cells/mingru.ts";
import type { Cell } from "../../kernels/wasm/recurrent-cell.ts";
import { type HiddenState, Recurrent, type RecurrentOptions } from "./recurrent.ts";

/**
 * Minimal gated recurrent unit over whole sequences: its gates read the input alone.
 *
 *   z = sigmoid(W_iz x + b_iz)        n = W_in x + b_in        h' = (1 - z) * h + z * n
 *
 * z weighs the new value, as in the paper: the z of `GRU` weighs the old state. Since no gate waits for a state, the products of all steps
 * are one, and a layer trains several times as fast as a GRU. What earlier steps were decides nothing within a layer; a second one reads
 * the states of the first.
 *
 * Shapes: x [B, T, I] -> output [B, T, D*H]; state.h [L*D, B, H].
 * Parameters, named as PyTorch would: weight_ih_l0 [2H, I], bias_ih_l0 [2H], gates in the order z n; l1 and so on for further layers
 * (inputs D*H), `_reverse` for the second direction; each drawn from U(-1/sqrt(H), 1/sqrt(H)).
 * Throws ShapeError when x does not end in inputSize, or the state or lengths do not fit.
 * Source: Feng et al. 2024, "Were RNNs all we needed?", arXiv:2410.01201, section 3.1.
 */
export class MinGRU extends Recurrent<HiddenState> {
  constructor(options: RecurrentOptions) {
    super("MinGRU", minGruCell(), options);
  }
}

/** There is one form. */
export function minGruCell(): Cell {
  return minGru;
}
