// Many to many, aligned: an answer at each step. The frames before show the direction that a single frame hides.
//
//   x_1 ... x_T -> RNN over T steps -> Linear at each step -> y_1 ... y_T

import type { Line, LinesBlock, TableBlock } from "@recurra/report";
import { mseLoss, noGrad, withSeed } from "recurra";
import { describeNetwork } from "../network/network.ts";
import { continueStraight, FRAMES, makePaths, measureDistance, rateDistance } from "./ball.ts";
import { BallWatcher, drawFlights, watchFlights } from "./ball-watcher.ts";
import { lookBack, watchNow } from "./examples.ts";
import type { RunLesson } from "./lesson.ts";
import { hasLearned, type Score } from "./score.ts";
import { Stages } from "./stages.ts";
import { describeLayer, joinSamples, learn, type Samples } from "./training.ts";
import { drawUnrolled, unroll } from "./unrolled.ts";

const frames = Array.from({ length: FRAMES }, (_, i) => i + 1);

function drawErrorByFrame(
  testing: Samples,
  answers: readonly (readonly [string, Line["role"], Float32Array])[],
): LinesBlock {
  const lines = answers.map(([label, role, places]) => ({
    label,
    role,
    x: frames,
    y: frames.map((_, frame) => measureDistance(testing, places, frame, frame + 1)),
    mark: "both" as const,
  }));
  return {
    kind: "lines",
    title: "RMS distance from the true place, by the frames seen so far",
    description: "The error by frames seen, of the network, of staying and of going straight on.",
    x: { label: "frames seen" },
    y: { label: "distance", domain: [0, 1.05 * Math.max(...lines.flatMap(({ y }) => y))] },
    lines,
  };
}

function tabulateFirstFlight(testing: Samples, said: Float32Array): TableBlock {
  const place = (places: Float32Array, frame: number) =>
    `(${places[2 * frame].toFixed(2)}, ${places[2 * frame + 1].toFixed(2)})`;
  return {
    kind: "table",
    caption: "The first test flight: places as (right, up)",
    columns: [{ title: "frame" }, { title: "ball is at" }, { title: "goes to" }, { title: "network says" }],
    rows: frames.map((number, frame) => ({
      cells: [`${number}`, place(testing.x, frame), place(testing.y, frame), place(said, frame)],
    })),
  };
}

export const manyToMany: RunLesson = async function* (settings, context, watched) {
  const training = makePaths(1000, FRAMES, settings.seed, "training");
  const testing = makePaths(300, FRAMES, settings.seed, "test");

  const layer = describeLayer(settings);
  const model = watched.keep(withSeed(settings.seed, () => new BallWatcher(layer)));
  try {
    const examples = watchFlights("Many to many", testing);
    watchNow(watched, examples, model, { title: `many to many: ${describeNetwork(layer)}`, context });
    yield* learn("many to many: a ball watched", model, training, { loss: mseLoss }, settings, context);

    const stages = new Stages();
    const said = noGrad(() => model.forward(joinSamples(testing).x, stages.see).toArray());
    const straight = continueStraight(testing);
    const score: Score = {
      kind: "error",
      measure: `RMS distance from the true place, frames 2 to ${FRAMES}`,
      network: rateDistance(describeNetwork(layer), testing, said, 1),
      others: [],
      naive: [rateDistance("staying", testing, testing.x, 1), rateDistance("going straight on", testing, straight, 1)],
      samples: testing.xShape[0] * (FRAMES - 1),
    };
    const first = measureDistance(testing, said, 0, 1);
    const last = measureDistance(testing, said, FRAMES - 1);
    return {
      shape: "many to many",
      task: "ball watched",
      about:
        `The same ball and the same network as one to one, but it watches ${FRAMES} frames and says at each of them where ` +
        "the ball will be a frame later. Its state carries what the frames before have shown.",
      use: "An answer for each step while the sequence comes in: the next value, a tag for each word, noise taken off a signal.",
      x: stages.of("x"),
      y: stages.of("y"),
      stages: stages.list,
      equations: [
        { tex: "h_t = f(x_t, h_{t-1})", says: "the state after frame t" },
        { tex: "y_t = x_t + c + V h_t", says: "how far the ball goes, added to where it is" },
      ],
      drawing: drawUnrolled(
        "The layer unrolled: an input and an answer at each step",
        "The same cell at each step; its state goes on to the next step.",
        [unroll(stages, model.recurrent)],
      ),
      score,
      learned: [
        drawFlights("Four test flights in the box (positions; 1 is the length of a side)", testing, said),
        drawErrorByFrame(testing, [
          ["network", "model", said],
          ["staying", "naive", testing.x],
          ["going straight on", "3", straight],
        ]),
        tabulateFirstFlight(testing, said),
      ],
      finding:
        `After one frame the network is off by ${first.toFixed(3)}, as in one to one; after ${FRAMES} by ${last.toFixed(3)}. ` +
        (hasLearned(score)
          ? "Going straight on is exact except at a wall, so the network must have learned where the walls are."
          : "It is no better than the simple answers; train it for longer."),
      view: lookBack(examples, said),
      more: { distanceByFrame: frames.map((_, frame) => measureDistance(testing, said, frame, frame + 1)) },
    };
  } finally {
    watched.drop(model);
  }
};
