// Six networks on the same days: which cell predicts tomorrow's price best, and is any better than today's?
//
//   p_1, p_2, p_3 -> two recurrent layers of 32 units -> Linear -> p_4
import { Adam, mseLoss, noGrad, type Tensor, withMode, withSeed } from "recurra";
import { checkStart } from "../lab/check-start.ts";
import type { Lab, LabContext, LabProgress, LabResult } from "../lab/lab.ts";
import { trainPhase } from "../lab/phase.ts";
import { Watched } from "../lab/watched.ts";
import { parameterCount } from "../network/model-file.ts";
import { checkNetwork } from "../network/network.ts";
import { printNetwork } from "../network/printed-network.ts";
import { compareWithPersistence } from "../prices/against-persistence.ts";
import { measureUsualChange } from "../prices/relative-prices.ts";
import { program } from "../programs/compare.generated.ts";
import { type CompareData, readComparison } from "./data.ts";
import type { CompareFound, Contender } from "./found.ts";
import { checkNames, type NetworkName, NextPrice, titleOf } from "./networks.ts";
import { dial, NetworksNow } from "./now.ts";
import { openNextPrice } from "./opened.ts";
import { summarize, writeReport } from "./report.ts";
import { describeResults, listScores } from "./results.ts";
import { type CompareSettings, options } from "./settings.ts";
import { findRemedies } from "./verdict.ts";

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
  { watched, now }: { readonly watched: Watched; readonly now: NetworksNow },
): AsyncGenerator<LabProgress, Contender, undefined> {
  const { seed, epochs, patience, batch, learningRate, networks } = settings;
  const { windows, actual, rows } = data;
  const scaled = windows.training.series.column(data.prices.columns[0]);
  const change = settings.relative ? measureUsualChange(scaled, rows.training, rows.validation, 1) : undefined;
  const model = watched.keep(withSeed(seed, () => new NextPrice(name, settings, change)));
  try {
    now.learn(titleOf(name), model);
    watched.show(
      (ahead) => now.draw(ahead),
      (_, sequence) => openNextPrice(model, data, sequence, { title: titleOf(name), mode: context.mode }),
    );
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
    now.rest();
    const predicted = withMode(context.mode ?? "strict", () => predict(model, data));
    return {
      title: titleOf(name),
      name,
      parameters: parameterCount(model),
      printed: printNetwork(model),
      training,
      predicted,
      score: compareWithPersistence(actual, rows.test, predicted, networks.length),
    };
  } finally {
    watched.drop(model);
  }
}

async function* run(
  settings: CompareSettings,
  names: readonly NetworkName[],
  data: CompareData,
  context: LabContext,
): AsyncGenerator<LabProgress, LabResult, undefined> {
  const watched = new Watched(context, dial);
  const now = new NetworksNow(data, settings.lookback, context.mode);
  try {
    const contenders: Contender[] = [];
    for (const name of names) {
      contenders.push(yield* trainContender(name, settings, data, context, { watched, now }));
    }
    const found: CompareFound = { settings, data, contenders };
    return {
      results: describeResults(found),
      scores: listScores(found),
      summary: summarize(found),
      remedies: findRemedies(found),
      report: writeReport(found),
      ...watched.handOver(),
    };
  } finally {
    watched.dispose();
  }
}

export const compare: Lab<typeof options> = {
  name: "compare",
  title: "Compare recurrent networks on a stock's price",
  about: "RNN, LSTM, GRU and their bidirectional versions predict the next day, beside the day before",
  code: { text: program, files: ["aapl.csv"] },
  data: "a daily price file: a column of dates and one of prices (Date, High)",
  dial,
  options,
  start(settings, context = {}) {
    checkStart(options, settings, context);
    const { networks } = settings;
    checkNames(networks);
    checkNetwork(settings);
    return run(settings, networks, readComparison(context.file, settings), context);
  },
};
