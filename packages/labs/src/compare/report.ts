// What the comparison shows.
import type { ReportDocument, TableBlock, TextBlock } from "@recurra/report";
import { counted, grouped, percent } from "recurra/words";
import { tabulateCuts } from "../lab/cut.ts";
import { probability } from "../lab/probability.ts";
import { showHead } from "../prices/file-head.ts";
import { describeFile, fileName, price } from "../prices/price-words.ts";
import { drawDailyErrors, drawDays, drawEnds, drawFollowed, drawLosses, drawScores, drawTest } from "./charts.ts";
import type { CompareData } from "./data.ts";
import type { CompareFound, Contender } from "./found.ts";
import { describeDays } from "./results.ts";
import { describeMethod, judge } from "./verdict.ts";

function sumSeconds({ training }: Contender): number {
  return training.history.reduce((sum, epoch) => sum + epoch.seconds, 0);
}

function tabulateNetworks({ contenders, data }: CompareFound): TableBlock {
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
          formatChange(one.score.rmse, persistence),
          probability(one.score.p).replace("p = ", "").replace("p ", ""),
          grouped(one.parameters),
          `${one.training.epochs} (${one.training.bestEpoch})`,
          sumSeconds(one).toFixed(1),
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

function formatChange(value: number, against: number): string {
  if (against === 0) return value === 0 ? "+0.0%" : "";
  return `${value < against ? "-" : "+"}${percent(Math.abs(value / against - 1), 1)}`;
}

export function summarize(found: CompareFound): readonly (TextBlock | TableBlock)[] {
  return [
    { kind: "text", text: describeReading(found) },
    tabulateNetworks(found),
    { kind: "text", text: describeMethod(found) },
  ];
}

function listMissing({ missing }: CompareData): string {
  const columns = Object.entries(missing).map(([column, cells]) => `${column} ${grouped(cells)}`);
  return columns.length === 0 ? "none in any column" : columns.join(", ");
}

function describeReading({ data }: CompareFound): string {
  const { prices } = data;
  const part = (name: "training" | "validation" | "test") => {
    const { from, to, days } = describeDays(data, name);
    return `${name} ${from} to ${to} (${counted(days, "day")})`;
  };
  return (
    `Column \`${prices.columns[0]}\` of ${fileName(prices)}: ${counted(prices.rows, "row")}, ${prices.missing} without a value, ` +
    `${prices.duplicates} repeated; missing cells: ${listMissing(data)}; ${part("training")}, ${part("validation")}, ${part("test")}.`
  );
}

export function writeReport(found: CompareFound): ReportDocument {
  const { settings, data, contenders } = found;
  const { hidden, layers, dropout, epochs, batch, learningRate, patience, lookback, seed, relative } = settings;
  const part = (name: "training" | "validation" | "test"): [string, string] => {
    const { from, to, days } = describeDays(data, name);
    return [name, `${from} to ${to}, ${counted(days, "day")}`];
  };
  const who =
    contenders.length === 1 ? `A network (${contenders[0].title}) reads` : `${contenders.length} networks read`;
  const depth = layers === 1 ? "one recurrent layer" : counted(layers, "recurrent layer");
  const dropped = dropout > 0 ? `, dropout ${dropout}` : "";
  return {
    title: `Recurrent networks compared: ${fileName(data.prices)}`,
    lead: `${who} ${counted(lookback, "day")} to predict the next day's ${data.prices.columns[0]}.`,
    verdict: judge(found),
    sections: [
      {
        heading: "The data",
        blocks: [
          {
            kind: "facts",
            items: [
              ...describeFile(data.prices),
              ["missing cells", listMissing(data)],
              part("training"),
              part("validation"),
              part("test"),
            ],
          },
          { kind: "note", text: "The first five rows as the file has them:" },
          showHead(data.prices),
          drawDays(found),
          tabulateCuts(
            (["training", "validation", "test"] as const).flatMap((name) => [
              {
                name: `x, ${name}`,
                shape: [data.windows[name].length, lookback, 1],
                counts: "windows, days in, columns",
              },
              {
                name: `y, ${name}`,
                shape: [data.windows[name].length, 1, 1],
                counts: "windows, the next day, columns",
              },
            ]),
          ),
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
                `${grouped(data.windows.training.length)} of ${counted(lookback, "day")} and the next, in the order of time`,
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
          { kind: "note", text: `The first network, ${contenders[0].title}, as it prints itself:` },
          contenders[0].printed,
          drawLosses(found),
        ],
      },
      {
        heading: "The test",
        blocks: [tabulateNetworks(found), { kind: "note", text: describeMethod(found) }, drawScores(found)],
      },
      {
        heading: "Predictions",
        blocks: [
          {
            kind: "text",
            text: "Each day is predicted from the true prices of the days before it, so the rival is the price of the day before.",
          },
          drawTest(found),
          drawDailyErrors(found),
          drawEnds(found),
          drawFollowed(found),
        ],
      },
    ],
  };
}
