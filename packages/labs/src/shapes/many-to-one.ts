// Many to one: a sequence comes in, and one answer is given at its end, from the last state.
//
//   x_1 ... x_T -> RNN over T steps -> Linear on the last output -> y

import type { HeatBlock } from "@recurra/report";
import { crossEntropyLoss, noGrad, withSeed } from "recurra";
import { confusionMatrix } from "recurra/evaluation";
import { percent } from "recurra/words";
import { describeNetwork } from "../network/network.ts";
import { chooseClasses } from "./classes.ts";
import { tryDropout } from "./dropped.ts";
import { lookBack, watchNow } from "./examples.ts";
import type { RunLesson } from "./lesson.ts";
import { hasLearned, rateChance, rateRight, type Score } from "./score.ts";
import { Stages } from "./stages.ts";
import { describeLayer, joinSamples, learn } from "./training.ts";
import { drawUnrolled, unroll } from "./unrolled.ts";
import { NOISE, readWaves, samplesOf, WaveReader, watchReader } from "./wave-reader.ts";
import { KINDS, LENGTH, makeWaves } from "./waves.ts";

function drawConfusion(counts: readonly (readonly number[])[]): HeatBlock {
  return {
    kind: "heat",
    title: "Test waves of each kind (rows) by what they were taken for (columns)",
    description: "Counts of waves by kind and answer; the right answers are on the diagonal.",
    x: { label: "taken for" },
    columns: KINDS.map((_, i) => i + 1),
    columnNames: KINDS,
    grids: [{ title: "", rowsLabel: "kind", rowNames: KINDS, rows: counts, showValues: true }],
    colors: "sequential",
    domain: [0, Math.max(...counts.flat())],
    legend: "waves",
  };
}

export const manyToOne: RunLesson = async function* (settings, context, watched) {
  const training = makeWaves(600, NOISE, settings.seed, "training");
  const testing = makeWaves(300, NOISE, settings.seed, "test");

  const layer = describeLayer(settings);
  const model = watched.keep(withSeed(settings.seed, () => new WaveReader(layer)));
  try {
    const examples = watchReader("Many to one: six test waves, and what the network takes them for", testing);
    watchNow(watched, examples, model, { title: `many to one: ${describeNetwork(layer)}`, context });
    yield* learn("many to one: name a wave", model, samplesOf(training), { loss: crossEntropyLoss }, settings, context);

    const dropped = yield* tryDropout(settings, context, watched);

    const stages = new Stages();
    const scores = noGrad(() => model.forward(joinSamples(samplesOf(testing)).x, stages.see).toArray());
    const found = chooseClasses(scores, KINDS.length);
    const counts = confusionMatrix(testing.kind, found, KINDS.length);
    const score: Score = {
      kind: "accuracy",
      measure: "waves named rightly",
      network: rateRight(
        describeNetwork(layer),
        found.map((kind, i) => kind === testing.kind[i]),
      ),
      others: [],
      naive: [rateChance("always one kind", 1 / KINDS.length, testing.count)],
      samples: testing.count,
    };
    return {
      shape: "many to one",
      task: "name a wave",
      about:
        `The way back from one to many: ${LENGTH} noisy values of a wave come in, one a step, and at the end the network ` +
        `names its kind (${KINDS.join(", ")}). No single value tells. ${training.count} waves to learn from, ` +
        `${testing.count} others to test with, with normal noise of standard deviation ${NOISE}.`,
      use: "One answer about a whole sequence: the mood of a review, the cause of a sensor's signal, up or down tomorrow.",
      x: stages.of("x"),
      y: stages.of("y"),
      stages: stages.list,
      equations: [
        { tex: "h_t = f(x_t, h_{t-1}), \\quad t = 1 \\dots T", says: "the whole wave is read" },
        { tex: "o = c + V h_T", says: "one score for each kind, from the last state alone" },
        {
          tex: "\\hat y = \\text{softmax}(o)",
          says: "the chance of each kind; the loss is $-\\log \\hat y_k$ of the right kind k",
        },
      ],
      drawing: drawUnrolled(
        "The layer unrolled: an input at each step, one answer at the end",
        "Every step reads an input; only the last one's output goes on to the head.",
        [unroll(stages, model.recurrent, { outputs: (step, steps) => step === steps })],
      ),
      score,
      view: lookBack(examples, scores),
      learned: [
        readWaves("The first six test waves: what they are, and what the network takes them for", testing, scores),
        drawConfusion(counts),
        ...dropped.blocks,
      ],
      finding: hasLearned(score)
        ? `No single value tells, so the last state must hold what ${percent(score.network.value, 1)} right answers take.`
        : "That is no better than naming always the same kind; train it for longer.",
      more: { confusion: counts, dropout: dropped.told },
    };
  } finally {
    watched.drop(model);
  }
};
