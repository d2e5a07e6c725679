import { checkOptions, type OptionRules } from "../core/option-rules.ts";
import { kernels } from "../kernels/wasm/engine.ts";
import type { Parameter } from "../tensor/index.ts";
import { Optimizer, type ParameterStep, Slot } from "./optimizer.ts";
import { NOT_NEGATIVE, type Optimized } from "./parameter-groups.ts";

/** Options of SGD. */
export interface SgdOptions {
  learningRate: number;
  /** How much of the last step's direction is kept; 0 unless set. */
  momentum?: number;
  /** L2 penalty: this times the parameter is added to its gradient; 0 unless set. */
  weightDecay?: number;
}

const RULES: OptionRules<SgdOptions> = {
  learningRate: NOT_NEGATIVE,
  momentum: NOT_NEGATIVE,
  weightDecay: NOT_NEGATIVE,
};

/**
 * Stochastic gradient descent with momentum, by PyTorch's formula.
 *
 *   g' = g + weightDecay p        b = momentum b + g' (b = g' at first)        p = p - learningRate b
 *
 * Throws OptionError for values out of range and unknown options, OPTIMIZER_EMPTY without parameters.
 * Source: torch.optim.SGD.
 */
export class SGD extends Optimizer {
  readonly momentum: number;
  readonly weightDecay: number;

  constructor(parameters: Optimized, options: SgdOptions) {
    checkOptions("SGD", options, RULES, ["learningRate"]);
    super("SGD", parameters, options.learningRate, options.weightDecay ?? 0);
    this.momentum = options.momentum ?? 0;
    this.weightDecay = options.weightDecay ?? 0;
  }

  protected override makeSlot(parameter: Parameter): Slot {
    return new Slot(parameter, { steps: 0 }, this.momentum === 0 ? [] : ["momentum"]);
  }

  protected override update(parameter: Parameter, slot: Slot, step: ParameterStep): void {
    const buffer = this.momentum === 0 ? 0 : slot.buffers.momentum.pointer;
    const first = slot.numbers.steps === 0 ? 1 : 0;
    const p = parameter.pointer();
    const g = parameter.readGrad();
    const { momentum } = this;
    const { learningRate, weightDecay, gradientScale } = step;
    if (momentum === 0 && weightDecay === 0 && parameter.rows?.exact) {
      // Where the gradient is zero, nothing moves.
      parameter.rows.each((row, width) =>
        kernels().sgdStep(p + row, g + row, 0, width, learningRate, 0, 0, 0, gradientScale),
      );
      return;
    }
    kernels().sgdStep(p, g, buffer, parameter.size, learningRate, momentum, weightDecay, first, gradientScale);
    slot.numbers.steps++;
  }
}
