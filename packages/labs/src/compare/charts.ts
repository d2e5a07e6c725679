// The pictures of the comparison.
import type { BarsBlock, Line, LinesBlock, PanelsBlock, Role } from "recurra/report";
import { counted } from "../numbers.ts";
import type { CompareData } from "./data.ts";
import type { CompareFound, Contender } from "./found.ts";

/** The last days of the test, few enough to see one day's lag. */
const zoomed = 40;

function labels({ series }: CompareData, from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, i) => series.times.label(from + i));
}

function prices({ actual }: CompareData, from: number, to: number): number[] {
  return Array.from(actual.subarray(from, to));
}

export function splitLines({ data }: CompareFound): LinesBlock {
  const { rows, series } = data;
  const [column] = data.prices.columns;
  const [validation, test] = [series.times.label(rows.validation), series.times.label(rows.test)];
  return {
    kind: "lines",
    title: `${column}: training, validation and test`,
    description: "The prices in the order of time, in three parts that follow each other.",
    x: { label: "day", scale: "time" },
    y: { label: column },
    lines: [
      {
        label: column,
        role: "truth",
        x: labels(data, rows.training, rows.end),
        y: prices(data, rows.training, rows.end),
      },
    ],
    shades: [
      { label: "training", to: validation },
      { label: "validation", from: validation, to: test },
      { label: "test", from: test },
    ],
  };
}

export function curvePanels({ contenders }: CompareFound): PanelsBlock {
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

export function errorBars({ contenders }: CompareFound): BarsBlock {
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

function testLines(data: CompareData, one: Contender, from: number): Line[] {
  const { rows } = data;
  const x = labels(data, from, rows.end);
  return [
    { label: "price", role: "truth", x, y: prices(data, from, rows.end) },
    { label: "network", role: "model", x, y: Array.from(one.predicted.subarray(from - rows.test)) },
    { label: "yesterday's price", role: "naive", x, y: prices(data, from - 1, rows.end - 1) },
  ];
}

function lowest(contenders: readonly Contender[]): Contender {
  return contenders.reduce((a, b) => (b.score.rmse < a.score.rmse ? b : a));
}

/** The whole test, by the network with the lowest error. */
export function predictionLines({ contenders, data }: CompareFound): LinesBlock {
  const best = lowest(contenders);
  return {
    kind: "lines",
    title: `All test days, by the network with the lowest error: ${best.title}`,
    description: "The prices of the test days, the network's predictions, and yesterday's prices.",
    x: { label: "day", scale: "time" },
    y: { label: data.prices.columns[0] },
    lines: testLines(data, best, data.rows.test),
  };
}

export function predictionPanels({ contenders, data }: CompareFound): PanelsBlock {
  const { rows } = data;
  const from = Math.max(rows.test, rows.end - zoomed);
  return {
    kind: "panels",
    title: `The last ${counted(rows.end - from, "test day")}, by each network`,
    description: "The end of the test for each network. Predictions that turn a day after the prices only repeat them.",
    x: { label: "day", scale: "time" },
    y: { label: data.prices.columns[0] },
    panels: contenders.map((one) => ({ title: one.title, lines: testLines(data, one, from) })),
  };
}

/** The errors over the test of the network with the lowest one, beside those of yesterday's price. */
export function errorLines({ contenders, data }: CompareFound): LinesBlock {
  const best = lowest(contenders);
  const { rows } = data;
  const truth = prices(data, rows.test, rows.end);
  const x = labels(data, rows.test, rows.end);
  const error = (predicted: readonly number[]) => predicted.map((value, i) => value - truth[i]);
  return {
    kind: "lines",
    title: `Prediction minus price: ${best.title}`,
    description: "The errors of the network and of yesterday's price on each day of the test.",
    x: { label: "day", scale: "time" },
    y: { label: "prediction - price" },
    lines: [
      { label: "network", role: "model", x, y: error(Array.from(best.predicted)) },
      { label: "yesterday's price", role: "naive", x, y: error(prices(data, rows.test - 1, rows.end - 1)) },
    ],
    rules: [{ label: "no error", y: 0 }],
  };
}

export function followedLines({ contenders }: CompareFound): LinesBlock {
  const roles: readonly Role[] = ["1", "2", "3", "4", "5", "6"];
  return {
    kind: "lines",
    title: "Whose changes are the predictions' changes? Correlation with the price's",
    description: "A line with its peak at one day before belongs to a network that repeats yesterday's price.",
    x: { label: "days before the day that is predicted" },
    y: { label: "correlation" },
    lines: contenders.map(({ title, score }, i) => ({
      label: title,
      role: roles[i],
      x: score.correlations.map((_, shift) => shift),
      y: score.correlations,
      mark: "both",
    })),
    rules: [{ label: "nothing in common", y: 0 }],
  };
}
