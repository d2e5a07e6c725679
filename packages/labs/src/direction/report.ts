// What the direction lab shows.
import type { EquationsBlock, FactsBlock, ReportDocument, TableBlock, TableRow, TextBlock } from "@recurra/report";
import type { LabResult } from "../lab.ts";
import { describeNetwork } from "../network.ts";
import { counted, percent, whole } from "../numbers.ts";
import { fileFacts, fileName, probability } from "../price-words.ts";
import { accuracyChart, confusionChart, lossChart, priceChart, reliabilityChart, rocChart } from "./charts.ts";
import { classes, type DirectionData, labelled, type Part } from "./data.ts";
import type { DirectionSettings, Tried } from "./direction.ts";
import type { Baselines, Called } from "./score.ts";
import { always, areaRange, listedDays, outcomeOf, range, verdictOf } from "./words.ts";

/** All that a run found. */
export interface Directed {
  readonly settings: DirectionSettings;
  readonly data: DirectionData;
  /** The labels of the test days. */
  readonly actual: readonly number[];
  readonly naive: Baselines;
  /** One for each window length. */
  readonly tried: readonly Tried[];
}

function calledResults({ right, confusion }: Called) {
  return { accuracy: right.share, accuracyLow: right.low, accuracyHigh: right.high, confusion };
}

export function directionResults({ settings, data, naive, tried }: Directed): LabResult["results"] {
  const part = ({ from, to, up, unchanged }: Part) => {
    const { times } = data.prices.series;
    return { days: to - from, from: times.label(from), to: times.label(to - 1), up, unchanged };
  };
  return {
    outcome: outcomeOf(tried),
    baseRate: naive.base.share,
    baseClass: classes[naive.base.label],
    windows: tried.map((network) => ({
      length: network.length,
      ...calledResults(network),
      p: network.againstBase.p,
      rightWhereBaseIsWrong: network.againstBase.firstOnly,
      wrongWhereBaseIsRight: network.againstBase.secondOnly,
      auc: network.auc,
      aucLow: network.area?.low ?? null,
      aucHigh: network.area?.high ?? null,
      logLoss: network.logLoss,
      outcome: network.verdict,
      parameters: network.parameters,
      epochs: network.trainLosses.length,
      bestEpoch: network.bestEpoch,
      trainLoss: network.trainLosses,
      validationLoss: network.validationLosses,
    })),
    naive: {
      trainingClass: { class: classes[naive.training.label], ...calledResults(naive.training) },
      dayBefore: calledResults(naive.dayBefore),
      trainingShare: { logLoss: naive.logLoss },
    },
    outsideTrainingRange: data.outside,
    parts: {
      training: part(data.parts.training),
      validation: part(data.parts.validation),
      test: part(data.parts.test),
    },
    settings,
  };
}

/** Calls of "up" or "not up", and how many were right. */
function callsTable({ naive, tried, actual }: Directed): TableBlock {
  const { base, training, dayBefore } = naive;
  const rival = (name: string, { share, low, high }: Called["right"]): TableRow => {
    return { cells: [name, percent(share), range({ low, high }), "-", "-"], role: "naive" };
  };
  const rows = tried.map(({ name, right, againstBase: { firstOnly, secondOnly, p } }): TableRow => {
    const differs = `${whole(firstOnly)} of ${whole(firstOnly + secondOnly)}`;
    return { cells: [name, percent(right.share), range(right), differs, probability(p)], role: "model" };
  });
  rows.push({ cells: [`${always(base.label)}: the base rate`, percent(base.share), "-", "-", "-"], role: "naive" });
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
function probabilitiesTable({ naive, tried }: Directed): TableBlock {
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

function partsTable({ parts }: DirectionData): TableBlock {
  return {
    kind: "table",
    caption: "Days, in the order of time",
    columns: ["", "days", "from and to", "up", "no change"].map((title) => ({ title })),
    rows: [parts.training, parts.validation, parts.test].map((part) => ({
      cells: [
        part.name,
        whole(part.to - part.from),
        part.span,
        percent(part.up / labelled(part)),
        whole(part.unchanged),
      ],
    })),
  };
}

function samplesText({ settings, data }: Directed): TextBlock {
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

function method(): EquationsBlock {
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

function facts({ settings, data, tried }: Directed): FactsBlock {
  const { learningRate, batch, epochs, patience, seed, lengths } = settings;
  return {
    kind: "facts",
    items: [
      ...fileFacts(data.prices),
      ["windows", `of ${listedDays(lengths)}`],
      [
        "network",
        `${describeNetwork(settings)}, Linear, sigmoid: ${whole(tried[0].parameters)} weights, one for each length`,
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

export function directionSummary(found: Directed): LabResult["summary"] {
  return [callsTable(found), probabilitiesTable(found)];
}

export function directionReport(found: Directed): ReportDocument {
  const { settings, data, naive, tried, actual } = found;
  const { prices, target, parts } = data;
  const group = Math.round(actual.length / 5);
  const spread = 100 * Math.sqrt((naive.base.share * (1 - naive.base.share)) / group);
  return {
    title: `Will ${target} rise tomorrow?`,
    lead: `${describeNetwork(settings)} on the last ${listedDays(settings.lengths)} of ${fileName(prices)}: calls for ${counted(actual.length, "day")}, ${parts.test.span}.`,
    verdict: verdictOf(found),
    sections: [
      {
        heading: "The test",
        blocks: [
          accuracyChart(tried, naive),
          callsTable(found),
          probabilitiesTable(found),
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
          confusionChart(tried),
          rocChart(tried),
          reliabilityChart(tried, actual),
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
          lossChart(tried),
          {
            kind: "note",
            text: "Where the training loss falls while the validation loss rises, the network learns the training days by heart.",
          },
          facts(found),
        ],
      },
      { heading: "The data", blocks: [samplesText(found), method(), priceChart(data), partsTable(data)] },
    ],
  };
}
