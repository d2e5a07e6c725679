// What the direction lab shows.
import type { EquationsBlock, FactsBlock, ReportDocument, TableBlock, TableRow, TextBlock } from "@recurra/report";
import { counted, grouped, percent } from "recurra/words";
import { type Cut, tabulateCuts } from "../lab/cut.ts";
import type { LabResult } from "../lab/lab.ts";
import { probability } from "../lab/probability.ts";
import { describeNetwork } from "../network/network.ts";
import { markRows, showHead } from "../prices/file-head.ts";
import { describeFile, fileName } from "../prices/price-words.ts";
import { drawAccuracies, drawConfusions, drawLosses, drawPrices, drawReliability, drawRoc } from "./charts.ts";
import { classes, countLabels, type DirectionData } from "./data.ts";
import type { DirectionFound } from "./found.ts";
import type { Called } from "./score.ts";
import { judge } from "./verdict.ts";
import { always, areaRange, listedDays, range } from "./words.ts";

/** Calls of "up" or "not up", and how many were right. */
function tabulateCalls({ naive, tried, actual }: DirectionFound): TableBlock {
  const { base, training, dayBefore } = naive;
  const rival = (name: string, { share, low, high }: Called["right"]): TableRow => {
    return { cells: [name, percent(share, 1), range({ low, high }), "-", "-"], role: "naive" };
  };
  const rows = tried.map(({ name, right, againstBase: { firstOnly, secondOnly, p } }): TableRow => {
    const differs = `${grouped(firstOnly)} of ${grouped(firstOnly + secondOnly)}`;
    return { cells: [name, percent(right.share, 1), range(right), differs, probability(p)], role: "model" };
  });
  rows.push({ cells: [`${always(base.label)}: the base rate`, percent(base.share, 1), "-", "-", "-"], role: "naive" });
  if (training.label !== base.label) rows.push(rival(always(training.label), training.right));
  rows.push(rival("as the day before", dayBefore.right));
  return {
    kind: "table",
    caption: `Calls of ${counted(actual.length, "test day")}`,
    columns: ["", "right", "95% interval", "right where it differs", "McNemar's test"].map((title) => ({ title })),
    rows,
  };
}

/** The probabilities behind the calls. */
function tabulateProbabilities({ naive, tried }: DirectionFound): TableBlock {
  const loss = (value: number | null) => (value === null ? "infinite" : value.toFixed(4));
  const rows = tried.map(({ name, auc, area, logLoss }): TableRow => {
    return { cells: [name, auc.toFixed(3), area === null ? "-" : areaRange(area), loss(logLoss)], role: "model" };
  });
  const share = 'always the training share of "up"';
  rows.push({ cells: [share, "0.500", "-", loss(naive.logLoss)], role: "naive" });
  return {
    kind: "table",
    caption: 'Probabilities of "up" on the same days',
    columns: ["", "ROC area", "95% interval", "log loss"].map((title) => ({ title })),
    rows,
  };
}

function tabulateDays({ parts }: DirectionData): TableBlock {
  return {
    kind: "table",
    caption: "Days, in the order of time",
    columns: ["", "days", "from and to", "up", "no change"].map((title) => ({ title })),
    rows: [parts.training, parts.validation, parts.test].map((part) => ({
      cells: [
        part.name,
        grouped(part.to - part.from),
        part.span,
        percent(part.up / countLabels(part), 1),
        grouped(part.unchanged),
      ],
    })),
  };
}

function describeSamples({ settings, data }: DirectionFound): TextBlock {
  const columns = data.prices.columns.slice(0, settings.columns.length);
  const read = settings.features === "levels" ? "the values of" : "the change from the day before of";
  const unchanged = data.parts.training.unchanged + data.parts.validation.unchanged + data.parts.test.unchanged;
  return {
    kind: "text",
    text:
      `A window holds ${read} ${columns.join(", ")} on the days up to yesterday; its label is 1 where ${data.target} then ` +
      `rose, and 0 elsewhere. A day without a change counts as "not up" (there ${unchanged === 1 ? "is" : "are"} ` +
      `${counted(unchanged, "such day")}). Columns are scaled to mean 0 and deviation 1 of the training days. Test windows ` +
      "may look back into the days before the test, which are known by then, so every test day is called.",
  };
}

function writeMethod(): EquationsBlock {
  return {
    kind: "equations",
    lines: [
      { tex: "x_i = (r_{i-L}, \\dots, r_{i-1})", says: "what is known when day i - 1 ends: L rows of the columns" },
      { tex: "y_i = 1 \\text{ if } c_i > c_{i-1} \\text{, else } 0", says: "whether day i closes higher" },
      { tex: "p_i = \\sigma(w \\cdot h_L + b)", says: 'from the state after the last row; above 1/2 it says "up"' },
      { tex: "-y_i \\log p_i - (1 - y_i) \\log(1 - p_i)", says: "the loss, a mean over the windows" },
    ],
  };
}

function listFacts({ settings, data, tried }: DirectionFound): FactsBlock {
  const { learningRate, batch, epochs, patience, seed, lengths } = settings;
  return {
    kind: "facts",
    items: [
      ...describeFile(data.prices),
      ["windows", `of ${listedDays(lengths)}`],
      [
        "network",
        `${describeNetwork(settings)}, Linear, sigmoid: ${grouped(tried[0].parameters)} weights, one for each length`,
      ],
      [
        "training",
        `at most ${counted(epochs, "epoch")} of Adam, learning rate ${learningRate}, batches of ${batch}, shuffled; stopped ` +
          `${counted(patience, "epoch")} after the lowest validation loss, whose weights are kept`,
      ],
      ["seed", `${seed}`],
    ],
  };
}

function listCuts(data: DirectionData, length: number): Cut[] {
  const count = data.windows(length, "training").length;
  return [
    {
      name: `x, training, windows of ${length}`,
      shape: [count, length, data.columns.length],
      counts: "windows, days, columns",
    },
    { name: `y, training, windows of ${length}`, shape: [count, 1, 1], counts: "windows, the day after, its label" },
  ];
}

export function summarize(found: DirectionFound): LabResult["summary"] {
  return [tabulateCalls(found), tabulateProbabilities(found)];
}

export function writeReport(found: DirectionFound): ReportDocument {
  const { settings, data, naive, tried, actual } = found;
  const { prices, target, parts } = data;
  const group = Math.round(actual.length / 5);
  const spread = 100 * Math.sqrt((naive.base.share * (1 - naive.base.share)) / group);
  return {
    title: `Will ${target} rise tomorrow?`,
    lead: `${describeNetwork(settings)} on the last ${listedDays(settings.lengths)} of ${fileName(prices)}: calls for ${counted(actual.length, "day")}, ${parts.test.span}.`,
    verdict: judge(found),
    sections: [
      {
        heading: "The test",
        blocks: [
          drawAccuracies(tried, naive),
          tabulateCalls(found),
          tabulateProbabilities(found),
          {
            kind: "note",
            text:
              `The base rate is the share of the more frequent class of the test days: ${always(naive.base.label)}. p is that of ` +
              "McNemar's exact test on the days on which a network differs from it. The ROC area is the share of pairs of a " +
              "rising and another day in which the rising one has the higher probability. Log loss is the loss that was " +
              "trained, on the test days: lower is better, and a coin has 0.6931.",
          },
        ],
      },
      {
        heading: "What it calls, and how it ranks the days",
        blocks: [
          drawConfusions(tried),
          drawRoc(tried),
          drawReliability(tried, actual),
          {
            kind: "note",
            text:
              `Each point is a fifth of the test days, ordered by the probability: ${counted(group, "day")}, whose share of ` +
              `rising days has a standard error of ${spread.toFixed(0)} points by chance alone.`,
          },
        ],
      },
      {
        heading: "Training",
        blocks: [
          drawLosses(tried),
          {
            kind: "note",
            text: "Where the training loss falls while the validation loss rises, the network learns the training days by heart.",
          },
          listFacts(found),
          tried[0].printed,
        ],
      },
      {
        heading: "The data",
        blocks: [
          { kind: "note", text: "The first five rows as the file has them:" },
          showHead(prices),
          describeSamples(found),
          markRows(
            prices,
            settings.lengths.map((length) => ({
              length,
              windows: data.windows(length, "training"),
              target: (row) => `label: ${classes[data.labels[row]]}`,
            })),
          ),
          writeMethod(),
          tabulateCuts(settings.lengths.flatMap((length) => listCuts(data, length))),
          drawPrices(data),
          tabulateDays(data),
        ],
      },
    ],
  };
}
