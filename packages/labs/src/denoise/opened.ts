// The denoising network, opened over one of the waves that are watched.
import { l1Loss, tensor } from "recurra";
import type { OpenedNetwork } from "recurra/inside";
import { lineFrom, type Named, oneOf, openOne } from "../network/opened.ts";
import { LENGTH, type Sequences } from "./data.ts";
import type { Denoiser } from "./denoiser.ts";

/** Wave `sequence`, with the noise that it is shown with. */
export function openDenoiser(
  model: Denoiser,
  { count, noisy, clean }: Sequences,
  sequence: number | undefined,
  named: Named,
): OpenedNetwork {
  const b = oneOf(count, sequence);
  const part = (from: Float32Array) => from.slice(b * LENGTH, (b + 1) * LENGTH);
  const [read, truth] = [part(noisy), part(clean)];
  const [x, y] = [tensor(read, [1, LENGTH, 1]), tensor(truth, [1, LENGTH, 1])];
  const all = { from: 0, length: LENGTH };
  const run = () => {
    const said = model.forward(x);
    return { said, loss: l1Loss(said, y) };
  };
  return openOne(model, run, {
    ...named,
    inputNames: ["noisy wave"],
    lines: (said) => [
      lineFrom("noisy wave", "input", read, all),
      lineFrom("clean wave", "truth", truth, all),
      lineFrom("network", "model", said, all),
    ],
  });
}
