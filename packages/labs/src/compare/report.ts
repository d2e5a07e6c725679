// What the comparison shows.
import type { ReportDocument, TableBlock, TextBlock } from "@recurra/report";
import type { LabResult } from "../lab.ts";
import { counted, percent, whole } from "../numbers.ts";
import { fileFacts, fileName, price, probability } from "../price-words.ts";
import {
  curvePanels,
  errorBars,
  errorLines,
  followedLines,
  predictionLines,
  predictionPanels,
  splitLines,
} from "./charts.ts";
import type { CompareData } from "./data.ts";
import type { CompareFound, Contender } from "./found.ts";
import { method, verdict } from "./verdict.ts";

/** The first and last day of a part, and how many there are. */
function span({ series, rows }: CompareData, part: "training" | "validation" | "test") {
  const [from, to] = {
    training: [rows.training, rows.validation],
    validation: [rows.validation, rows.test],
    test: [rows.test, rows.end],
  }[part];
  return { from: series.times.label(from), to: series.times.label(to - 1), days: to - from };
}

export function compareResults({ settings, data, contenders }: CompareFound): LabResult["results"] {
  const { prices, series, rows, actual } = data;
  return {
    column: prices.columns[0],
    rows: prices.rows,
    missingCells: data.missing,
    missingRows: prices.missing,
    duplicateRows: prices.duplicates,
    training: span(data, "training"),
    validation: span(data, "validation"),
    test: span(data, "test"),
    persistence: { rmse: contenders[0].score.persistence },
    networks: Object.fromEntries(
      contenders.map(({ name, parameters, training, score, predicted }) => [
        name,
        {
          rmse: score.rmse,
          p: score.p,
          outcome: score.outcome,
          changeCorrelations: score.correlations,
          daysLate: score.late,
          parameters,
          epochs: training.epochs,
          bestEpoch: training.bestEpoch,
          trainLoss: training.history.map(({ trainLoss }) => trainLoss),
          validationLoss: training.history.map(({ validationLoss }) => validationLoss ?? null),
          predictions: Array.from(predicted),
        },
      ]),
    ),
    days: Array.from({ length: rows.end - rows.test }, (_, i) => series.times.label(rows.test + i)),
    actual: Array.from(actual.slice(rows.test, rows.end)),
    settings,
  };
}

function seconds({ training }: Contender): number {
  return training.history.reduce((sum, epoch) => sum + epoch.seconds, 0);
}

function networkTable({ contenders, data }: CompareFound): TableBlock {
  const { persistence } = contenders[0].score;
  const least = Math.min(persistence, ...contenders.map(({ score }) => score.rmse));
  const best = (value: number) => (value === least ? [1] : []);
  return {
    kind: "table",
    caption: `Errors on the ${counted(data.rows.end - data.rows.test, "test day")}, and what they cost`,
    columns: [
      { title: "forecast" },
      { title: "RMSE", unit: "price" },
      { title: "to naive" },
      { title: "p" },
      { title: "weights" },
      { title: "epochs", unit: "best" },
      { title: "time", unit: "s" },
    ],
    rows: [
      ...contenders.map((one) => ({
        cells: [
          one.title,
          price(one.score.rmse),
          change(one.score.rmse, persistence),
          probability(one.score.p).replace("p = ", "").replace("p ", ""),
          whole(one.parameters),
          `${one.training.epochs} (${one.training.bestEpoch})`,
          seconds(one).toFixed(1),
        ],
        role: "model" as const,
        best: best(one.score.rmse),
      })),
      {
        cells: ["yesterday's price", price(persistence), "", "", "0", "", ""],
        role: "naive" as const,
        best: best(persistence),
      },
    ],
  };
}

function change(value: number, against: number): string {
  if (against === 0) return value === 0 ? "+0.0%" : "";
  return `${value < against ? "-" : "+"}${percent(Math.abs(value / against - 1))}`;
}

export function compareSummary(found: CompareFound): readonly (TextBlock | TableBlock)[] {
  return [{ kind: "text", text: fileSentence(found) }, networkTable(found), { kind: "text", text: method(found) }];
}

function missingText({ missing }: CompareData): string {
  const columns = Object.entries(missing).map(([column, cells]) => `${column} ${whole(cells)}`);
  return columns.length === 0 ? "none in any column" : columns.join(", ");
}

function fileSentence({ data }: CompareFound): string {
  const { prices } = data;
  const part = (name: "training" | "validation" | "test") => {
    const { from, to, days } = span(data, name);
    return `${name} ${from} to ${to} (${counted(days, "day")})`;
  };
  return (
    `Column \`${prices.columns[0]}\` of ${fileName(prices)}: ${counted(prices.rows, "row")}, ${prices.missing} without a value, ` +
    `${prices.duplicates} repeated; missing cells: ${missingText(data)}; ${part("training")}, ${part("validation")}, ${part("test")}.`
  );
}

export function compareReport(found: CompareFound): ReportDocument {
  const { settings, data, contenders } = found;
  const { hidden, layers, dropout, epochs, batch, learningRate, patience, lookback, seed, relative } = settings;
  const part = (name: "training" | "validation" | "test"): [string, string] => {
    const { from, to, days } = span(data, name);
    return [name, `${from} to ${to}, ${counted(days, "day")}`];
  };
  const who =
    contenders.length === 1 ? `A network (${contenders[0].title}) reads` : `${contenders.length} networks read`;
  const depth = layers === 1 ? "one recurrent layer" : `${layers} recurrent layers`;
  const dropped = dropout > 0 ? `, dropout ${dropout}` : "";
  return {
    title: `Recurrent networks compared: ${fileName(data.prices)}`,
    lead: `${who} ${counted(lookback, "day")} to predict the next day's ${data.prices.columns[0]}.`,
    verdict: verdict(found),
    sections: [
      {
        heading: "The data",
        blocks: [
          {
            kind: "facts",
            items: [
              ...fileFacts(data.prices),
              ["missing cells", missingText(data)],
              part("training"),
              part("validation"),
              part("test"),
            ],
          },
          splitLines(found),
        ],
      },
      {
        heading: "Training",
        blocks: [
          {
            kind: "facts",
            items: [
              ["networks", `${depth} of ${counted(hidden, "unit")}${dropped}, Linear`],
              [
                "scaled",
                relative
                  ? "prices of a window are measured from its last one"
                  : "the lowest price of the training days is 0, the highest 1",
              ],
              [
                "windows",
                `${whole(data.windows.training.length)} of ${counted(lookback, "day")} and the next, in the order of time`,
              ],
              [
                "training",
                `at most ${counted(epochs, "epoch")} of Adam, learning rate ${learningRate}, batches of ${batch}`,
              ],
              [
                "early stopping",
                `after ${counted(patience, "epoch")} without a lower validation loss; the best epoch is kept`,
              ],
              ["seed", `${seed}`],
            ],
          },
          curvePanels(found),
        ],
      },
      {
        heading: "The test",
        blocks: [networkTable(found), { kind: "note", text: method(found) }, errorBars(found)],
      },
      {
        heading: "Predictions",
        blocks: [
          {
            kind: "text",
            text: "Each day is predicted from the true prices of the days before it, so the rival is the price of the day before.",
          },
          predictionLines(found),
          errorLines(found),
          predictionPanels(found),
          followedLines(found),
        ],
      },
    ],
  };
}
