import type { Parameter, Tensor } from "../../tensor/index.ts";
import { lstmCell } from "./lstm.ts";
import { StepCell, type StepCellOptions, type StepState } from "./step-cell.ts";

/** What an LSTMCell carries from step to step: its output h and its memory c. */
export interface MemoryState extends StepState {
  readonly c: Tensor;
}

/**
 * One step of an LSTM, for a loop of one's own; an `LSTM` with the same weights gives the same bits. Its equation is there.
 *
 * Shapes: x [B, I], state.h and state.c [B, H] -> { h: [B, H], c: [B, H] }. Parameters, as in PyTorch: weight_ih [4H, I], weight_hh [4H, H],
 * bias_ih and bias_hh [4H], gates in the order i f g o, each drawn from U(-1/sqrt(H), 1/sqrt(H)).
 * Throws ShapeError when x or the state does not fit.
 * Source: torch.nn.LSTMCell, whose result is a pair (h, c).
 */
export class LSTMCell extends StepCell<MemoryState> {
  declare readonly weight_ih: Parameter;
  declare readonly weight_hh: Parameter;
  declare readonly bias_ih: Parameter | undefined;
  declare readonly bias_hh: Parameter | undefined;

  constructor(options: StepCellOptions) {
    super("LSTMCell", lstmCell(), options);
  }
}
