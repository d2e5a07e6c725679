import { type OptionRule, word } from "../../core/option-rules.ts";
import { rnnRelu, rnnTanh } from "../../kernels/wasm/cells/rnn.ts";
import type { Cell } from "../../kernels/wasm/recurrent-cell.ts";
import { type HiddenState, Recurrent, type RecurrentOptions } from "./recurrent.ts";

/** What a nonlinearity may be. */
export const NONLINEARITY: OptionRule<"tanh" | "relu"> = /* @__PURE__ */ word("tanh", "relu");

/** Options of the plain recurrent network. */
export interface RNNOptions extends RecurrentOptions {
  /** What bends the sum: "tanh" keeps states in (-1, 1), "relu" lets them grow. Default "tanh". */
  readonly nonlinearity?: "tanh" | "relu";
}

/**
 * Elman network over whole sequences.
 *
 *   h' = tanh(W_ih x + b_ih + W_hh h + b_hh)        or relu of the same
 *
 * Shapes: x [B, T, I] -> output [B, T, D*H]; state.h [L*D, B, H].
 * Parameters, as in PyTorch: weight_ih_l0 [H, I], weight_hh_l0 [H, H], bias_ih_l0 [H], bias_hh_l0 [H]; l1 and so on for
 * further layers (inputs D*H), `_reverse` for the second direction; each drawn from U(-1/sqrt(H), 1/sqrt(H)).
 * Throws ShapeError when x does not end in inputSize, or the state or lengths do not fit.
 * Source: Elman 1990, "Finding structure in time"; the form of torch.nn.RNN.
 */
export class RNN extends Recurrent<HiddenState> {
  readonly nonlinearity: "tanh" | "relu";

  constructor(options: RNNOptions) {
    const nonlinearity = options?.nonlinearity ?? "tanh";
    super("RNN", rnnCell({ nonlinearity }), options, { nonlinearity: NONLINEARITY });
    this.nonlinearity = nonlinearity;
  }
}

/** The form that `nonlinearity` names. */
export function rnnCell({ nonlinearity }: Pick<RNNOptions, "nonlinearity">): Cell {
  return nonlinearity === "relu" ? rnnRelu : rnnTanh;
}
