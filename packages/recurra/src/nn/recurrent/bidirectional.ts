import { checkOptions, type OptionRules } from "../../core/option-rules.ts";
import { concat, type Tensor } from "../../tensor/index.ts";
import { Module } from "../module/module.ts";
import {
  CELL_MODULE,
  checkUnroll,
  RecurrentOf,
  STEP_RULES,
  type StepOptions,
  type UnrollOptions,
  unroll,
} from "./recurrent-of.ts";
import type { CellModule, StepState } from "./step-cell.ts";

/** Options of Bidirectional. */
export interface BidirectionalOptions extends StepOptions {
  /** Reads from the start of a sequence to its end. */
  cell: CellModule;
  /** Reads from the end to the start; a module of its own. */
  reverseCell: CellModule;
}

const RULES: OptionRules<BidirectionalOptions> = { cell: CELL_MODULE, reverseCell: CELL_MODULE, ...STEP_RULES };

/**
 * Two cells that read a sequence in both directions, each as RecurrentOf does: what `bidirectional` is for the library's networks.
 *
 *   y[t] = [ h of the steps 0 to t | h of the steps T-1 to t ]
 *
 * With `lengths`, the second cell begins at each sequence's true end. LastStep({ bidirectional: true }) takes the end of both.
 * Shapes: x [B, T, I] -> output [B, T, 2H], both states as the cells have them. Parameters: those of `forward_cell` and `reverse_cell`.
 * Throws as RecurrentOf does. Source: Schuster and Paliwal 1997.
 */
export class Bidirectional extends Module {
  readonly forward_cell: RecurrentOf;
  readonly reverse_cell: RecurrentOf;

  constructor(options: BidirectionalOptions) {
    super();
    checkOptions("Bidirectional", options, RULES, ["cell", "reverseCell"]);
    const { cell, reverseCell, ...between } = options;
    this.forward_cell = new RecurrentOf({ ...between, cell });
    this.reverse_cell = new RecurrentOf({ ...between, cell: reverseCell, reverse: true });
  }

  /** When both cells are. */
  override get repeatable(): boolean {
    return this.forward_cell.repeatable && this.reverse_cell.repeatable;
  }

  /** The outputs of both directions side by side, and their last states; no first state can be given. */
  forward(
    x: Tensor,
    options: Pick<UnrollOptions, "lengths"> = {},
  ): { output: Tensor; state: { forward: StepState; reverse: StepState } } {
    checkUnroll("Bidirectional.forward", x, options);
    const { lengths } = options;
    const [forward, reverse] = [this.forward_cell, this.reverse_cell].map((one) => unroll(one, x, { lengths }));
    return {
      output: concat([forward.output, reverse.output], 2),
      state: { forward: forward.state, reverse: reverse.state },
    };
  }
}
