// One to many: one input, then a sequence that the network writes out of its state alone.
//
//   x_1, then nothing -> RNN over T steps -> Linear at each step -> y_1 ... y_T

import type { PanelsBlock } from "@recurra/report";
import { concat, Linear, Module, mseLoss, noGrad, type Tensor, withSeed, zeros } from "recurra";
import { rmse } from "recurra/evaluation";
import { meanOf } from "recurra/statistics";
import { counted } from "recurra/words";
import { describeNetwork, makeNetwork, type NetworkSettings, type RecurrentNetwork } from "../network/network.ts";
import { lineFrom } from "../network/opened.ts";
import { type Examples, lookBack, watchNow } from "./examples.ts";
import type { RunLesson } from "./lesson.ts";
import { hasLearned, type Rated, type Score } from "./score.ts";
import { type See, Stages, unseen } from "./stages.ts";
import { describeLayer, joinSamples, learn, type Samples } from "./training.ts";
import { drawUnrolled, unroll } from "./unrolled.ts";
import { KINDS, LENGTH, makeWaves, WAVE_INPUTS, type Waves, waveAt } from "./waves.ts";

/** x [B, 1, 5], which wave and from where -> [B, 20, 1], the wave. */
class WaveWriter extends Module {
  override readonly repeatable: boolean = true;
  readonly recurrent: RecurrentNetwork;
  readonly head: Linear;

  constructor(settings: NetworkSettings) {
    super();
    this.recurrent = makeNetwork(WAVE_INPUTS, settings);
    this.head = new Linear({ inFeatures: settings.hidden, outFeatures: 1 });
  }

  forward(x: Tensor, see: See = unseen): Tensor {
    see("x", "[B, 1, I]", x);
    const nothing = zeros([x.shape[0], LENGTH - 1, WAVE_INPUTS]);
    const inputs = see("x, then nothing", "[B, T, I]", concat([x, nothing], 1));
    const { output, state } = this.recurrent.forward(inputs);
    see("output", "[B, T, H]", output);
    see("state.h", "[L*D, B, H]", state.h);
    return see("y", "[B, T, O]", this.head.forward(output));
  }
}

function samplesOf({ count, start, clean }: Waves): Samples {
  return { x: start, xShape: [count, 1, WAVE_INPUTS], y: clean, yShape: [count, LENGTH, 1] };
}

/** The first wave of each kind. */
function drawWrittenWaves(title: string, clean: Float32Array, written: Float32Array): PanelsBlock {
  const x = Array.from({ length: LENGTH }, (_, step) => step + 1);
  return {
    kind: "panels",
    title,
    description: "For each kind the true wave and the network's curve.",
    x: { label: "step" },
    y: { label: "value" },
    panels: KINDS.map((kind, i) => ({
      title: kind,
      lines: [
        { label: "the wave", role: "truth", x, y: waveAt(clean, i) },
        { label: "what the network writes", role: "model", x, y: waveAt(written, i), mark: "both" },
      ],
    })),
  };
}

/** The mean of the waves at each step, once for each of `count` answers. */
function averageWaves({ count, clean }: Waves, answers: number): Float32Array {
  const mean = new Float64Array(LENGTH);
  clean.forEach((value, at) => {
    mean[at % LENGTH] += value / count;
  });
  return Float32Array.from({ length: answers * LENGTH }, (_, at) => mean[at % LENGTH]);
}

/** The error of written waves, and the mean square of each. */
function rateWaves(name: string, { clean, count }: Waves, written: Float32Array): Rated {
  const square = (at: number): number => (written[at] - clean[at]) * (written[at] - clean[at]);
  const errors = Float64Array.from({ length: count }, (_, wave) => meanOf(LENGTH, (t) => square(wave * LENGTH + t)));
  return { name, value: rmse(clean, written), errors };
}

const ALL = { from: 0, length: LENGTH };

export const oneToMany: RunLesson = async function* (settings, context, watched) {
  const training = makeWaves(600, 0, settings.seed, "training");
  const testing = makeWaves(300, 0, settings.seed, "test");

  const layer = describeLayer(settings);
  const model = watched.keep(withSeed(settings.seed, () => new WaveWriter(layer)));
  try {
    const examples: Examples = {
      testing: samplesOf(testing),
      count: KINDS.length,
      draw: (written, from) => [
        drawWrittenWaves(
          "One to many: a test wave of each kind, and what the network writes",
          testing.clean.subarray(from * LENGTH),
          written,
        ),
      ],
      opening: {
        loss: mseLoss,
        inputNames: [...KINDS.map((kind) => `it is to be a ${kind}`), "sine of its start", "cosine of its start"],
        lines: (written, i) => [
          lineFrom(`the ${KINDS[testing.kind[i]]}`, "truth", waveAt(testing.clean, i), ALL),
          lineFrom("what the network writes", "model", written, ALL),
        ],
      },
    };
    watchNow(watched, examples, model, { title: `one to many: ${describeNetwork(layer)}`, context });
    yield* learn("one to many: write a wave", model, samplesOf(training), { loss: mseLoss }, settings, context);

    const stages = new Stages();
    const written = noGrad(() => model.forward(joinSamples(samplesOf(testing)).x, stages.see).toArray());
    const score: Score = {
      kind: "error",
      measure: "RMS error of the written values",
      network: rateWaves(describeNetwork(layer), testing, written),
      others: [],
      naive: [rateWaves("the mean wave", testing, averageWaves(training, testing.count))],
      samples: testing.count * LENGTH,
    };
    const byKind = KINDS.map((_, kind) => {
      const ofKind = (values: Float32Array) => values.filter((_, at) => testing.kind[Math.floor(at / LENGTH)] === kind);
      return rmse(ofKind(testing.clean), ofKind(written));
    });
    return {
      shape: "one to many",
      task: "write a wave",
      about:
        `One input of ${WAVE_INPUTS} numbers says which kind of wave it is to be (${KINDS.join(", ")}) and where in the wave it ` +
        `starts; the network writes ${LENGTH} steps of it. After the first step nothing comes in (zeros), so whatever it ` +
        `writes comes from its state. ${training.count} waves to learn from, ${testing.count} with other starts to test with.`,
      use: "A sequence from a single thing: a caption for a picture, a melody from a style, a sound from a note.",
      x: stages.of("x"),
      y: stages.of("y"),
      stages: stages.list,
      equations: [
        { tex: "h_1 = f(x_1, 0), \\quad h_t = f(0, h_{t-1})", says: "the input comes once; after it zeros come in" },
        { tex: "y_t = c + V h_t", says: "the value of the wave at every step" },
      ],
      drawing: drawUnrolled(
        "The layer unrolled: one input, an answer at each step",
        "Only the first step reads an input; the dashed ones are zeros.",
        [unroll(stages, model.recurrent, { input: "x, then nothing", inputs: (step) => step === 1 })],
      ),
      score,
      learned: [
        drawWrittenWaves("The first test wave of each kind, and what the network writes", testing.clean, written),
      ],
      view: lookBack(examples, written),
      finding: hasLearned(score)
        ? `By kind: ${KINDS.map((kind, i) => `${kind} ${byKind[i].toFixed(3)}`).join(", ")}. A jump that comes a step too ` +
          "early or too late counts as a large error, so smooth waves come out best."
        : `After ${counted(settings.epochs, "epoch")} it writes no better waves than their mean; train it for longer.`,
      more: { errorByKind: Object.fromEntries(KINDS.map((kind, i) => [kind, byKind[i]])) },
    };
  } finally {
    watched.drop(model);
  }
};
