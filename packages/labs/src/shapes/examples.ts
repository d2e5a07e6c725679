// What is seen of a shape while its network learns, and afterwards: a few samples of the test, and what the network says of them.
import type { Block } from "@recurra/report";
import { type Module, noGrad, type Tensor, withMode } from "recurra";
import type { OpenedLine, OpenedNetwork } from "recurra/inside";
import { withEvaluation } from "recurra/nn";
import type { LabContext, LabDial, LabLook, LabView } from "../lab/lab.ts";
import type { Watched } from "../lab/watched.ts";
import { type Named, openOne } from "../network/opened.ts";
import { joinSamples, type Samples, takeSamples } from "./training.ts";

export const dial: LabDial = {
  label: "example",
  least: 1,
  most: 20,
  step: 1,
  initial: 1,
  effect: "Other samples of the test, which the network has not learned from.",
};

/** How a network is opened over a sample. */
export interface Opening {
  /** What it is trained by. */
  readonly loss: (said: Tensor, y: Tensor) => Tensor;
  /** Of the features that it reads. */
  readonly inputNames: readonly string[];
  /** Of the steps of sample i, where they have names. */
  readonly stepNames?: (i: number) => readonly string[];
  /** The steps that the networks in it begin with. */
  readonly starts?: readonly number[];
  /** What stands above, of sample i and what the network says of it. */
  readonly lines: (said: Float32Array, i: number) => readonly OpenedLine[];
}

/** The samples of a test, and the pictures of `count` of them from number `from` on. */
export interface Examples {
  readonly testing: Samples;
  readonly count: number;
  /** `said`: what the network says of these alone. */
  readonly draw: (said: Float32Array, from: number) => readonly Block[];
  readonly opening: Opening;
}

/** What is watched. */
type Model = Module & { forward(x: Tensor): Tensor };

/** Where the dial points. */
function startOf({ testing, count }: Examples, at: number = dial.initial): number {
  return Math.max(0, Math.min((at - 1) * count, testing.xShape[0] - count));
}

/** Shows a network at any moment of its training; `title` is what it is called where others stand beside it. */
export function watchNow(
  watched: Watched,
  examples: Examples,
  model: Model,
  { title, context: { mode = "strict" } }: { readonly title: string; readonly context: LabContext },
): void {
  const { testing, count, draw } = examples;
  watched.show(
    (at) => {
      const from = startOf(examples, at);
      const { x } = joinSamples(takeSamples(testing, from, count));
      const said = withMode(mode, () => withEvaluation(model, () => noGrad(() => model.forward(x).toArray())));
      return draw(said, from);
    },
    (dial, sequence) =>
      openSample(examples, model, { dial, ...(sequence !== undefined && { sequence }) }, { title, mode }),
  );
}

/** A network, opened over one of the samples that the dial shows. */
function openSample(examples: Examples, model: Model, { dial, sequence = 0 }: LabLook, named: Named): OpenedNetwork {
  const { testing, count, opening } = examples;
  const i = startOf(examples, dial) + (sequence % count);
  const { x, y } = joinSamples(takeSamples(testing, i, 1));
  const run = () => {
    const said = model.forward(x);
    return { said, loss: opening.loss(said, y) };
  };
  const { inputNames, stepNames, starts } = opening;
  return openOne(model, run, {
    ...named,
    inputNames,
    ...(stepNames && { stepNames: stepNames(i) }),
    ...(starts && { starts }),
    lines: (said) => opening.lines(said, i),
  });
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
