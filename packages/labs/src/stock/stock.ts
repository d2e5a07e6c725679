// A stock's price: an encoder reads the last 20 days, a decoder writes the next 5, and yesterday's price is the rival.
//
//   p_1 ... p_20 -> LSTM encoder -> its last state -> LSTM decoder -> Linear -> p_21 ... p_25
//                                                     ^ reads p_20, then p_21, ...: true prices or its own
import { Adam, type DecodeOptions, type EncoderDecoder, Module, mseLoss, type Tensor, withSeed } from "recurra";
import { makeEncoderDecoder, teacherForcingOption } from "../encoder-decoder.ts";
import type { Lab, LabContext, LabProgress, LabResult } from "../lab.ts";
import { modelFile, parameterCount } from "../model-file.ts";
import { checkNetwork, describeNetwork } from "../network.ts";
import { count, flag, networkOptions, type SettingsOf, text, trainingOptions } from "../options.ts";
import { trainPhase } from "../phase.ts";
import { compareWithPersistence } from "../prices/against-persistence.ts";
import { measureFromLast, restorePrices, usualChange } from "../prices/relative-prices.ts";
import { readStock, type StockData } from "./data.ts";
import { forecastNaively, type Protocol, predict } from "./forecast.ts";
import type { Paths } from "./found.ts";
import { stockReport, stockResults, stockSummary } from "./report.ts";

const options = {
  column: text("Close", "name", "the column of prices"),
  lookback: count(20, "days", "days that the encoder reads"),
  horizon: count(5, "days", "days that the decoder writes"),
  testDays: count(100, "days", "days at the end that are predicted and never learnt from"),
  ...networkOptions({ cell: "lstm", hidden: 32, layers: 1 }),
  ...trainingOptions({ epochs: 50, batch: 64, learningRate: 3e-3 }),
  teacherForcing: teacherForcingOption("half", "price"),
  relative: flag("measure the prices of a window from its last known one"),
};

export type StockSettings = SettingsOf<typeof options>;

/** x [B, lookback, 1] -> [B, horizon, 1], normalised prices both. */
export class PriceModel extends Module {
  override readonly repeatable: boolean = true;
  readonly network: EncoderDecoder;
  readonly #change: number | undefined;

  /** With a usual change, prices are measured from the window's last one, in units of that change. */
  constructor(settings: StockSettings, change?: number) {
    super();
    this.network = makeEncoderDecoder(settings);
    this.#change = change;
  }

  forward(x: Tensor, { targets, ...options }: DecodeOptions = {}): Tensor {
    const change = this.#change;
    if (change === undefined) return this.network.forward(x, { targets, ...options });
    const last = x.slice(1, -1); // [B, 1, 1]
    const relative = (prices: Tensor) => measureFromLast(prices, last, change);
    const outputs = this.network.forward(relative(x), { targets: targets && relative(targets), ...options });
    return restorePrices(outputs, last, change);
  }
}

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
  const change = settings.relative ? usualChange(data.normalised, 0, data.testRow, horizon) : undefined;
  const model = withSeed(seed, () => new PriceModel(settings, change));
  try {
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
    const found = {
      settings,
      data,
      name,
      parameters: parameterCount(model),
      trainLosses: history.map(({ trainLoss }) => trainLoss),
      paths,
      oneDay: compareWithPersistence(data.actual, data.testRow, paths.teacherForced.network),
    };
    return {
      results: stockResults(found),
      summary: stockSummary(found),
      report: stockReport(found),
      model: modelFile("stock", model.network, settings, {
        mode: context.mode,
        columns: [settings.column],
        lookback: settings.lookback,
        horizon,
        // With a change, prices are measured from the last one of their window, in units of it: around the network, not in it.
        scales: { ...data.scale, ...(change === undefined ? {} : { change }) },
      }),
    };
  } finally {
    model.dispose();
  }
}

export const stock: Lab<typeof options> = {
  name: "stock",
  title: "Predict a stock's price",
  about: "an encoder-decoder reads daily prices and writes the next days, beside yesterday's price",
  data: "a daily price file: a column of dates and one of prices (Date, Close)",
  options,
  start(settings, context = {}) {
    checkNetwork(settings);
    return run(settings, readStock(context.file, settings), context);
  },
};
