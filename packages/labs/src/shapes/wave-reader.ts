// The network that names a wave: many inputs, one answer; and waves with the names that it gives them.

import type { PanelsBlock } from "@recurra/report";
import { crossEntropyLoss, Dropout, Linear, Module, type Tensor } from "recurra";
import { percent } from "recurra/words";
import { makeNetwork, type NetworkSettings, type RecurrentNetwork } from "../network/network.ts";
import { lineFrom } from "../network/opened.ts";
import { chooseClasses, softmaxRows } from "./classes.ts";
import type { Examples } from "./examples.ts";
import { type See, unseen } from "./stages.ts";
import type { Samples } from "./training.ts";
import { KINDS, LENGTH, type Waves, waveAt } from "./waves.ts";

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

/** Waves that are shown at once: each kind the same number of times. */
const SHOWN = 2 * KINDS.length;

/** Waves from number `from` on, and the scores of these. */
export function readWaves(title: string, { noisy, clean, kind }: Waves, scores: Float32Array, from = 0): PanelsBlock {
  const x = Array.from({ length: LENGTH }, (_, step) => step + 1);
  const found = chooseClasses(scores, KINDS.length);
  const sure = softmaxRows(scores, KINDS.length);
  return {
    kind: "panels",
    title,
    description: "Noisy dots around a wave; each title has the wave's kind and the network's answer.",
    x: { label: "step" },
    y: { label: "value" },
    panels: Array.from({ length: SHOWN }, (_, i) => i).map((i) => ({
      title: `${from + i + 1}, ${KINDS[kind[from + i]]}: taken for ${KINDS[found[i]]}, ${percent(sure[i][found[i]])}`,
      lines: [
        { label: "what the network reads", role: "input", x, y: waveAt(noisy, from + i), mark: "dots" },
        { label: "the wave without its noise", role: "truth", x, y: waveAt(clean, from + i) },
      ],
    })),
  };
}

const ALL = { from: 0, length: LENGTH };

/** Waves of a test while a network learns to name them. */
export function watchReader(title: string, testing: Waves): Examples {
  return {
    testing: samplesOf(testing),
    count: SHOWN,
    draw: (scores, from) => [readWaves(title, testing, scores, from)],
    opening: {
      loss: crossEntropyLoss,
      inputNames: ["noisy wave"],
      lines: (scores, i) => [
        lineFrom(
          `noisy ${KINDS[testing.kind[i]]}, taken for ${KINDS[chooseClasses(scores, KINDS.length)[0]]}`,
          "input",
          waveAt(testing.noisy, i),
          ALL,
        ),
        lineFrom("without its noise", "truth", waveAt(testing.clean, i), ALL),
      ],
    },
  };
}
