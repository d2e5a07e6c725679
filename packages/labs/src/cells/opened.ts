// The network of the lab of cells, opened over one of the sequences that are watched.
import { mseLoss, tensor } from "recurra";
import type { OpenedNetwork } from "recurra/inside";
import { lineFrom, type Named, openOne } from "../network/opened.ts";
import type { Marked } from "./data.ts";
import type { Keeper } from "./keeper.ts";

/** Sequence `b`. */
export function openKeeper(
  model: Keeper,
  { length, values, marks, stored }: Marked,
  b: number,
  named: Named,
): OpenedNetwork {
  const part = <A extends Float32Array | Uint8Array>(from: A) => from.subarray(b * length, (b + 1) * length);
  const [read, marked, truth] = [part(values), part(marks), part(stored)];
  const both = Float32Array.from({ length: 2 * length }, (_, i) => (i % 2 === 0 ? read : marked)[i >> 1]);
  const [x, y] = [tensor(both, [1, length, 2]), tensor(truth, [1, length, 1])];
  const all = { from: 0, length };
  const run = () => {
    const said = model.forward(x);
    return { said, loss: mseLoss(said, y) };
  };
  return openOne(model, run, {
    ...named,
    inputNames: ["value read", "mark"],
    stepNames: Array.from(marked, (mark, t) => (mark === 1 ? `step ${t + 1}, marked` : `step ${t + 1}`)),
    lines: (said) => [
      lineFrom("value read", "input", read, all),
      lineFrom("to be said", "truth", truth, all),
      lineFrom("said", "model", said, all),
    ],
  });
}
