// The network of the sound lab, opened over a sound.
import { type Batch, mseLoss } from "recurra";
import type { OpenedNetwork } from "recurra/inside";
import { lineFrom, type Named, openOne } from "../network/opened.ts";
import type { Cleaner } from "./cleaner.ts";

/** The root mean square of each stretch of `hop` samples. */
function loudness(samples: ArrayLike<number>, hop: number): number[] {
  return Array.from({ length: Math.floor(samples.length / hop) }, (_, step) => {
    let sum = 0;
    for (let i = step * hop; i < (step + 1) * hop; i++) sum += samples[i] * samples[i];
    return Math.sqrt(sum / hop);
  });
}

/** One sound as a batch, of which step t reads the samples of both hops around its end. */
export function openCleaner(
  model: Cleaner,
  { x, y }: Batch,
  noisy: ArrayLike<number>,
  hop: number,
  named: Named,
): OpenedNetwork {
  const [, length] = x.shape;
  const clean = y.toArray();
  const all = { from: 0, length };
  const run = () => {
    const said = model.forward(x);
    return { said, loss: mseLoss(said, y) };
  };
  return openOne(model, run, {
    ...named,
    inputNames: Array.from({ length: hop }, (_, i) => `filter ${i + 1}`),
    lines: (said) => [
      lineFrom("loudness, with noise", "input", loudness(noisy, hop), all),
      lineFrom("clean", "truth", loudness(clean, hop), all),
      lineFrom("network", "model", loudness(said, hop), all),
    ],
  });
}
