// The network that watches the ball. It says at each frame how far the ball will go from where it is.
import { Linear, Module, type Tensor } from "recurra";
import { makeNetwork, type NetworkSettings, type RecurrentNetwork } from "../network/network.ts";
import { type See, unseen } from "./stages.ts";

/** x [B, T, 2], the places in T frames -> [B, T, 2], the place after each of them. */
export class BallWatcher extends Module {
  override readonly repeatable: boolean = true;
  readonly recurrent: RecurrentNetwork;
  readonly head: Linear;

  constructor(settings: NetworkSettings) {
    super();
    this.recurrent = makeNetwork(2, settings);
    this.head = new Linear({ inFeatures: settings.hidden, outFeatures: 2 });
  }

  forward(x: Tensor, see: See = unseen): Tensor {
    see("x", "[B, T, I]", x);
    const { output, state } = this.recurrent.forward(x);
    see("output", "[B, T, H]", output);
    see("state.h", "[L*D, B, H]", state.h);
    const step = see("head", "[B, T, O]", this.head.forward(output));
    return see("y", "[B, T, O]", x.add(step));
  }
}
