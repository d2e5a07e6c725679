// What a network learns from series that never existed.
//
//   made series -> last 6 seasons -> SeasonNetwork -> quantiles of the next two
//                                     a GRU over seasons; weights of past seasons, gates towards levels
import { AdamW, type Tensor, withMode, withSeed } from "recurra";
import { quantileLoss, withEvaluation } from "recurra/nn";
import { cosineAnnealingLR } from "recurra/optim";
import { PRETRAINED_QUANTILES, SeasonNetwork } from "recurra/pretrained";
import { cellTitle } from "recurra/words";
import { checkStart } from "../lab/check-start.ts";
import type { Lab, LabContext, LabProgress, LabResult } from "../lab/lab.ts";
import { trainPhase } from "../lab/phase.ts";
import { Watched } from "../lab/watched.ts";
import { modelFile, parameterCount } from "../network/model-file.ts";
import { program } from "../programs/made-series.generated.ts";
import { type Looked, madeBatches, readLooked } from "./data.ts";
import type { MadeSeriesFound } from "./found.ts";
import { lookInside } from "./inside.ts";
import { dial, drawNow, makeWatched, openNow } from "./now.ts";
import { summarize, writeReport } from "./report.ts";
import { describeResults, listScores } from "./results.ts";
import { type MadeSeriesSettings, options, STEPS_PER_EPOCH } from "./settings.ts";
import { askUnseen } from "./unseen.ts";

/** The quantile loss of windows, each by its weight, the last number of its target: w L(p, y) = L(w p, w y). */
function weightedLoss(prediction: Tensor, target: Tensor, quantiles: readonly number[]): Tensor {
  const [batch, rows] = prediction.shape;
  const weight = target.slice(1, rows, rows + 1);
  const own = prediction.mul(weight.reshape([batch, 1, 1]));
  return quantileLoss(own, target.slice(1, 0, rows).mul(weight), quantiles);
}

async function* run(
  settings: MadeSeriesSettings,
  looked: Looked | undefined,
  context: LabContext,
): AsyncGenerator<LabProgress, LabResult, undefined> {
  const { seed, epochs, batch, learningRate, cell, hidden, unseen } = settings;
  const quantiles = PRETRAINED_QUANTILES;
  const watched = new Watched(context, dial);
  try {
    const model = watched.keep(
      withSeed(seed, () => new SeasonNetwork({ cell, hiddenSize: hidden, quantiles: quantiles.length })),
    );
    const made = watched.isWatched ? makeWatched(seed) : [];
    watched.show(
      (chosen) =>
        withMode(context.mode ?? "strict", () => withEvaluation(model, () => drawNow(model, made, looked, chosen))),
      (chosen, sequence) =>
        withMode(context.mode ?? "strict", () =>
          withEvaluation(model, () => openNow(model, made, looked, { chosen, sequence })),
        ),
    );
    const stepLosses: number[] = [];
    const { history } = yield* trainPhase(
      `${cellTitle(cell)} ${hidden}`,
      {
        model,
        optimizer: new AdamW(model.parameters(), { learningRate }),
        loss: (prediction, target) => weightedLoss(prediction, target, quantiles),
        batches: (epoch) => madeBatches({ seed, batch }, epoch, STEPS_PER_EPOCH),
        onStep: ({ loss }) => stepLosses.push(loss),
        schedule: cosineAnnealingLR({ learningRate, tMax: epochs * STEPS_PER_EPOCH }),
        scheduleBy: "step",
        clipNorm: 1,
        epochs,
        seed,
      },
      context,
    );
    model.eval();
    const found: MadeSeriesFound = {
      settings,
      parameters: parameterCount(model),
      drawn: epochs * STEPS_PER_EPOCH * batch,
      stepLosses,
      trainLosses: history.map(({ trainLoss }) => trainLoss),
      unseen: await askUnseen(model, seed, unseen, context),
      inside: looked && lookInside(model, looked),
    };
    return {
      ...watched.handOver(),
      results: describeResults(found),
      scores: listScores(found),
      summary: summarize(found),
      report: writeReport(found),
      model: modelFile("made-series", model, settings, { mode: context.mode }),
    };
  } finally {
    watched.dispose();
  }
}

export const madeSeriesLab: Lab<typeof options> = {
  name: "made-series",
  title: "What a network learns from series that never existed",
  about: "a network trained on made series alone forecasts others, and a file of your own; its gates are shown",
  code: { text: program, files: [] },
  data: "a table with a column of numbers (any file of your own; times are not needed)",
  options,
  dial,
  start(settings, context = {}) {
    checkStart(options, settings, context);
    return run(settings, readLooked(context.file, settings.column), context);
  },
};
