// Deep: layers on each other. Each layer reads the outputs of the one below at every step, and each keeps a state of its own.
//
//   x_1 ... x_T -> layer 1 over T steps -> layer 2 over T steps -> Linear at each step -> y_1 ... y_T

import type { BarsBlock, TableBlock } from "@recurra/report";
import { mseLoss, noGrad, tensor, withSeed } from "recurra";
import { counted, grouped, percent } from "recurra/words";
import { compareErrors } from "../lab/advantage.ts";
import { parameterCount } from "../network/model-file.ts";
import { describeNetwork, makeNetwork, type NetworkSettings } from "../network/network.ts";
import { continueStraight, FRAMES, makePaths, rateDistance } from "./ball.ts";
import { BallWatcher, watchFlights } from "./ball-watcher.ts";
import { lookBack, watchNow } from "./examples.ts";
import type { Lesson, RunLesson } from "./lesson.ts";
import { findBestNaive, hasLearned, type Rated, type Score } from "./score.ts";
import { describeShape, Stages } from "./stages.ts";
import { describeLayer, joinSamples, learn, type Samples } from "./training.ts";
import { drawUnrolled, unroll } from "./unrolled.ts";

/** A network, its size, and how far off it is. */
interface Tried extends Rated {
  readonly weights: number;
}

/** The units of one layer that has about as many weights as two layers of `hidden` units; `inputs` is what the first reads. */
export function widenLayer(hidden: number, inputs: number): number {
  // Weights of a layer for each gate: H (I + H), and 2 H biases.
  const layer = (units: number, reads: number) => units * (reads + units + 2);
  const wanted = layer(hidden, inputs) + layer(hidden, hidden);
  let units = hidden;
  while (layer(units, inputs) < wanted) units++;
  return units;
}

/** The final states of networks that are deep, that read from both ends, and both, on the first test flights. */
function tabulateStates(settings: NetworkSettings, { x, xShape: [, ...rest] }: Samples): TableBlock {
  const batch = 5;
  const size = rest[0] * rest[1];
  const some = tensor(x.subarray(0, batch * size), [batch, ...rest]);
  const shapes = [1, 2, 3].flatMap((layers) =>
    [false, true].map((bidirectional) => {
      const recurrent = makeNetwork(rest[1], { ...settings, layers, bidirectional });
      try {
        const { output, state } = noGrad(() => recurrent.forward(some));
        const shapes = [some.shape, output.shape, state.h.shape].map(describeShape);
        return [`${layers}`, `${recurrent.directions}`, ...shapes];
      } finally {
        recurrent.dispose();
      }
    }),
  );
  return {
    kind: "table",
    caption: `What a state is made of: H = ${counted(settings.hidden, "unit")}, a batch of B = ${batch}`,
    columns: [
      { title: "layers L" },
      { title: "directions D" },
      { title: "x [B, T, I]" },
      { title: "output [B, T, D*H]" },
      { title: "state.h [L*D, B, H]" },
    ],
    rows: shapes.map((cells) => ({ cells })),
  };
}

function toPercentOfSide(distance: number): number {
  return Math.round(1000 * distance) / 10;
}

function drawBars(tried: readonly Tried[], naive: Rated): BarsBlock {
  const roles = ["model", "4", "5"] as const;
  return {
    kind: "bars",
    title: `RMS distance from the true place, frames 2 to ${FRAMES} (% of a side)`,
    description: "One bar for each network, beside the best answer without learning.",
    value: { label: "% of a side" },
    bars: tried.map(({ name, value, weights }, i) => ({
      label: `${name}, ${grouped(weights)} weights`,
      role: roles[i],
      value: toPercentOfSide(value),
    })),
    rule: { label: naive.name, value: toPercentOfSide(naive.value) },
  };
}

function describeFinding(score: Score, [deep, narrow, wide]: readonly Tried[]): string {
  if (!hasLearned(score)) return "That is no better than the simple answers; train it for longer.";
  const against = (other: Tried) => {
    const less = 1 - deep.value / other.value;
    return `${percent(Math.abs(less))} ${less > 0 ? "less" : "more"} error than the ${other.name}`;
  };
  const depth = {
    better: "Here depth helps more than width",
    even: "Whether depth or width helps more, these flights do not tell",
    worse: "Here depth does not help more than width",
  }[compareErrors(deep.errors, wide.errors).outcome];
  return (
    `The ${deep.name} makes ${against(narrow)}, and ${against(wide)}, which has about as many weights. ${depth}; with ` +
    "another seed or on another task it may be otherwise."
  );
}

export const deep: RunLesson = async function* (settings, context, watched) {
  const training = makePaths(1000, FRAMES, settings.seed, "training");
  const testing = makePaths(300, FRAMES, settings.seed, "test");

  const narrow = describeLayer(settings);
  const networks: NetworkSettings[] = [
    { ...narrow, layers: 2 },
    narrow,
    { ...narrow, hidden: widenLayer(narrow.hidden, 2) },
  ];
  const tried: Tried[] = [];
  let shown: Pick<Lesson, "x" | "y" | "stages" | "drawing" | "view"> | undefined;
  for (const each of networks) {
    const name = describeNetwork(each);
    const model = watched.keep(withSeed(settings.seed, () => new BallWatcher(each)));
    try {
      const examples = watchFlights(`Deep: ${name}`, testing, "deep, flight");
      watchNow(watched, examples, model, { title: `deep: ${name}`, context });
      yield* learn(`deep: ${name}`, model, training, { loss: mseLoss }, settings, context);
      const stages = new Stages();
      const said = noGrad(() => model.forward(joinSamples(testing).x, stages.see).toArray());
      tried.push({ ...rateDistance(name, testing, said, 1), weights: parameterCount(model) });
      shown ??= {
        view: lookBack(examples, said),
        x: stages.of("x"),
        y: stages.of("y"),
        stages: stages.list,
        drawing: drawUnrolled(
          "Two layers unrolled: the upper one reads what the lower one gives",
          "Two rows of cells; each row passes its own state on in time.",
          [unroll(stages, model.recurrent)],
        ),
      };
    } finally {
      watched.drop(model);
    }
  }

  const [main, ...others] = tried;
  const score: Score = {
    kind: "error",
    measure: `RMS distance from the true place, frames 2 to ${FRAMES}`,
    network: main,
    others,
    naive: [
      rateDistance("staying", testing, testing.x, 1),
      rateDistance("going straight on", testing, continueStraight(testing), 1),
    ],
    samples: testing.xShape[0] * (FRAMES - 1),
  };
  return {
    shape: "deep",
    task: "ball, two layers",
    about:
      "The ball again, with two layers on each other. Each layer has a state, so the state has one row more for each layer: " +
      "`state.h` is [L*D, B, H]. To see what depth is worth, a single layer with as many units is trained beside it, and a " +
      "wider single layer with about as many weights.",
    use: "When one layer with more units no longer helps: speech, text, long signals. Deeper networks need more data and time.",
    equations: [
      { tex: "h^{(1)}_t = f(x_t, h^{(1)}_{t-1})", says: "the lower layer reads the input" },
      { tex: "h^{(2)}_t = f(h^{(1)}_t, h^{(2)}_{t-1})", says: "the upper layer reads the states of the lower one" },
      { tex: "y_t = x_t + c + V h^{(2)}_t", says: "the answer comes from the uppermost layer" },
    ],
    ...shown!,
    score,
    learned: [drawBars(tried, findBestNaive(score)), tabulateStates(narrow, testing)],
    finding: describeFinding(score, tried),
    more: { networks: tried.map(({ name, value, weights }) => ({ name, error: value, weights })) },
  };
};
