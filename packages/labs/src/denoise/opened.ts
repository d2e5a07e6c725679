// The denoising network, opened over one of the waves that are watched.
import { l1Loss, type Mode, tensor } from "recurra";
import type { OpenedNetwork } from "recurra/inside";
import { oneOf, openOne } from "../network/opened.ts";
import { LENGTH, type Sequences } from "./data.ts";
import type { Denoiser } from "./denoiser.ts";

/** Wave `sequence`, with the noise that it is shown with. */
export function openDenoiser(
  model: Denoiser,
  { count, noisy, clean }: Sequences,
  sequence: number | undefined,
  { title, mode }: { readonly title: string; readonly mode: Mode | undefined },
): OpenedNetwork {
  const b = oneOf(count, sequence);
  const part = (from: Float32Array) => from.slice(b * LENGTH, (b + 1) * LENGTH);
  const [read, truth] = [part(noisy), part(clean)];
  let said: Float32Array = new Float32Array(LENGTH);
  const opened = openOne(
    model,
    () => {
      const output = model.forward(tensor(read, [1, LENGTH, 1]));
      said = output.toArray();
      return { output, loss: l1Loss(output, tensor(truth, [1, LENGTH, 1])) };
    },
    { title, mode, inputNames: ["noisy wave"] },
  );
  return {
    ...opened,
    lines: [
      { label: "noisy wave", role: "input", y: [...read] },
      { label: "clean wave", role: "truth", y: [...truth] },
      { label: "network", role: "model", y: [...said] },
    ],
  };
}
