// A network of the lab of gradients, opened over one sequence whose first symbol it is to name.
import { crossEntropyLoss } from "recurra";
import type { OpenedNetwork } from "recurra/inside";
import { lineFrom, type Named, openOne } from "../network/opened.ts";
import type { SequenceReader } from "./subjects.ts";
import { makeRecall, SYMBOLS } from "./tasks.ts";

/** A sequence of `length` steps. */
export function openReader(model: SequenceReader, length: number, seed: number, named: Named): OpenedNetwork {
  const { x, y } = makeRecall(1, length - 1, seed);
  const [read, [wanted]] = [x.toArray(), y.toArray()];
  const width = SYMBOLS + 1;
  const symbols = Array.from({ length }, (_, t) => 1 + read.subarray(t * width, t * width + SYMBOLS).indexOf(1));
  const all = { from: 0, length };
  const run = () => {
    const said = model.forward(x);
    // How sure it is of the symbol that is asked for.
    return { said, loss: crossEntropyLoss(said, y), end: said.slice(1, wanted, wanted + 1) };
  };
  return openOne(model, run, {
    ...named,
    inputNames: [...Array.from({ length: SYMBOLS }, (_, i) => `symbol ${i + 1}`), "mark"],
    stepNames: symbols.map((symbol, t) => (t === 0 ? `symbol ${symbol}, marked` : `symbol ${symbol}`)),
    lines: (said) => [
      lineFrom("symbol", "input", symbols, all),
      lineFrom("to be named", "truth", [wanted + 1], { ...all, from: length - 1 }),
      lineFrom("named", "model", [1 + said.indexOf(Math.max(...said))], { ...all, from: length - 1 }),
    ],
  });
}
