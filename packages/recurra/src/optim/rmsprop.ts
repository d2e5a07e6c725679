import { checkOptions, DROPPED, flag, type OptionRules } from "../core/option-rules.ts";
import { moreKernels } from "../kernels/wasm/more-kernels.ts";
import type { Parameter } from "../tensor/index.ts";
import { Optimizer, type ParameterStep, Slot } from "./optimizer.ts";
import { NOT_NEGATIVE, type Optimized } from "./parameter-groups.ts";

/** Options of RMSprop. */
export interface RMSpropOptions {
  /** 0.01 unless set. */
  learningRate?: number;
  /** How much of the running mean of the gradient's square is kept each step; 0.99 unless set. */
  alpha?: number;
  /** Added to the denominator; 1e-8 unless set. */
  epsilon?: number;
  /** L2 penalty: this times the parameter is added to its gradient; 0 unless set. */
  weightDecay?: number;
  /** How much of the last step's direction is kept; 0 unless set. */
  momentum?: number;
  /** Whether the mean of the gradient is taken out of that of its square; off unless set. */
  centered?: boolean;
}

const RULES: OptionRules<RMSpropOptions> = {
  learningRate: NOT_NEGATIVE,
  alpha: DROPPED,
  epsilon: NOT_NEGATIVE,
  weightDecay: NOT_NEGATIVE,
  momentum: NOT_NEGATIVE,
  centered: flag,
};

/**
 * RMSprop, by PyTorch's formula.
 *
 *   g' = g + weightDecay p        v = alpha v + (1 - alpha) g'^2        d = g' / (sqrt(v) + epsilon)
 *   b = momentum b + d            p = p - learningRate b, or d without momentum
 *
 * `centered` takes sqrt(v - m^2) with m = alpha m + (1 - alpha) g'.
 * Throws OptionError for values out of range and unknown options, OPTIMIZER_EMPTY without parameters.
 * Source: Tieleman and Hinton 2012; Graves 2013, arXiv:1308.0850; torch.optim.RMSprop.
 */
export class RMSprop extends Optimizer {
  readonly alpha: number;
  readonly epsilon: number;
  readonly weightDecay: number;
  readonly momentum: number;
  readonly centered: boolean;

  constructor(parameters: Optimized, options: RMSpropOptions = {}) {
    checkOptions("RMSprop", options, RULES);
    super("RMSprop", parameters, options.learningRate ?? 0.01, options.weightDecay ?? 0);
    this.alpha = options.alpha ?? 0.99;
    this.epsilon = options.epsilon ?? 1e-8;
    this.weightDecay = options.weightDecay ?? 0;
    this.momentum = options.momentum ?? 0;
    this.centered = options.centered ?? false;
  }

  protected override makeSlot(parameter: Parameter): Slot {
    const further = [...(this.centered ? ["mean"] : []), ...(this.momentum > 0 ? ["momentum"] : [])];
    return new Slot(parameter, {}, ["square", ...further]);
  }

  protected override update(parameter: Parameter, { buffers }: Slot, step: ParameterStep): void {
    const { alpha, epsilon, momentum } = this;
    const { learningRate, weightDecay, gradientScale } = step;
    moreKernels().rmspropStep(
      parameter.pointer(),
      parameter.readGrad(),
      buffers.square.pointer,
      this.centered ? buffers.mean.pointer : 0,
      momentum > 0 ? buffers.momentum.pointer : 0,
      parameter.size,
      learningRate,
      alpha,
      1 - alpha,
      epsilon,
      momentum,
      weightDecay,
      gradientScale,
    );
  }
}
