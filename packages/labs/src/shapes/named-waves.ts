// Waves with the names that a network gives them.
import type { PanelsBlock } from "@recurra/report";
import { percent } from "recurra/words";
import { chooseClasses, softmaxRows } from "./classes.ts";
import type { Examples } from "./examples.ts";
import { samplesOf } from "./wave-reader.ts";
import { KINDS, LENGTH, type Waves, waveAt } from "./waves.ts";

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

/** Waves of a test while a network learns to name them. */
export function watchReader(title: string, testing: Waves): Examples {
  return {
    testing: samplesOf(testing),
    count: SHOWN,
    draw: (scores, from) => [readWaves(title, testing, scores, from)],
  };
}
