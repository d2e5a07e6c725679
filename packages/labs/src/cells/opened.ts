// The network of the lab of cells, opened over one of its sequences.
import { mseLoss, tensor } from "recurra";
import type { OpenedNetwork } from "recurra/inside";
import { lineFrom, type Named, oneOf, openOne } from "../network/opened.ts";
import type { Marked } from "./data.ts";
import { chooseSequence } from "./heat.ts";
import type { Keeper } from "./keeper.ts";

/** Sequence 0 is the one that the heat maps show; the others follow it, counted round. */
export function openKeeper(model: Keeper, marked: Marked, sequence: number | undefined, named: Named): OpenedNetwork {
  const { count, length, values, marks, stored } = marked;
  const b = oneOf(count, chooseSequence(marked) + oneOf(count, sequence));
  const part = <V extends Float32Array | Uint8Array>(from: V) => from.slice(b * length, (b + 1) * length);
  const [read, mark, truth] = [part(values), part(marks), part(stored)];
  const x = tensor(Array.from(read, (value, t) => [value, mark[t]]).flat(), [1, length, 2]);
  const y = tensor(Float32Array.from(truth), [1, length, 1]);
  const all = { from: 0, length };
  const run = () => {
    const said = model.forward(x);
    return { said, loss: mseLoss(said, y) };
  };
  return openOne(model, run, {
    ...named,
    inputNames: ["value", "mark"],
    lines: (said) => [
      lineFrom("value read", "input", read, all),
      lineFrom("to be said", "truth", truth, all),
      lineFrom("said", "model", said, all),
    ],
  });
}
