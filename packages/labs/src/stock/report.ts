// What the stock lab shows.
import type { LinesBlock, ReportDocument, TableBlock, TextBlock } from "@recurra/report";
import { cellTitle, counted, grouped, percent } from "recurra/words";
import { tabulateCuts } from "../lab/cut.ts";
import { forcedShare } from "../network/encoder-decoder.ts";
import { showHead } from "../prices/file-head.ts";
import { describeFile, fileName, price } from "../prices/price-words.ts";
import { drawDailyErrors, drawEnd, drawFollowed, drawPrices, listPaths } from "./charts.ts";
import type { Protocol } from "./forecast.ts";
import { measureErrors, type StockFound } from "./found.ts";
import { describeDays, protocols } from "./results.ts";
import { judge } from "./verdict.ts";

function tabulateErrors(found: StockFound): TableBlock {
  const { settings, data } = found;
  const { horizon, testDays } = settings;
  const cell = cellTitle(settings.cell);
  const first = data.series.times.label(data.testRow - 1);
  const longest = Math.min(horizon, testDays);
  const groups: Record<Protocol, { readonly knows: string; readonly titles: readonly string[] }> = {
    teacherForced: { knows: "the day before", titles: [`${cell}, teacher-forced`, "yesterday's price"] },
    windowed: {
      knows: longest === 1 ? "the day before" : `1 to ${counted(longest, "day")} before`,
      titles: [`${cell}, window by window`, "last price, held"],
    },
    freeRunning: { knows: first, titles: [`${cell}, free-running`, "last price, held", "last price, drift"] },
  };
  const rows = protocols.flatMap((protocol) => {
    const { network, held, drift } = measureErrors(found, protocol);
    const { knows, titles } = groups[protocol];
    const errors = [network, held, drift].slice(0, titles.length);
    const least = Math.min(...errors.map((one) => one.rmse));
    return errors.map((one, i) => ({
      cells: [titles[i], knows, one.mse.toPrecision(3), price(one.rmse)],
      role: i === 0 ? ("model" as const) : ("naive" as const),
      best: one.rmse === least ? [3] : [],
    }));
  });
  return {
    kind: "table",
    caption: `Errors on the last ${counted(testDays, "day")}; the lowest of those that know as much stands out`,
    columns: [
      { title: "forecast" },
      { title: "knows prices to", align: "left" },
      { title: "MSE", unit: "normalised" },
      { title: "RMSE", unit: "price" },
    ],
    rows,
  };
}

export function summarize(found: StockFound): readonly (TextBlock | TableBlock)[] {
  const { columns } = found.data.prices;
  const { from, to } = describeDays(found.data, "test");
  const text = `Column \`${columns[0]}\` of ${fileName(found.data.prices)}; the test is ${from} to ${to}.`;
  return [{ kind: "text", text }, tabulateErrors(found)];
}

function drawTraining({ trainLosses }: StockFound): LinesBlock {
  return {
    kind: "lines",
    title: "Training loss of each epoch (mean squared error, normalised)",
    description: "The training loss after each epoch, on a logarithmic scale.",
    x: { label: "epoch" },
    y: { label: "MSE", scale: "log" },
    lines: [{ label: "training loss", role: "model", x: trainLosses.map((_, i) => i + 1), y: trainLosses }],
  };
}

function describeProtocols(found: StockFound) {
  const { settings } = found;
  const { horizon, lookback, testDays } = settings;
  const tiles =
    `The last ${counted(testDays, "day")} are cut into windows of ${counted(horizon, "day")}, one after another, and each day is ` +
    `predicted once. Before each window the encoder reads ${counted(lookback, "day")}.`;
  const forcedText =
    `${tiles} **Teacher forcing**: each step of the decoder reads the true price of the day before, so each prediction ` +
    "looks one day ahead. The fair rival knows as much: it repeats yesterday's price.";
  const ownText =
    "**Window by window**: the decoder reads its own outputs within a window; the next window starts from true prices. " +
    "**Free-running**: after the first window the encoder, too, reads nothing but what the network has written.";
  return { forced: forcedText, own: ownText };
}

export function writeReport(found: StockFound): ReportDocument {
  const { settings, data, name, parameters } = found;
  const { epochs, batch, learningRate, seed, lookback, horizon, testDays, relative } = settings;
  const { forced, own } = describeProtocols(found);
  const measured = relative
    ? "prices of a window are measured from its last known one"
    : `mean ${price(data.scale.shift)}, standard deviation ${price(data.scale.scale)} of the training days`;
  return {
    title: `Predict a stock's price: ${fileName(data.prices)}`,
    lead: `An encoder reads ${counted(lookback, "day")}, a decoder writes the next ${horizon === 1 ? "one" : horizon}; the test is the last ${counted(testDays, "day")}.`,
    verdict: judge(found),
    sections: [
      {
        heading: "The data",
        blocks: [
          { kind: "facts", items: describeFile(data.prices) },
          { kind: "note", text: "The first five rows as the file has them:" },
          showHead(data.prices),
          drawPrices(found),
          tabulateCuts([
            { name: "x", shape: [data.windows.length, lookback, 1], counts: "windows, days in, columns" },
            { name: "y", shape: [data.windows.length, horizon, 1], counts: "windows, days out, columns" },
          ]),
        ],
      },
      {
        heading: "Training",
        blocks: [
          {
            kind: "facts",
            items: [
              ["network", `${name} as encoder and decoder, Linear: ${grouped(parameters)} weights`],
              ["normalised", measured],
              ["windows", `${grouped(data.windows.length)} of ${grouped(lookback)} + ${counted(horizon, "day")}`],
              [
                "training",
                `${counted(epochs, "epoch")} of Adam, learning rate ${learningRate}, batches of ${batch}, shuffled, gradients clipped to 1`,
              ],
              ["teacher forcing", `${percent(forcedShare(settings))} of the decoder's steps`],
              ["seed", `${seed}`],
            ],
          },
          found.printed,
          drawTraining(found),
        ],
      },
      {
        heading: "One day ahead",
        blocks: [
          { kind: "text", text: forced },
          {
            kind: "lines",
            title: "One day ahead: predictions and prices",
            description: "The prices of the test days, the network's one-day predictions, and yesterday's prices.",
            x: { label: "day", scale: "time" },
            y: { label: data.prices.columns[0] },
            lines: listPaths(found, "teacherForced"),
          },
          drawEnd(found),
          drawDailyErrors(found),
          drawFollowed(found),
        ],
      },
      {
        heading: "On its own outputs",
        blocks: [
          { kind: "text", text: own },
          {
            kind: "lines",
            title: `Free-running from ${data.series.times.label(data.testRow)} on`,
            description:
              "The prices of the test days, the path that the network writes by itself, the last known price, and drift.",
            x: { label: "day", scale: "time" },
            y: { label: data.prices.columns[0] },
            lines: listPaths(found, "freeRunning"),
          },
        ],
      },
      { heading: "The errors", blocks: [tabulateErrors(found)] },
    ],
  };
}
