// The functions of one value as layers, for Sequential. They have no parameters.
import { relu, sigmoid, softplus, type Tensor, tanh } from "../../tensor/index.ts";
import { Module } from "../module/module.ts";

/** Hyperbolic tangent of each element. Shapes: any -> the same. */
export class Tanh extends Module {
  override readonly repeatable = true;

  forward(x: Tensor): Tensor {
    return tanh(x);
  }
}

/** 1 / (1 + exp(-x)) of each element. Shapes: any -> the same. */
export class Sigmoid extends Module {
  override readonly repeatable = true;

  forward(x: Tensor): Tensor {
    return sigmoid(x);
  }
}

/** max(x, 0) of each element. Shapes: any -> the same. */
export class ReLU extends Module {
  override readonly repeatable = true;

  forward(x: Tensor): Tensor {
    return relu(x);
  }
}

/** log(1 + e^x) of each element: a smooth ReLU, above 0. Shapes: any -> the same. Source: torch.nn.Softplus with beta 1. */
export class Softplus extends Module {
  override readonly repeatable = true;

  forward(x: Tensor): Tensor {
    return softplus(x);
  }
}
