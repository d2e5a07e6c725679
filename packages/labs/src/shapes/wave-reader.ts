// The network that names a wave: many inputs, one answer.
import { Dropout, Linear, Module, type Tensor } from "recurra";
import { makeNetwork, type NetworkSettings, type RecurrentNetwork } from "../network/network.ts";
import { type See, unseen } from "./stages.ts";
import type { Samples } from "./training.ts";
import { KINDS, LENGTH, type Waves } from "./waves.ts";

/** Standard deviation of the noise on the waves. */
export const NOISE = 0.4;

/** The shares that are dropped while training: of the values that come in, and of the last state. */
export interface Dropped {
  readonly inputs: number;
  readonly last: number;
}

/** x [B, T, 1], a wave -> [B, 3], how much it looks like each kind. */
export class WaveReader extends Module {
  override readonly repeatable: boolean = true;
  readonly recurrent: RecurrentNetwork;
  readonly inputs: Dropout;
  readonly last: Dropout;
  readonly head: Linear;

  constructor(settings: NetworkSettings, dropped: Dropped = { inputs: 0, last: 0 }) {
    super();
    this.recurrent = makeNetwork(1, settings);
    this.inputs = new Dropout({ p: dropped.inputs });
    this.last = new Dropout({ p: dropped.last });
    this.head = new Linear({ inFeatures: settings.hidden, outFeatures: KINDS.length });
  }

  forward(x: Tensor, see: See = unseen): Tensor {
    see("x", "[B, T, I]", x);
    const { output, state } = this.recurrent.forward(this.inputs.forward(x));
    see("output", "[B, T, H]", output);
    see("state.h", "[L*D, B, H]", state.h);
    const last = see("output at T", "[B, H]", output.step(-1));
    return see("y", "[B, O]", this.head.forward(this.last.forward(last)));
  }
}

export function samplesOf({ count, noisy, kind }: Waves): Samples {
  return { x: noisy, xShape: [count, LENGTH, 1], y: kind, yShape: [count] };
}
