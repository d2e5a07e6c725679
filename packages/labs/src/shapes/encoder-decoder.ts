// Many to many through one state: an encoder reads the whole sequence, then a decoder writes another one from its last state.
//
//   x_1 ... x_T -> encoder -> its last state -> decoder -> Linear at each step -> y_1 ... y_U
//                                               ^ reads the digit that it wrote before

import type { TableBlock } from "@recurra/report";
import { concat, crossEntropyLoss, Linear, Module, noGrad, type Tensor, tensor, withSeed, zeros } from "recurra";
import { Generator } from "recurra/core";
import { accuracy } from "recurra/evaluation";
import { grouped, percent } from "recurra/words";
import { describeNetwork, makeNetwork, type NetworkSettings, type RecurrentNetwork } from "../network/network.ts";
import { lineFrom } from "../network/opened.ts";
import { chooseClasses, encodeOneHot } from "./classes.ts";
import { type Examples, lookBack, watchNow } from "./examples.ts";
import type { RunLesson } from "./lesson.ts";
import { hasLearned, rateChance, rateRight, type Score } from "./score.ts";
import { type See, Stages, unseen } from "./stages.ts";
import { describeLayer, joinSamples, learn, type Samples } from "./training.ts";
import { drawUnrolled, unroll } from "./unrolled.ts";

const DIGITS = 10;
/** Digits in, and digits out. */
const LENGTH = 3;
/** How many sequences there are: 000 to 999. */
const SEQUENCES = 1000;

/** x [B, T, 10] -> [B, U, 10], scores for the digits that it writes; digits are one-hot. */
class Reverser extends Module {
  readonly encoder: RecurrentNetwork;
  readonly decoder: RecurrentNetwork;
  readonly head: Linear;

  constructor(settings: NetworkSettings) {
    super();
    this.encoder = makeNetwork(DIGITS, settings);
    this.decoder = makeNetwork(DIGITS, settings);
    this.head = new Linear({ inFeatures: settings.hidden, outFeatures: DIGITS });
  }

  /** Training: the decoder reads the true digits [B, U, 10], one step late (teacher forcing), so it runs over all at once. */
  forced(x: Tensor, y: Tensor): Tensor {
    const { state } = this.encoder.forward(x);
    const start = zeros([x.shape[0], 1, DIGITS]);
    const inputs = concat([start, y.slice(1, 0, LENGTH - 1)], 1);
    return this.head.forward(this.decoder.forward(inputs, { state }).output);
  }

  /** Use: the decoder reads what it wrote itself, step by step. */
  forward(x: Tensor, see: See = unseen): Tensor {
    see("x", "[B, T, I]", x);
    const encoded = this.encoder.forward(x);
    see("encoder output", "[B, T, H]", encoded.output);
    see("encoder state.h", "[L*D, B, H]", encoded.state.h);
    let { state } = encoded;
    let input: Tensor = zeros([x.shape[0], 1, DIGITS]);
    const scores: Tensor[] = [];
    for (let step = 0; step < LENGTH; step++) {
      const note = step === 0 ? see : unseen;
      note("decoder input, a step", "[B, 1, I]", input);
      const decoded = this.decoder.forward(input, { state });
      note("decoder output, a step", "[B, 1, H]", decoded.output);
      state = decoded.state;
      const score = note("head, a step", "[B, 1, O]", this.head.forward(decoded.output));
      scores.push(score);
      input = tensor(encodeOneHot(chooseClasses(score.toArray(), DIGITS), DIGITS), [x.shape[0], 1, DIGITS]);
    }
    return see("y", "[B, U, O]", concat(scores, 1));
  }
}

/** Different sequences of digits. */
function makeSequences(count: number, seed: number): number[][] {
  const order = new Generator(seed).stream("digits").permutation(SEQUENCES);
  return Array.from(order.subarray(0, count), (number) => Array.from(`${number}`.padStart(LENGTH, "0"), Number));
}

function samplesOf(rows: readonly number[][]): Samples {
  const shape = [rows.length, LENGTH, DIGITS];
  const backwards = rows.map((row) => row.toReversed());
  return {
    x: encodeOneHot(rows.flat(), DIGITS),
    xShape: shape,
    y: encodeOneHot(backwards.flat(), DIGITS),
    yShape: shape,
  };
}

/** Sequences that are shown at once. */
const SHOWN = 10;

function tabulateExamples(caption: string, rows: readonly number[][], written: readonly number[][]): TableBlock {
  return {
    kind: "table",
    caption,
    columns: [{ title: "in" }, { title: "reversed" }, { title: "network writes" }, { title: "" }],
    rows: rows.slice(0, SHOWN).map((row, i) => {
      const truth = row.toReversed().join(" ");
      const found = written[i].join(" ");
      const right = truth === found;
      return { cells: [row.join(" "), truth, found, right ? "right" : "wrong"], best: right ? [2] : [] };
    }),
  };
}

/** Digits one after another as sequences. */
function cutSequences(digits: readonly number[]): number[][] {
  return Array.from({ length: digits.length / LENGTH }, (_, i) => digits.slice(i * LENGTH, (i + 1) * LENGTH));
}

/** Which rows are equal in every digit. */
function findAllRight(found: readonly number[][], truth: readonly number[][]): boolean[] {
  return truth.map((row, i) => row.every((digit, at) => digit === found[i][at]));
}

export const encoderDecoder: RunLesson = async function* (settings, context, watched) {
  const rows = makeSequences(SEQUENCES, settings.seed);
  const training = rows.slice(0, 600);
  const testing = rows.slice(600);
  const truth = testing.map((row) => row.toReversed());

  const layer = describeLayer(settings);
  const model = watched.keep(withSeed(settings.seed, () => new Reverser(layer)));
  try {
    const step = ({ x, y }: { x: Tensor; y: Tensor }) =>
      crossEntropyLoss(model.forced(x, y), chooseClasses(y.toArray(), DIGITS));
    const examples: Examples = {
      testing: samplesOf(testing),
      count: SHOWN,
      draw: (said, from) => {
        const caption = "Encoder-decoder: ten test sequences, and what the network writes, one digit after another";
        return [tabulateExamples(caption, testing.slice(from), cutSequences(chooseClasses(said, DIGITS)))];
      },
      opening: {
        loss: (said, y) => crossEntropyLoss(said, chooseClasses(y.toArray(), DIGITS)),
        inputNames: Array.from({ length: DIGITS }, (_, digit) => `digit ${digit}`),
        stepNames: (i) => [
          ...testing[i].map((digit) => `reads ${digit}`),
          ...truth[i].map((digit) => `to write ${digit}`),
        ],
        starts: [0, LENGTH],
        lines: (said, i) => [
          lineFrom("digit read", "input", testing[i], { from: 0, length: 2 * LENGTH }),
          lineFrom("to be written", "truth", truth[i], { from: LENGTH, length: 2 * LENGTH }),
          lineFrom("written", "model", chooseClasses(said, DIGITS), { from: LENGTH, length: 2 * LENGTH }),
        ],
      },
    };
    watchNow(watched, examples, model, { title: `encoder-decoder: ${describeNetwork(layer)}`, context });
    yield* learn("encoder-decoder: reverse digits", model, samplesOf(training), { step }, settings, context);

    const stages = new Stages();
    const scores = noGrad(() => model.forward(joinSamples(samplesOf(testing)).x, stages.see).toArray());
    const digits = chooseClasses(scores, DIGITS);
    const written = cutSequences(digits);
    const score: Score = {
      kind: "accuracy",
      measure: "sequences with every digit right",
      network: rateRight(describeNetwork(layer), findAllRight(written, truth)),
      others: [],
      naive: [rateChance("chance", 1 / SEQUENCES, testing.length), rateRight("copying", findAllRight(testing, truth))],
      samples: testing.length,
    };
    const digitAccuracy = accuracy(truth.flat(), digits);
    return {
      shape: "encoder-decoder",
      task: "reverse digits",
      about:
        `Many to many again, but not step by step: ${LENGTH} digits come in, one a step; then the network writes them in reverse. It cannot start before it has ` +
        "read the last one, so a first network (the encoder) reads them all, and its last state starts a second one (the " +
        `decoder), which reads what it wrote itself. Of the ${grouped(SEQUENCES)} possible sequences it learns from ` +
        `${training.length} and is tested on the other ${testing.length}. While training, the decoder reads the true digits ` +
        "(teacher forcing); in the test it reads its own.",
      use:
        "A sequence from a sequence whose steps do not stand beside each other, or whose length differs: translate, " +
        "summarise, forecast the days ahead from the days behind.",
      x: stages.of("x"),
      y: stages.of("y"),
      stages: stages.list,
      equations: [
        { tex: "h_t = f_{enc}(x_t, h_{t-1}), \\quad t = 1 \\dots T", says: "the encoder reads" },
        {
          tex: "s_0 = h_T, \\quad s_u = f_{dec}(y_{u-1}, s_{u-1})",
          says: "the decoder starts from its last state, and reads what was written before",
        },
        { tex: "\\hat y_u = \\text{softmax}(c + V s_u)", says: "the chance of each digit at step u" },
      ],
      drawing: drawUnrolled(
        "Two networks unrolled: the encoder reads, its last state starts the decoder, which writes",
        "No answer while reading; then an answer at each step, which the next step reads.",
        [
          unroll(stages, model.encoder, { state: "encoder state.h", answer: null }),
          unroll(stages, model.decoder, {
            input: "decoder input, a step",
            state: "encoder state.h",
            steps: stages.of("y")[1],
            inputs: (step) => step > 1,
            feedsBack: true,
            hidden: "s",
          }),
        ],
      ),
      score,
      learned: [tabulateExamples("The first ten test sequences", testing, written)],
      view: lookBack(examples, scores),
      finding:
        `Digit by digit, ${percent(digitAccuracy, 1)} are right; chance is ${percent(1 / DIGITS, 1)}. ` +
        (hasLearned(score)
          ? `In ${percent(score.network.value, 1)} of the sequences one state carried all ${LENGTH} digits from one network to the ` +
            "other. Much longer sequences would have to squeeze through the same state."
          : "That is not enough for whole sequences; train it for longer."),
      more: { digitAccuracy },
    };
  } finally {
    watched.drop(model);
  }
};
