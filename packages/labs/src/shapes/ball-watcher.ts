// The network that watches the ball, and its flights as pictures. It says at each frame how far the ball will go from where it is.

import type { Line, PanelsBlock } from "@recurra/report";
import { Linear, Module, mseLoss, type Tensor } from "recurra";
import { makeNetwork, type NetworkSettings, type RecurrentNetwork } from "../network/network.ts";
import { lineFrom } from "../network/opened.ts";
import { FRAMES } from "./ball.ts";
import type { Examples, Opening } from "./examples.ts";
import { type See, unseen } from "./stages.ts";
import { type Samples, takeSamples } from "./training.ts";

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

/** The places of ball i, frame by frame, in one direction (0 right, 1 up). */
function takeSide(places: Float32Array, i: number, side: 0 | 1): number[] {
  return Array.from({ length: FRAMES }, (_, frame) => places[(i * FRAMES + frame) * 2 + side]);
}

/** Four flights, and what the network said of each place a frame before; `from` is the number of the first, `by` names them. */
export function drawFlights(title: string, { y }: Samples, said: Float32Array, from = 0, by = "flight"): PanelsBlock {
  const line = (label: string, role: Line["role"], places: Float32Array, i: number, mark: Line["mark"]): Line => ({
    label,
    role,
    x: takeSide(places, i, 0),
    y: takeSide(places, i, 1),
    mark,
  });
  return {
    kind: "panels",
    title,
    description: "For each flight the true path and what the network said of each place a frame before.",
    x: { label: "right", domain: [0, 1] },
    y: { label: "up", domain: [0, 1] },
    square: true,
    panels: [0, 1, 2, 3].map((i) => ({
      title: `${by} ${from + i + 1}`,
      lines: [
        line("where the ball goes", "truth", y, i, "both"),
        line("what the network says a frame before", "model", said, i, "dots"),
      ],
    })),
  };
}

/** A flight, opened; what stands above is how far to the right the ball is. */
export function openFlight({ x, y, xShape: [, frames] }: Samples): Opening {
  const all = { from: 0, length: frames };
  const right = (places: Float32Array, i = 0) =>
    Array.from({ length: frames }, (_, frame) => places[(i * frames + frame) * 2]);
  return {
    loss: mseLoss,
    inputNames: ["how far right the ball is", "how far up it is"],
    lines: (said, i) => [
      lineFrom("the ball, how far right", "input", right(x, i), all),
      lineFrom("a frame later", "truth", right(y, i), all),
      lineFrom("as the network says", "model", right(said), all),
    ],
  };
}

/** Flights of the test while a network learns; `shape` says which, and `by` names them where others may stand beside them. */
export function watchFlights(shape: string, testing: Samples, by?: string): Examples {
  return {
    testing,
    count: 4,
    draw: (said, from) => [
      drawFlights(
        `${shape}: four test flights, and what the network says of them`,
        takeSamples(testing, from, 4),
        said,
        from,
        by,
      ),
    ],
    opening: openFlight(testing),
  };
}
