import { pow } from "../core/math.ts";
import { checkOptions, type OptionRules } from "../core/option-rules.ts";
import { moreKernels } from "../kernels/wasm/more-kernels.ts";
import type { Parameter } from "../tensor/index.ts";
import { BETAS } from "./adam.ts";
import { Optimizer, type ParameterStep, Slot } from "./optimizer.ts";
import { NOT_NEGATIVE, type Optimized } from "./parameter-groups.ts";

/** Options of NAdam. */
export interface NAdamOptions {
  /** 0.002 unless set. */
  learningRate?: number;
  /** How much of the running means of the gradient and of its square is kept each step; [0.9, 0.999] unless set. */
  betas?: readonly [number, number];
  /** Added to the denominator; 1e-8 unless set. */
  epsilon?: number;
  /** L2 penalty: this times the parameter is added to its gradient; 0 unless set. */
  weightDecay?: number;
  /** How fast the momentum comes to its full; 0.004 unless set. */
  momentumDecay?: number;
}

const RULES: OptionRules<NAdamOptions> = {
  learningRate: NOT_NEGATIVE,
  betas: BETAS,
  epsilon: NOT_NEGATIVE,
  weightDecay: NOT_NEGATIVE,
  momentumDecay: NOT_NEGATIVE,
};

/**
 * Adam with Nesterov's momentum, by PyTorch's formula. In step t, with u_t = beta1 (1 - 0.96^(t momentumDecay) / 2):
 *
 *   g' = g + weightDecay p        m = m + (1 - beta1) (g' - m)        v = beta2 v + (1 - beta2) g'^2
 *   p = p - learningRate ((1 - u_t) / (1 - u_1 .. u_t) g' + u_(t+1) / (1 - u_1 .. u_(t+1)) m) / (sqrt(v / (1 - beta2^t)) + epsilon)
 *
 * Throws OptionError for values out of range and unknown options, OPTIMIZER_EMPTY without parameters.
 * Source: Dozat 2016; torch.optim.NAdam.
 */
export class NAdam extends Optimizer {
  readonly betas: readonly [number, number];
  readonly epsilon: number;
  readonly weightDecay: number;
  readonly momentumDecay: number;

  constructor(parameters: Optimized, options: NAdamOptions = {}) {
    checkOptions("NAdam", options, RULES);
    super("NAdam", parameters, options.learningRate ?? 2e-3, options.weightDecay ?? 0);
    this.betas = options.betas ?? [0.9, 0.999];
    this.epsilon = options.epsilon ?? 1e-8;
    this.weightDecay = options.weightDecay ?? 0;
    this.momentumDecay = options.momentumDecay ?? 4e-3;
  }

  protected override makeSlot(parameter: Parameter): Slot {
    return new Slot(parameter, { steps: 0, momentum: 1, power2: 1 }, ["mean", "square"]);
  }

  protected override update(parameter: Parameter, { numbers, buffers }: Slot, step: ParameterStep): void {
    const [beta1, beta2] = this.betas;
    const { learningRate, weightDecay, gradientScale } = step;
    numbers.steps++;
    const [now, next] = [numbers.steps, numbers.steps + 1].map(
      (t) => beta1 * (1 - 0.5 * pow(0.96, t * this.momentumDecay)),
    );
    numbers.momentum *= now;
    numbers.power2 *= beta2;
    moreKernels().nadamStep(
      parameter.pointer(),
      parameter.readGrad(),
      buffers.mean.pointer,
      buffers.square.pointer,
      parameter.size,
      (learningRate * (1 - now)) / (1 - numbers.momentum),
      (learningRate * next) / (1 - numbers.momentum * next),
      1 - beta1,
      beta2,
      1 - beta2,
      1 - numbers.power2,
      this.epsilon,
      weightDecay,
      gradientScale,
    );
  }
}
