import type { Tensor } from "../tensor/index.ts";
import { Module } from "./module.ts";

/** A module that maps one tensor to one tensor. */
export interface Layer extends Module {
  forward(x: Tensor): Tensor;
}

/**
 * Layers one after the other. Their parameters are named by position, as in PyTorch: "0.weight", "2.bias".
 */
export class Sequential extends Module {
  readonly #layers: readonly Layer[];

  constructor(...layers: Layer[]) {
    super();
    this.#layers = layers;
    const fields = this as unknown as Record<string, Layer>;
    for (let i = 0; i < layers.length; i++) fields[i] = layers[i];
  }

  /** The last layer's output. */
  forward(x: Tensor): Tensor {
    let y = x;
    for (const layer of this.#layers) y = layer.forward(y);
    return y;
  }
}
