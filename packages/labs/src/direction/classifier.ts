// The network of the direction lab.
import { concat, LastStep, Linear, Module, type Tensor } from "recurra";
import type { Architecture } from "recurra/nn";
import { sequence } from "../network/model-file.ts";
import { makeNetwork, type NetworkSettings, type RecurrentNetwork } from "../network/network.ts";

/** x [B, L, inputs] -> [B, 1], the logit of "up". */
export class DirectionClassifier extends Module {
  override readonly repeatable: boolean = true;
  readonly recurrent: RecurrentNetwork;
  readonly head: Linear;

  constructor(inputs: number, settings: NetworkSettings) {
    super();
    this.recurrent = makeNetwork(inputs, settings);
    this.head = new Linear({ inFeatures: settings.hidden * this.recurrent.directions, outFeatures: 1 });
  }

  /** The same network out of layers of the library: the last state is the last output of each direction. */
  get architecture(): Architecture {
    const last = new LastStep({ bidirectional: this.recurrent.directions === 2 });
    return sequence({ recurrent: this.recurrent, last, head: this.head });
  }

  forward(x: Tensor): Tensor {
    const { h } = this.recurrent.forward(x).state; // [layers * directions, B, H]
    const last = h.select(0, -1); // of the last layer, [B, H]
    const both = this.recurrent.directions === 1 ? last : concat([h.select(0, -2), last], 1);
    return this.head.forward(both);
  }
}
