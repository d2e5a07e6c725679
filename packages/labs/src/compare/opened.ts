// A network of the comparison, opened over one window of the test days.
import { mseLoss, tensor } from "recurra";
import type { OpenedNetwork } from "recurra/inside";
import { lineFrom, type Named, oneOf, openOne } from "../network/opened.ts";
import type { CompareData } from "./data.ts";
import type { NextPrice } from "./networks.ts";

/** Window `sequence` of the test. */
export function openNextPrice(
  model: NextPrice,
  { windows: { test }, priceOf, prices, series }: CompareData,
  sequence: number | undefined,
  named: Named,
): OpenedNetwork {
  const { lookback } = test;
  const at = oneOf(test.length, sequence);
  const [input, target] = [new Float32Array(lookback), new Float32Array(1)];
  test.gather([at], input, target);
  const [x, y] = [tensor(input, [1, lookback, 1]), tensor(target, [1, 1])];
  const all = { from: 0, length: lookback + 1 };
  const next = { ...all, from: lookback };
  const run = () => {
    const said = model.forward(x);
    return { said, loss: mseLoss(said, y) };
  };
  const [column] = prices.columns;
  const first = test.start(at);
  return openOne(model, run, {
    ...named,
    inputNames: [column],
    stepNames: Array.from({ length: lookback + 1 }, (_, t) => series.times.label(first + t)),
    lines: (said) => [
      lineFrom(column, "input", priceOf(input), all),
      lineFrom("next day", "truth", priceOf(target), next),
      lineFrom("predicted", "model", priceOf(said), next),
    ],
  });
}
