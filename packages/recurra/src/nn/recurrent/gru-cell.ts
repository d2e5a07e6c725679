import { flag } from "../../core/option-rules.ts";
import type { Parameter } from "../../tensor/index.ts";
import { gruCell } from "./gru.ts";
import { StepCell, type StepCellOptions, type StepState } from "./step-cell.ts";

/** Options of GRUCell. */
export interface GRUCellOptions extends StepCellOptions {
  /** Whether the reset gate acts on the hidden product, as in PyTorch, or on h before it; on unless set. */
  readonly resetAfter?: boolean;
}

/**
 * One step of a GRU, for a loop of one's own; a `GRU` with the same weights gives the same bits. Its equation is there.
 *
 * Shapes: x [B, I], state.h [B, H] -> { h: [B, H] }. Parameters, as in PyTorch: weight_ih [3H, I], weight_hh [3H, H], bias_ih and bias_hh
 * [3H], gates in the order r z n, each drawn from U(-1/sqrt(H), 1/sqrt(H)). Throws ShapeError when x or the state does not fit.
 * Source: torch.nn.GRUCell, whose result is h alone.
 */
export class GRUCell extends StepCell<StepState> {
  declare readonly weight_ih: Parameter;
  declare readonly weight_hh: Parameter;
  declare readonly bias_ih: Parameter | undefined;
  declare readonly bias_hh: Parameter | undefined;
  readonly resetAfter: boolean;

  constructor(options: GRUCellOptions) {
    const resetAfter = options?.resetAfter ?? true;
    super("GRUCell", gruCell({ resetAfter }), options, { resetAfter: flag });
    this.resetAfter = resetAfter;
  }
}
