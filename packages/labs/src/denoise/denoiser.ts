// The network of the denoising lab.
import { Linear, Module, Tanh, type Tensor } from "recurra";
import type { Architecture } from "recurra/nn";
import { sequence } from "../network/model-file.ts";
import { makeNetwork, type NetworkSettings, type RecurrentNetwork } from "../network/network.ts";

/** x [B, T, 1] -> [B, T, 1], a number in (-1, 1) for every step. */
export class Denoiser extends Module {
  override readonly repeatable: boolean = true;
  readonly recurrent: RecurrentNetwork;
  readonly decoder: Linear;

  constructor(settings: NetworkSettings) {
    super();
    this.recurrent = makeNetwork(1, settings);
    this.decoder = new Linear({ inFeatures: settings.hidden * this.recurrent.directions, outFeatures: 1 });
  }

  /** The same network out of layers of the library. */
  get architecture(): Architecture {
    return sequence({ recurrent: this.recurrent, decoder: this.decoder, tanh: new Tanh() });
  }

  forward(x: Tensor): Tensor {
    const { output } = this.recurrent.forward(x); // [B, T, H]
    return this.decoder.forward(output).tanh(); // [B, T, 1]
  }
}
