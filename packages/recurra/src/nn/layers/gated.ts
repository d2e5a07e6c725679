// The gated functions of one value as layers, for Sequential. They have no parameters.
import { checkOptions, NUMBER } from "../../core/option-rules.ts";
import { gelu, leakyRelu, silu } from "../../operations/index.ts";
import type { Tensor } from "../../tensor/index.ts";
import { Module } from "../module/module.ts";

/** x sigmoid(x) of each element. Shapes: any -> the same. Source: torch.nn.SiLU. */
export class SiLU extends Module {
  override readonly repeatable = true;

  forward(x: Tensor): Tensor {
    return silu(x);
  }
}

/** x times the share of a normal distribution below x, of each element. Shapes: any -> the same. Source: torch.nn.GELU. */
export class GELU extends Module {
  override readonly repeatable = true;

  forward(x: Tensor): Tensor {
    return gelu(x);
  }
}

/**
 * x above 0, negativeSlope (0.01 unless set) times x below, of each element. Shapes: any -> the same.
 * Throws OptionError for what is no number. Source: torch.nn.LeakyReLU.
 */
export class LeakyReLU extends Module {
  override readonly repeatable = true;
  readonly negativeSlope: number;

  constructor(options: { negativeSlope?: number } = {}) {
    super();
    checkOptions("LeakyReLU", options, { negativeSlope: NUMBER });
    this.negativeSlope = options.negativeSlope ?? 0.01;
  }

  forward(x: Tensor): Tensor {
    return leakyRelu(x, this.negativeSlope);
  }
}
