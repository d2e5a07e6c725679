// The network of the lab of cells, opened over one of the sequences that are watched.
import { type Mode, mseLoss, tensor } from "recurra";
import type { OpenedNetwork } from "recurra/inside";
import { oneOf, openOne } from "../network/opened.ts";
import type { Marked } from "./data.ts";
import { chooseSequence } from "./heat.ts";
import type { Keeper } from "./keeper.ts";

/** Sequence `sequence` from the one that the heat maps show on. */
export function openKeeper(
  model: Keeper,
  sequences: Marked,
  sequence: number | undefined,
  { title, mode }: { readonly title: string; readonly mode: Mode | undefined },
): OpenedNetwork {
  const { count, length, values, marks, stored } = sequences;
  const b = (chooseSequence(sequences) + oneOf(count, sequence)) % count;
  const part = <A extends Float32Array | Uint8Array>(from: A) => from.subarray(b * length, (b + 1) * length);
  const [read, marked, truth] = [part(values), part(marks), part(stored)];
  const x = tensor(
    Array.from({ length: 2 * length }, (_, i) => (i % 2 === 0 ? read : marked)[i >> 1]),
    [1, length, 2],
  );
  let said: Float32Array = new Float32Array(length);
  const opened = openOne(
    model,
    () => {
      const output = model.forward(x);
      said = output.toArray();
      return { output, loss: mseLoss(output, tensor(truth, [1, length, 1])) };
    },
    { title, mode, inputNames: ["value read", "mark"] },
  );
  return {
    ...opened,
    lines: [
      { label: "value read", role: "input", y: [...read] },
      { label: "to be said", role: "truth", y: [...truth] },
      { label: "said", role: "model", y: [...said] },
    ],
    stepNames: Array.from(marked, (mark, t) => (mark === 1 ? `step ${t + 1}, marked` : `step ${t + 1}`)),
  };
}
