// Encoder-decoders, opened over one window: the encoder reads it, the decoder writes what comes after it.
import { type Module, mseLoss, type Tensor, tensor } from "recurra";
import type { OpenedNetwork } from "recurra/inside";
import type { DecodeOptions } from "recurra/nn";
import { lineFrom, type Named, openOne } from "./opened.ts";

/** A window and what follows it, as the network reads them. */
interface OpenedWindow extends Named {
  readonly input: ArrayLike<number>;
  readonly target: ArrayLike<number>;
  /** Whether each step of the decoder reads the true value before it. */
  readonly forced: boolean;
  /** What is read: "price". */
  readonly label: string;
  /** Back into the units that are shown. */
  readonly shown: (values: ArrayLike<number>) => ArrayLike<number>;
  readonly stepNames: readonly string[];
}

export function openWindow(
  model: Module & { forward(x: Tensor, options: DecodeOptions): Tensor },
  { input, target, forced, label, shown, stepNames, title, mode }: OpenedWindow,
): OpenedNetwork {
  const [read, ahead] = [input.length, target.length];
  const [x, y] = [tensor(input, [1, read, 1]), tensor(target, [1, ahead, 1])];
  const all = { from: 0, length: read + ahead };
  const behind = { ...all, from: read };
  const run = () => {
    const said = model.forward(x, forced ? { targets: y, teacherForcing: 1 } : { horizon: ahead });
    return { said, loss: mseLoss(said, y) };
  };
  return openOne(model, run, {
    ...{ title, mode, stepNames, inputNames: [label] },
    ...{ networkNames: ["encoder", "decoder"], starts: [0, read] },
    lines: (said) => [
      lineFrom(label, "input", shown(input), all),
      lineFrom("truth", "truth", shown(target), behind),
      lineFrom(forced ? "written, each from the true value before" : "written", "model", shown(said), behind),
    ],
  });
}
