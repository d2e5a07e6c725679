// What is seen of a shape while its network learns, and afterwards: a few samples of the test, and what the network says of them.
import type { Block } from "@recurra/report";
import { type Module, noGrad, type Tensor, withMode } from "recurra";
import { withEvaluation } from "recurra/nn";
import type { LabContext, LabDial, LabView } from "../lab/lab.ts";
import { joinSamples, type Samples, takeSamples } from "./training.ts";

export const dial: LabDial = {
  label: "example",
  least: 1,
  most: 20,
  step: 1,
  initial: 1,
  effect: "Other samples of the test, which the network has not learned from.",
};

/** The samples of a test, and the pictures of `count` of them from number `from` on. */
export interface Examples {
  readonly testing: Samples;
  readonly count: number;
  /** `said`: what the network says of these alone. */
  readonly draw: (said: Float32Array, from: number) => readonly Block[];
}

/** Where the dial points. */
function startOf({ testing, count }: Examples, at: number = dial.initial): number {
  return Math.max(0, Math.min((at - 1) * count, testing.xShape[0] - count));
}

/** A network at any moment of its training. */
export function watchNow(
  examples: Examples,
  model: Module & { forward(x: Tensor): Tensor },
  { mode = "strict" }: LabContext,
): LabView {
  const { testing, count, draw } = examples;
  return {
    draw: (at) => {
      const from = startOf(examples, at);
      const { x } = joinSamples(takeSamples(testing, from, count));
      const said = withMode(mode, () => withEvaluation(model, () => noGrad(() => model.forward(x).toArray())));
      return draw(said, from);
    },
  };
}

/** The same afterwards, of all that the network has said of the test. */
export function lookBack(examples: Examples, said: Float32Array): LabView {
  const { testing, count, draw } = examples;
  const width = said.length / testing.xShape[0];
  return {
    draw: (at) => {
      const from = startOf(examples, at);
      return draw(said.subarray(from * width, (from + count) * width), from);
    },
  };
}
