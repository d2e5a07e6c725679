// Six networks on the same days: which cell predicts tomorrow's price best, and is any better than today's?
//
//   p_1, p_2, p_3 -> two recurrent layers of 32 units -> Linear -> p_4
import { Adam, mseLoss, noGrad, type Tensor, withMode, withSeed } from "recurra";
import type { Lab, LabContext, LabProgress, LabResult } from "../lab.ts";
import { parameterCount } from "../model-file.ts";
import { checkNetwork } from "../network.ts";
import { count, flag, number, type SettingsOf, text, trainingOptions, unitsOption, words } from "../options.ts";
import { trainPhase } from "../phase.ts";
import { compareWithPersistence } from "../prices/against-persistence.ts";
import { usualChange } from "../prices/relative-prices.ts";
import { type CompareData, readComparison } from "./data.ts";
import type { Contender } from "./found.ts";
import { checkNames, type NetworkName, NextPrice, networkNames, titleOf } from "./networks.ts";
import { compareReport, compareResults, compareSummary } from "./report.ts";

const options = {
  column: text("High", "name", "the column of prices"),
  trainFrom: text("", "date", "first day of training (default: five years before the test)"),
  testFrom: text("", "date", "first day of the test (default: the last year with 60 days or more)"),
  testTo: text("", "date", "last day of the test (default: the end of the year in which it begins)"),
  validation: number(0.2, "share", "share of the days before the test, the last ones, that choose the epoch", {
    open: true,
    limit: 1,
  }),
  lookback: count(3, "days", "days that a network reads to predict the next"),
  networks: words(networkNames, "names", "the networks to compare"),
  hidden: unitsOption(32),
  layers: count(2, "n", "recurrent layers"),
  dropout: number(0, "share", "share of outputs dropped between layers while training", { limit: 1 }),
  ...trainingOptions({ epochs: 100, batch: 10, learningRate: 1e-3 }),
  patience: count(20, "epochs", "stop after so many epochs without a lower validation loss"),
  relative: flag("measure the prices of a window from its last one"),
};

export type CompareSettings = SettingsOf<typeof options>;

/** The test days' prices as the network predicts them, each from the true prices of the days before. */
function predict(model: NextPrice, { windows, priceOf }: CompareData): Float64Array {
  const [{ x }] = windows.test.batches(windows.test.length);
  return priceOf(noGrad(() => model.forward(x).toArray()));
}

async function* trainContender(
  name: NetworkName,
  settings: CompareSettings,
  data: CompareData,
  context: LabContext,
): AsyncGenerator<LabProgress, Contender, undefined> {
  const { seed, epochs, patience, batch, learningRate, networks } = settings;
  const { windows, actual, rows } = data;
  const scaled = windows.training.series.column(data.prices.columns[0]);
  const change = settings.relative ? usualChange(scaled, rows.training, rows.validation, 1) : undefined;
  const model = withSeed(seed, () => new NextPrice(name, settings, change));
  try {
    const training = yield* trainPhase(
      titleOf(name),
      {
        model,
        optimizer: new Adam(model.parameters(), { learningRate }),
        loss: (prediction: Tensor, target: Tensor) => mseLoss(prediction, target.reshape([-1, 1])),
        plan: true, // the loss is the same for every batch
        batches: () => windows.training.batches(batch), // in the order of time, the same in every epoch
        validation: () => windows.validation.batches(windows.validation.length),
        epochs,
        patience,
        seed,
      },
      context,
    );
    const predicted = withMode(context.mode ?? "strict", () => predict(model, data));
    return {
      title: titleOf(name),
      name,
      parameters: parameterCount(model),
      training,
      predicted,
      score: compareWithPersistence(actual, rows.test, predicted, networks.length),
    };
  } finally {
    model.dispose();
  }
}

async function* run(
  settings: CompareSettings,
  names: readonly NetworkName[],
  data: CompareData,
  context: LabContext,
): AsyncGenerator<LabProgress, LabResult, undefined> {
  const contenders: Contender[] = [];
  for (const name of names) contenders.push(yield* trainContender(name, settings, data, context));
  const found = { settings, data, contenders };
  return { results: compareResults(found), summary: compareSummary(found), report: compareReport(found) };
}

export const compare: Lab<typeof options> = {
  name: "compare",
  title: "Compare recurrent networks on a stock's price",
  about: "RNN, LSTM, GRU and their bidirectional versions predict the next day, beside the day before",
  data: "a daily price file: a column of dates and one of prices (Date, High)",
  options,
  start(settings, context = {}) {
    const { networks } = settings;
    checkNames(networks);
    checkNetwork(settings);
    return run(settings, networks, readComparison(context.file, settings), context);
  },
};
