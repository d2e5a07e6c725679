import type { Parameter } from "../../tensor/index.ts";
import { NONLINEARITY, rnnCell } from "./rnn.ts";
import { StepCell, type StepCellOptions, type StepState } from "./step-cell.ts";

/** Options of RNNCell. */
export interface RNNCellOptions extends StepCellOptions {
  /** What bends the sum; "tanh" unless set. */
  readonly nonlinearity?: "tanh" | "relu";
}

/**
 * One step of an Elman network, for a loop of one's own; an `RNN` with the same weights gives the same bits.
 *
 *   h' = tanh(W_ih x + b_ih + W_hh h + b_hh)        or relu of the same
 *
 * Shapes: x [B, I], state.h [B, H] -> { h: [B, H] }. Parameters, as in PyTorch: weight_ih [H, I], weight_hh [H, H], bias_ih and bias_hh [H],
 * each drawn from U(-1/sqrt(H), 1/sqrt(H)). Throws ShapeError when x or the state does not fit.
 * Source: torch.nn.RNNCell, whose result is h alone.
 */
export class RNNCell extends StepCell<StepState> {
  declare readonly weight_ih: Parameter;
  declare readonly weight_hh: Parameter;
  declare readonly bias_ih: Parameter | undefined;
  declare readonly bias_hh: Parameter | undefined;
  readonly nonlinearity: "tanh" | "relu";

  constructor(options: RNNCellOptions) {
    const nonlinearity = options?.nonlinearity ?? "tanh";
    super("RNNCell", rnnCell({ nonlinearity }), options, { nonlinearity: NONLINEARITY });
    this.nonlinearity = nonlinearity;
  }
}
