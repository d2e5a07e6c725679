import { checkOptions, DROPPED, made, type OptionRule, type OptionRules } from "../core/option-rules.ts";
import { kernels } from "../kernels/wasm/engine.ts";
import type { Parameter } from "../tensor/index.ts";
import { Optimizer, type ParameterStep, Slot } from "./optimizer.ts";
import { NOT_NEGATIVE, type Optimized } from "./parameter-groups.ts";

/** Options of Adam and AdamW. */
export interface AdamOptions {
  /** 0.001 unless set. */
  learningRate?: number;
  /** How much of the running means of the gradient and of its square is kept each step; [0.9, 0.999] unless set. */
  betas?: readonly [number, number];
  /** Added to the denominator; 1e-8 unless set. */
  epsilon?: number;
  /** Adam: an L2 penalty added to the gradient, 0 unless set. AdamW: the share by which parameters shrink, 0.01 unless set. */
  weightDecay?: number;
}

/** How much two running means keep. */
export const BETAS: OptionRule<readonly [number, number]> = made(
  "two numbers from 0 to below 1",
  (value): value is readonly [number, number] =>
    Array.isArray(value) && value.length === 2 && value.every((beta) => DROPPED.fits(beta)),
);

const RULES: OptionRules<AdamOptions> = {
  learningRate: NOT_NEGATIVE,
  betas: BETAS,
  epsilon: NOT_NEGATIVE,
  weightDecay: NOT_NEGATIVE,
};

/** What Adam and AdamW share; `decoupled` is the one difference. */
abstract class AdamBase extends Optimizer {
  readonly betas: readonly [number, number];
  readonly epsilon: number;
  readonly weightDecay: number;
  readonly #decoupled: boolean;

  constructor(name: string, parameters: Optimized, options: AdamOptions, weightDecay: number, decoupled: boolean) {
    checkOptions(name, options, RULES);
    super(name, parameters, options.learningRate ?? 1e-3, options.weightDecay ?? weightDecay);
    this.betas = options.betas ?? [0.9, 0.999];
    this.epsilon = options.epsilon ?? 1e-8;
    this.weightDecay = options.weightDecay ?? weightDecay;
    this.#decoupled = decoupled;
  }

  // beta^t as a running product: a power function may differ in its last bit between engines.
  protected override makeSlot(parameter: Parameter): Slot {
    return new Slot(parameter, { power1: 1, power2: 1 }, ["mean", "square"]);
  }

  protected override update(parameter: Parameter, slot: Slot, step: ParameterStep): void {
    const { numbers, buffers } = slot;
    const [beta1, beta2] = this.betas;
    const { learningRate, weightDecay, gradientScale } = step;
    numbers.power1 *= beta1;
    numbers.power2 *= beta2;
    const rate = learningRate / (1 - numbers.power1);
    const root = Math.sqrt(1 - numbers.power2);
    const decay = this.#decoupled ? 0 : weightDecay;
    const shrink = this.#decoupled ? 1 - learningRate * weightDecay : 1;
    kernels().adamStep(
      parameter.pointer(),
      parameter.readGrad(),
      buffers.mean.pointer,
      buffers.square.pointer,
      parameter.size,
      rate,
      1 - beta1,
      beta2,
      1 - beta2,
      root,
      this.epsilon,
      decay,
      shrink,
      gradientScale,
    );
  }
}

/**
 * Adam, by PyTorch's formula.
 *
 *   g' = g + weightDecay p        m = m + (1 - beta1) (g' - m)        v = beta2 v + (1 - beta2) g'^2
 *   p = p - learningRate / (1 - beta1^t) m / (sqrt(v) / sqrt(1 - beta2^t) + epsilon)
 *
 * Throws OptionError for values out of range and unknown options, OPTIMIZER_EMPTY without parameters.
 * Source: Kingma and Ba 2015, arXiv:1412.6980; torch.optim.Adam.
 */
export class Adam extends AdamBase {
  constructor(parameters: Optimized, options: AdamOptions = {}) {
    super("Adam", parameters, options, 0, false);
  }
}

/**
 * Adam whose weight decay acts on the parameters themselves: p is multiplied by 1 - learningRate weightDecay before the step.
 *
 * Throws OptionError for values out of range and unknown options, OPTIMIZER_EMPTY without parameters.
 * Source: Loshchilov and Hutter 2019, arXiv:1711.05101; torch.optim.AdamW.
 */
export class AdamW extends AdamBase {
  constructor(parameters: Optimized, options: AdamOptions = {}) {
    super("AdamW", parameters, options, 0.01, true);
  }
}
