// A classifier of the direction lab, opened over the days before one test day.
import { bceWithLogitsLoss, tensor } from "recurra";
import type { Windows } from "recurra/data";
import type { OpenedNetwork } from "recurra/inside";
import { lineFrom, type Named, oneOf, openOne } from "../network/opened.ts";
import type { DirectionClassifier } from "./classifier.ts";
import type { DirectionData } from "./data.ts";

/** Window `sequence` of the test. */
export function openDirection(
  model: DirectionClassifier,
  { columns }: DirectionData,
  windows: Windows,
  sequence: number | undefined,
  named: Named,
): OpenedNetwork {
  const { lookback } = windows;
  const at = oneOf(windows.length, sequence);
  const [input, target] = [new Float32Array(lookback * columns.length), new Float32Array(1)];
  windows.gather([at], input, target);
  const [x, y] = [tensor(input, [1, lookback, columns.length]), tensor(target, [1, 1])];
  const all = { from: 0, length: lookback + 1 };
  const next = { ...all, from: lookback };
  const run = () => {
    const said = model.forward(x);
    return { said, loss: bceWithLogitsLoss(said, y) };
  };
  const first = windows.start(at);
  return openOne(model, run, {
    ...named,
    inputNames: columns,
    stepNames: Array.from({ length: lookback + 1 }, (_, t) => windows.series.times.label(first + t)),
    lines: (said) => [
      ...columns.map((name, i) =>
        lineFrom(
          `${name}, scaled`,
          "input",
          Array.from({ length: lookback }, (_, t) => input[t * columns.length + i]),
          all,
        ),
      ),
      lineFrom("up (1) or not (0)", "truth", target, next),
      lineFrom(
        "probability of up",
        "model",
        said.map((logit) => 1 / (1 + Math.exp(-logit))),
        next,
      ),
    ],
  });
}
