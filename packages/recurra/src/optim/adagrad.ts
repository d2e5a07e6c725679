import { checkOptions, type OptionRules } from "../core/option-rules.ts";
import { kernels } from "../kernels/wasm/engine.ts";
import { moreKernels } from "../kernels/wasm/more-kernels.ts";
import type { Parameter } from "../tensor/index.ts";
import { Optimizer, type ParameterStep, Slot } from "./optimizer.ts";
import { NOT_NEGATIVE, type Optimized } from "./parameter-groups.ts";

/** Options of Adagrad. */
export interface AdagradOptions {
  /** 0.01 unless set. */
  learningRate?: number;
  /** How much the rate falls with the steps, to learningRate / (1 + t learningRateDecay); 0 unless set. */
  learningRateDecay?: number;
  /** L2 penalty: this times the parameter is added to its gradient; 0 unless set. */
  weightDecay?: number;
  /** What the sum of squares starts from; 0 unless set. */
  initialAccumulatorValue?: number;
  /** Added to the denominator; 1e-10 unless set. */
  epsilon?: number;
}

const RULES: OptionRules<AdagradOptions> = {
  learningRate: NOT_NEGATIVE,
  learningRateDecay: NOT_NEGATIVE,
  weightDecay: NOT_NEGATIVE,
  initialAccumulatorValue: NOT_NEGATIVE,
  epsilon: NOT_NEGATIVE,
};

/**
 * Adagrad, by PyTorch's formula.
 *
 *   g' = g + weightDecay p        s = s + g'^2        p = p - learningRate / (1 + t learningRateDecay) g' / (sqrt(s) + epsilon)
 *
 * with t the steps before this one. Throws OptionError for values out of range and unknown options, OPTIMIZER_EMPTY without parameters.
 * Source: Duchi, Hazan and Singer 2011; torch.optim.Adagrad.
 */
export class Adagrad extends Optimizer {
  readonly learningRateDecay: number;
  readonly weightDecay: number;
  readonly initialAccumulatorValue: number;
  readonly epsilon: number;

  constructor(parameters: Optimized, options: AdagradOptions = {}) {
    checkOptions("Adagrad", options, RULES);
    super("Adagrad", parameters, options.learningRate ?? 0.01, options.weightDecay ?? 0);
    this.learningRateDecay = options.learningRateDecay ?? 0;
    this.weightDecay = options.weightDecay ?? 0;
    this.initialAccumulatorValue = options.initialAccumulatorValue ?? 0;
    this.epsilon = options.epsilon ?? 1e-10;
  }

  protected override makeSlot(parameter: Parameter): Slot {
    const slot = new Slot(parameter, { steps: 0 }, ["sum"]);
    kernels().fillArray(slot.buffers.sum.pointer, this.initialAccumulatorValue, parameter.size);
    return slot;
  }

  protected override update(parameter: Parameter, { numbers, buffers }: Slot, step: ParameterStep): void {
    const { learningRate, weightDecay, gradientScale } = step;
    const rate = learningRate / (1 + numbers.steps * this.learningRateDecay);
    const [p, g] = [parameter.pointer(), parameter.readGrad()];
    const { size } = parameter;
    moreKernels().adagradStep(p, g, buffers.sum.pointer, size, rate, this.epsilon, weightDecay, gradientScale);
    numbers.steps++;
  }
}
