// A stock's price: an encoder reads the last 20 days, a decoder writes the next 5, and yesterday's price is the rival.
//
//   p_1 ... p_20 -> LSTM encoder -> its last state -> LSTM decoder -> Linear -> p_21 ... p_25
//                                                     ^ reads p_20, then p_21, ...: true prices or its own
import { Adam, mseLoss, withSeed } from "recurra";
import { withEvaluation } from "recurra/nn";
import { checkStart } from "../lab/check-start.ts";
import type { Lab, LabContext, LabProgress, LabResult } from "../lab/lab.ts";
import { trainPhase } from "../lab/phase.ts";
import { Watched } from "../lab/watched.ts";
import { modelFile, parameterCount } from "../network/model-file.ts";
import { checkNetwork, describeNetwork } from "../network/network.ts";
import { printNetwork } from "../network/printed-network.ts";
import { compareWithPersistence } from "../prices/against-persistence.ts";
import { measureUsualChange } from "../prices/relative-prices.ts";
import { program } from "../programs/stock.generated.ts";
import { readStock, type StockData } from "./data.ts";
import { forecastNaively, type Protocol, predict } from "./forecast.ts";
import type { Paths, StockFound } from "./found.ts";
import { dial, drawNow } from "./now.ts";
import { openStock } from "./opened.ts";
import { PriceModel } from "./price-model.ts";
import { summarize, writeReport } from "./report.ts";
import { describeResults, listScores } from "./results.ts";
import { options, type StockSettings } from "./settings.ts";
import { findRemedies } from "./verdict.ts";

/** All predictions of the test days, beside what naive forecasts make of the same knowledge. */
async function predictAll(
  model: PriceModel,
  data: StockData,
  settings: StockSettings,
  context: LabContext,
): Promise<Readonly<Record<Protocol, Paths>>> {
  const paths = async (protocol: Protocol) => ({
    network: await predict(model, data, settings, protocol, context),
    ...forecastNaively(data, settings.horizon, protocol),
  });
  return {
    teacherForced: await paths("teacherForced"),
    windowed: await paths("windowed"),
    freeRunning: await paths("freeRunning"),
  };
}

async function* run(
  settings: StockSettings,
  data: StockData,
  context: LabContext,
): AsyncGenerator<LabProgress, LabResult, undefined> {
  const { seed, epochs, batch, learningRate, horizon } = settings;
  const name = describeNetwork(settings);
  const change = settings.relative ? measureUsualChange(data.normalised, 0, data.testRow, horizon) : undefined;
  const watched = new Watched(context, dial);
  try {
    const model = watched.keep(withSeed(seed, () => new PriceModel(settings, change)));
    watched.show(
      (share) => withEvaluation(model, () => drawNow(name, model, data, settings, share, context.mode)),
      (share, sequence) => openStock(model, data, settings, { share, sequence }, { title: name, mode: context.mode }),
    );
    const { history } = yield* trainPhase(
      name,
      {
        model,
        optimizer: new Adam(model.parameters(), { learningRate }),
        step: ({ x, y }) => mseLoss(model.forward(x, { targets: y }), y),
        batches: (epoch) => data.windows.batches(batch, { seed, epoch }),
        epochs,
        clipNorm: 1,
        seed,
      },
      context,
    );

    const paths = await predictAll(model, data, settings, context);
    const found: StockFound = {
      settings,
      data,
      name,
      parameters: parameterCount(model),
      printed: printNetwork(model.network),
      trainLosses: history.map(({ trainLoss }) => trainLoss),
      paths,
      oneDay: compareWithPersistence(data.actual, data.testRow, paths.teacherForced.network),
    };
    return {
      results: describeResults(found),
      scores: listScores(found),
      summary: summarize(found),
      remedies: findRemedies(found),
      report: writeReport(found),
      model: modelFile("stock", model.network, settings, {
        mode: context.mode,
        columns: [settings.column],
        lookback: settings.lookback,
        horizon,
        // With a change, prices are measured from the last one of their window, in units of it: around the network, not in it.
        scales: { ...data.scale, ...(change === undefined ? {} : { change }) },
      }),
      ...watched.handOver(),
    };
  } finally {
    watched.dispose();
  }
}

export const stock: Lab<typeof options> = {
  name: "stock",
  title: "Predict a stock's price",
  about: "an encoder-decoder reads daily prices and writes the next days, beside yesterday's price",
  code: { text: program, files: ["aapl.csv"] },
  data: "a daily price file: a column of dates and one of prices (Date, Close)",
  dial,
  options,
  start(settings, context = {}) {
    checkStart(options, settings, context);
    checkNetwork(settings);
    return run(settings, readStock(context.file, settings), context);
  },
};
