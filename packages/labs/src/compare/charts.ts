// The pictures of the comparison.
import type { BarsBlock, Line, LinesBlock, PanelsBlock, Role } from "@recurra/report";
import { counted } from "recurra/words";
import { dayLabels, drawErrors, drawSplit } from "../prices/price-charts.ts";
import type { CompareData } from "./data.ts";
import type { CompareFound, Contender } from "./found.ts";

/** The last days of the test, few enough to see one day's lag. */
const zoomed = 40;

function takePrices({ actual }: CompareData, from: number, to: number): number[] {
  return Array.from(actual.subarray(from, to));
}

export function drawDays({ data }: CompareFound): LinesBlock {
  const { rows, series, prices } = data;
  return drawSplit(
    series,
    prices.columns[0],
    "training, validation and test",
    [rows.training, rows.end],
    [
      { label: "training", to: rows.validation },
      { label: "validation", from: rows.validation, to: rows.test },
      { label: "test", from: rows.test },
    ],
  );
}

export function drawLosses({ contenders }: CompareFound): PanelsBlock {
  return {
    kind: "panels",
    title: "Loss of each epoch (mean squared error, scaled)",
    description: "Training and validation loss of each network over its epochs.",
    x: { label: "epoch" },
    y: { label: "MSE", scale: "log" },
    panels: contenders.map(({ title, training }) => {
      const x = training.history.map(({ epoch }) => epoch);
      return {
        title,
        lines: [
          { label: "training", role: "1", x, y: training.history.map(({ trainLoss }) => trainLoss) },
          {
            label: "validation",
            role: "2",
            x,
            y: training.history.map(({ validationLoss }) => validationLoss ?? null),
          },
          { label: "epoch kept", role: "truth", x: [training.bestEpoch], y: [training.bestLoss], mark: "dots" },
        ],
      };
    }),
  };
}

export function drawScores({ contenders }: CompareFound): BarsBlock {
  const { persistence } = contenders[0].score;
  return {
    kind: "bars",
    title: "Test RMSE",
    description: "The error of each network beside that of repeating yesterday's price.",
    value: { label: "RMSE, in units of the price" },
    bars: [
      ...contenders.map(({ title, score }) => ({ label: title, role: "model" as const, value: score.rmse })),
      { label: "yesterday's price", role: "naive", value: persistence },
    ],
    rule: { label: "yesterday's price", value: persistence },
  };
}

function listLines(data: CompareData, one: Contender, from: number): Line[] {
  const { rows } = data;
  const x = dayLabels(data.series, from, rows.end);
  return [
    { label: "price", role: "truth", x, y: takePrices(data, from, rows.end) },
    { label: "network", role: "model", x, y: Array.from(one.predicted.subarray(from - rows.test)) },
    { label: "yesterday's price", role: "naive", x, y: takePrices(data, from - 1, rows.end - 1) },
  ];
}

function findLowest(contenders: readonly Contender[]): Contender {
  return contenders.reduce((a, b) => (b.score.rmse < a.score.rmse ? b : a));
}

/** The whole test, by the network with the lowest error. */
export function drawTest({ contenders, data }: CompareFound): LinesBlock {
  const best = findLowest(contenders);
  return {
    kind: "lines",
    title: `All test days, by the network with the lowest error: ${best.title}`,
    description: "The prices of the test days, the network's predictions, and yesterday's prices.",
    x: { label: "day", scale: "time" },
    y: { label: data.prices.columns[0] },
    lines: listLines(data, best, data.rows.test),
  };
}

export function drawEnds({ contenders, data }: CompareFound): PanelsBlock {
  const { rows } = data;
  const from = Math.max(rows.test, rows.end - zoomed);
  return {
    kind: "panels",
    title: `The last ${counted(rows.end - from, "test day")}, by each network`,
    description: "The end of the test for each network. Predictions that turn a day after the prices only repeat them.",
    x: { label: "day", scale: "time" },
    y: { label: data.prices.columns[0] },
    panels: contenders.map((one) => ({ title: one.title, lines: listLines(data, one, from) })),
  };
}

/** The errors over the test of the network with the lowest one, beside those of yesterday's price. */
export function drawDailyErrors({ contenders, data }: CompareFound): LinesBlock {
  const { title, predicted } = findLowest(contenders);
  return drawErrors(data.series, data.prices.columns[0], data.rows.test, {
    title: `Prediction minus price: ${title}`,
    label: "network",
    predicted,
  });
}

export function drawFollowed({ contenders }: CompareFound): LinesBlock {
  const roles: readonly Role[] = ["1", "2", "3", "4", "5", "6", "7"];
  return {
    kind: "lines",
    title: "Whose changes are the predictions' changes? Correlation with the price's",
    description: "A line with its peak at one day before belongs to a network that repeats yesterday's price.",
    x: { label: "days before the day that is predicted" },
    y: { label: "correlation" },
    lines: contenders.map(({ title, score }, i) => ({
      label: title,
      role: roles[i % roles.length],
      x: score.correlations.map((_, shift) => shift),
      y: score.correlations,
      mark: "both",
    })),
    rules: [{ label: "nothing in common", y: 0 }],
  };
}
