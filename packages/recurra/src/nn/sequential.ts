import { Tensor } from "../tensor/index.ts";
import { Module } from "./module.ts";

/** A module that maps one tensor to one tensor. */
export interface Layer extends Module {
  forward(x: Tensor): Tensor;
}

/** A module whose result has an `output`, as RNN, LSTM and GRU give it. */
export interface SequenceLayer extends Module {
  forward(x: Tensor): { readonly output: Tensor };
}

/**
 * Layers one after the other. Of a recurrent network, the `output` goes on to the next layer; its state begins at zero.
 * Parameters are named by position, as in PyTorch: "0.weight", "2.bias".
 *
 *   new Sequential(new LSTM({ inputSize: 1, hiddenSize: 64 }), new LastStep(), new Linear({ inFeatures: 64, outFeatures: 1 }))
 */
export class Sequential extends Module {
  readonly #layers: readonly (Layer | SequenceLayer)[];

  constructor(...layers: (Layer | SequenceLayer)[]) {
    super();
    this.#layers = layers;
    const fields = this as unknown as Record<string, Module>;
    for (let i = 0; i < layers.length; i++) fields[i] = layers[i];
  }

  /** When all of its layers are. */
  override get repeatable(): boolean {
    return this.#layers.every((layer) => layer.repeatable);
  }

  /** The last layer's output. */
  forward(x: Tensor): Tensor {
    let y = x;
    for (const layer of this.#layers) {
      const result = layer.forward(y);
      y = result instanceof Tensor ? result : result.output;
    }
    return y;
  }
}
