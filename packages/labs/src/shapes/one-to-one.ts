// One to one: a single input, a single answer, no time. One frame shows where the ball is, but not where it flies.
//
//   x_1 -> RNN, one step -> Linear -> y_1

import type { Line, PanelsBlock } from "@recurra/report";
import { mseLoss, noGrad, withSeed } from "recurra";
import { grouped } from "recurra/words";
import { describeNetwork } from "../network/network.ts";
import { FRAMES, makePaths, rateDistance, takeFirstFrames } from "./ball.ts";
import { BallWatcher, openFlight } from "./ball-watcher.ts";
import { type Examples, lookBack, watchNow } from "./examples.ts";
import type { RunLesson } from "./lesson.ts";
import { hasLearned, type Score } from "./score.ts";
import { Stages } from "./stages.ts";
import { describeLayer, joinSamples, learn, type Samples, takeSamples } from "./training.ts";
import { drawUnrolled, unroll } from "./unrolled.ts";

/** Balls i of the samples, from 0, and their numbers from `from` on. */
function drawBalls(title: string, samples: Samples, said: Float32Array, from = 0): PanelsBlock {
  return {
    kind: "panels",
    title,
    description: "For each ball the place where it was seen, the place where it went and the network's answer.",
    x: { label: "right", domain: [0, 1] },
    y: { label: "up", domain: [0, 1] },
    square: true,
    panels: [0, 1, 2, 3].map((i) => ({ title: `ball ${from + i + 1}`, lines: drawFlight(samples, said, i) })),
  };
}

/** Ball i: where it was seen and where it went, and what the network says. */
function drawFlight({ x, y }: Samples, said: Float32Array, i: number): Line[] {
  const [right, up] = [2 * i, 2 * i + 1];
  return [
    { label: "where it goes", role: "truth", x: [x[right], y[right]], y: [x[up], y[up]], mark: "both" },
    { label: "where it was seen", role: "naive", x: [x[right]], y: [x[up]], mark: "dots" },
    { label: "what the network says", role: "model", x: [said[right]], y: [said[up]], mark: "dots" },
  ];
}

export const oneToOne: RunLesson = async function* (settings, context, watched) {
  // The first frames of the paths that the many-to-many network watches for longer.
  const training = takeFirstFrames(makePaths(1000, FRAMES, settings.seed, "training"));
  const testing = takeFirstFrames(makePaths(300, FRAMES, settings.seed, "test"));

  const layer = describeLayer(settings);
  const model = watched.keep(withSeed(settings.seed, () => new BallWatcher(layer)));
  try {
    const examples: Examples = {
      testing,
      count: 4,
      draw: (said, from) => [
        drawBalls(
          "One to one: four test balls, and where the network says that they go",
          takeSamples(testing, from, 4),
          said,
          from,
        ),
      ],
      opening: openFlight(testing),
    };
    watchNow(watched, examples, model, { title: `one to one: ${describeNetwork(layer)}`, context });
    yield* learn("one to one: a ball seen once", model, training, { loss: mseLoss }, settings, context);

    const stages = new Stages();
    const said = noGrad(() => model.forward(joinSamples(testing).x, stages.see).toArray());
    const score: Score = {
      kind: "error",
      measure: "RMS distance from the true place",
      network: rateDistance(describeNetwork(layer), testing, said),
      others: [],
      naive: [rateDistance("staying", testing, testing.x)],
      samples: testing.xShape[0],
    };
    return {
      shape: "one to one",
      task: "ball seen once",
      about:
        `A ball flies through a box whose sides are 1 long and bounces off its walls. The network sees **one** frame, ` +
        `the ball's place, and says where the ball will be a frame later. ${grouped(training.xShape[0])} frames to learn from, ` +
        `${testing.xShape[0]} of other flights to test with.`,
      use:
        "One input and one answer that do not depend on what came before: classify a picture, price a house. Nothing is " +
        "recurrent here; a feed-forward network does the same.",
      x: stages.of("x"),
      y: stages.of("y"),
      stages: stages.list,
      equations: [
        { tex: "h_1 = f(x_1, 0)", says: "one step from a state of zeros" },
        { tex: "y_1 = x_1 + c + V h_1", says: "how far the ball goes, added to where it is" },
      ],
      drawing: drawUnrolled(
        "One step: there is no time to unroll",
        "One input, one cell, one output; the state before it is zero.",
        [unroll(stages, model.recurrent)],
      ),
      score,
      learned: [drawBalls("Four test balls in the box (positions; 1 is the length of a side)", testing, said)],
      view: lookBack(examples, said),
      finding: hasLearned(score)
        ? "One frame already tells something about the next here."
        : "That is hardly better than to say that the ball stays, if at all: one frame does not show the direction of the flight. What " +
          "little can be known is that a ball beside a wall will be further from it.",
    };
  } finally {
    watched.drop(model);
  }
};
