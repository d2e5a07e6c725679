// Up or not up tomorrow? A recurrent network reads the volume and the prices of a few days and gives the probability that
// the next close is higher.
//
//   x_(i-L) ... x_(i-1)  ->  LSTM of 32 units  ->  its last state  ->  Linear 32 -> 1  ->  sigmoid  ->  P(close_i > close_(i-1))
import { Adam, bceWithLogitsLoss, noGrad, type Tensor, withMode, withSeed } from "recurra";
import type { Windows } from "recurra/data";
import { withEvaluation } from "recurra/nn";
import { cellTitle, counted } from "recurra/words";
import { checkStart } from "../lab/check-start.ts";
import type { Lab, LabContext, LabProgress, LabResult } from "../lab/lab.ts";
import { trainPhase } from "../lab/phase.ts";
import { Turns } from "../lab/turns.ts";
import { Watched } from "../lab/watched.ts";
import { modelFile, parameterCount } from "../network/model-file.ts";
import { checkNetwork } from "../network/network.ts";
import { printNetwork } from "../network/printed-network.ts";
import { program } from "../programs/direction.generated.ts";
import { DirectionClassifier } from "./classifier.ts";
import { type DirectionData, readDirection } from "./data.ts";
import type { DirectionFound, Tried } from "./found.ts";
import { dial, drawNow } from "./now.ts";
import { openDirection } from "./opened.ts";
import { summarize, writeReport } from "./report.ts";
import { describeResults, listScores } from "./results.ts";
import { scoreBaselines, scoreCalls } from "./score.ts";
import { type DirectionSettings, options } from "./settings.ts";

/** Mean binary cross-entropy of logits [B, 1] and labels [B, 1, 1]. */
function loss(logits: Tensor, labels: Tensor): Tensor {
  return bceWithLogitsLoss(logits, labels.reshape([-1, 1]));
}

/** The probability of "up" for every window, in their order. */
async function predictRises(
  model: DirectionClassifier,
  windows: Windows,
  { mode = "strict", signal }: LabContext,
): Promise<Float32Array> {
  const turns = new Turns(signal);
  const out: number[] = [];
  for (const { x } of windows.batches(256)) {
    await turns.next();
    out.push(...withMode(mode, () => noGrad(() => model.forward(x).sigmoid().toArray())));
  }
  return Float32Array.from(out);
}

async function* run(
  settings: DirectionSettings,
  data: DirectionData,
  context: LabContext,
): AsyncGenerator<LabProgress, LabResult, undefined> {
  const watched = new Watched(context, dial);
  try {
    return { ...(yield* learn(settings, data, context, watched)), ...watched.handOver() };
  } finally {
    watched.dispose();
  }
}

async function* learn(
  settings: DirectionSettings,
  data: DirectionData,
  context: LabContext,
  watched: Watched,
): AsyncGenerator<LabProgress, LabResult, undefined> {
  const { lengths, seed, epochs, batch, learningRate, patience } = settings;
  const { parts, labels } = data;
  const labelsOf = (from: number, to: number) => Array.from(labels.subarray(from, to));
  const actual = labelsOf(parts.test.from, parts.test.to);
  const before = labelsOf(parts.test.from - 1, parts.test.to - 1);
  const naive = scoreBaselines(actual, before, labelsOf(1, parts.training.to));

  const tried: Tried[] = [];
  let model: Uint8Array | undefined;
  for (const length of lengths) {
    const name = `${cellTitle(settings.cell)}, ${counted(length, "day")}`;
    const direction = watched.keep(withSeed(seed, () => new DirectionClassifier(settings.columns.length, settings)));
    try {
      const training = data.windows(length, "training");
      const validation = data.windows(length, "validation");
      const testing = data.windows(length, "test");
      watched.show(
        (threshold) => {
          const [{ x }] = testing.batches(testing.length);
          const now = withMode(context.mode ?? "strict", () =>
            withEvaluation(direction, () => noGrad(() => direction.forward(x).sigmoid().toArray())),
          );
          return drawNow(name, data, now, threshold);
        },
        (_, sequence) => openDirection(direction, data, testing, sequence, { title: name, mode: context.mode }),
      );
      const { history, bestEpoch } = yield* trainPhase(
        name,
        {
          model: direction,
          optimizer: new Adam(direction.parameters(), { learningRate }),
          loss,
          batches: (epoch) => training.batches(batch, { seed, epoch }),
          validation: () => validation.batches(256),
          epochs,
          patience,
          seed,
        },
        context,
      );
      const given = await predictRises(direction, testing, context);
      tried.push({
        length,
        name,
        parameters: parameterCount(direction),
        printed: printNetwork(direction),
        bestEpoch,
        trainLosses: history.map(({ trainLoss }) => trainLoss),
        validationLosses: history.map(({ validationLoss = Number.NaN }) => validationLoss),
        ...scoreCalls(actual, given, naive.base, lengths.length),
      });
      if (lengths.length === 1) {
        const { mode } = context;
        const { architecture } = direction;
        const { columns, scales } = data;
        model = modelFile("direction", direction, settings, { mode, architecture, columns, lookback: length, scales });
      }
    } finally {
      watched.drop(direction);
    }
  }
  const found: DirectionFound = { settings, data, actual, naive, tried };
  return {
    results: describeResults(found),
    scores: listScores(found),
    summary: summarize(found),
    report: writeReport(found),
    model,
  };
}

export const direction: Lab<typeof options> = {
  name: "direction",
  title: "Will the price rise tomorrow?",
  about: "an LSTM calls the next day up or not, beside the base rate",
  code: { text: program, files: ["aapl.csv"] },
  data: "a daily price file: a column of dates, and the columns asked for (Date, Volume, Open, Close)",
  dial,
  options,
  start(settings, context = {}) {
    checkStart(options, settings, context);
    checkNetwork(settings);
    return run(settings, readDirection(context.file, settings), context);
  },
};
