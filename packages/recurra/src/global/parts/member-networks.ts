import { Module } from "../../nn/index.ts";
import { SegmentNetwork, type SegmentNetworkOptions } from "../../nn/networks/segment-network.ts";
import { concat, type Tensor } from "../../tensor/index.ts";

/**
 * Networks of one form and other weights, which are trained side by side on the same windows, and whose mean is a forecast.
 *
 * Shapes: x [B, lookback, I] -> [B, members * horizon], one forecast behind the other.
 */
export class MemberNetworks extends Module {
  override readonly repeatable = true;
  readonly members: readonly SegmentNetwork[];
  readonly horizon: number;

  constructor(options: SegmentNetworkOptions, count: number) {
    super();
    this.members = Array.from({ length: count }, () => new SegmentNetwork(options));
    this.horizon = options.horizon;
  }

  forward(x: Tensor): Tensor {
    const forecasts = this.members.map((member) => member.forward(x));
    return forecasts.length === 1 ? forecasts[0] : concat(forecasts, 1);
  }

  /** The mean forecast of each window [n * horizon], of outputs of `forward`. */
  meanOf(outputs: Float32Array): Float64Array {
    const { horizon } = this;
    const count = this.members.length;
    const mean = new Float64Array(outputs.length / count);
    for (let at = 0; at < mean.length; at++) {
      const from = Math.floor(at / horizon) * count * horizon + (at % horizon);
      let sum = 0;
      for (let member = 0; member < count; member++) sum += outputs[from + member * horizon];
      mean[at] = sum / count;
    }
    return mean;
  }
}
