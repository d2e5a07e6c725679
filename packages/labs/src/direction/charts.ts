// The direction lab's pictures.
import type { BarsBlock, HeatBlock, Line, LinesBlock, PanelsBlock, Role } from "@recurra/report";
import { mean } from "recurra/statistics";
import { counted, percent } from "recurra/words";
import { drawSplit } from "../prices/price-charts.ts";
import { classes, type DirectionData } from "./data.ts";
import type { Tried } from "./found.ts";
import type { Baselines } from "./score.ts";
import { always } from "./words.ts";

// "2" last: it is as orange as the naive forecasts.
const roles = ["1", "3", "4", "5", "6", "7", "2"] as const;

/** A colour for each network, the same in every picture. */
function roleOf(i: number, count: number): Role {
  return count === 1 ? "model" : roles[i];
}

export function drawPrices({ prices: { series }, target, parts: { validation, test } }: DirectionData): LinesBlock {
  return drawSplit(
    series,
    target,
    "training, validation and test",
    [0, series.length],
    [
      { label: "training", to: validation.from },
      { label: "validation", from: validation.from, to: test.from },
      { label: "test", from: test.from },
    ],
  );
}

export function drawAccuracies(tried: readonly Tried[], { base, dayBefore }: Baselines): BarsBlock {
  const bar = (label: string, role: Role, { share, low, high }: Tried["right"]) => {
    return { label, role, value: 100 * share, low: 100 * low, high: 100 * high };
  };
  return {
    kind: "bars",
    title: "Share of the test days that were called right, with its 95% interval",
    description: `A point with a range for each network and for repeating the day before; a rule at the base rate, ${percent(base.share, 1)}.`,
    value: { label: "% of the test days" },
    bars: [
      ...tried.map(({ name, right }, i) => bar(name, roleOf(i, tried.length), right)),
      bar("as the day before", "naive", dayBefore.right),
    ],
    interval: "95% interval (Wilson)",
    rule: { label: `base rate: ${always(base.label)}`, value: 100 * base.share },
  };
}

export function drawConfusions(tried: readonly Tried[]): HeatBlock {
  const counts = tried.flatMap(({ confusion }) => confusion.flat());
  return {
    kind: "heat",
    title: "What the network said, and what the price did (days)",
    description:
      "A table of two by two counts for each network: rows are what the price did, columns what the network said.",
    x: { label: "the network said" },
    columns: [0, 1],
    columnNames: classes.map((name) => `"${name}"`),
    grids: tried.map(({ name, confusion }) => ({
      title: name,
      rowsLabel: "it was",
      rowNames: classes,
      rows: confusion,
      showValues: true,
    })),
    colors: "sequential",
    domain: [0, Math.max(...counts)],
    legend: "days",
  };
}

export function drawRoc(tried: readonly Tried[]): LinesBlock {
  return {
    kind: "lines",
    title: "ROC curve: rising days found against other days called rising",
    description: "A curve for each network from the lower left to the upper right, beside the diagonal of a coin.",
    x: { label: 'share of the other days called "up"', domain: [0, 1] },
    y: { label: 'share of the rising days called "up"', domain: [0, 1] },
    lines: [
      { label: "a coin: area 0.5", role: "naive", x: [0, 1], y: [0, 1] },
      ...tried.map(({ name, curve, auc }, i) => ({
        label: `${name}: area ${auc.toFixed(3)}`,
        role: roleOf(i, tried.length),
        x: curve.map(({ falsePositiveRate }) => falsePositiveRate),
        y: curve.map(({ truePositiveRate }) => truePositiveRate),
      })),
    ],
    square: true,
  };
}

/** Test days in five groups by their probability of "up": how often they then rose. */
export function drawReliability(tried: readonly Tried[], actual: readonly number[]): LinesBlock {
  const points = tried.map(({ probabilities }) => groupInFifths(Array.from(probabilities), actual));
  const saidMeans = points.flatMap((groups) => groups.map(({ said }) => said));
  const [low, high] = [Math.min(...saidMeans), Math.max(...saidMeans)];
  return {
    kind: "lines",
    title: 'How likely it said "up" was, and how often the price rose',
    description: "Five points for each network; where the probabilities are right they lie on the line.",
    x: { label: 'mean probability given to "up"' },
    y: { label: "share of rising days", domain: [0, 1] },
    lines: [
      { label: "as said", role: "truth", x: [low, high], y: [low, high] },
      ...tried.map(({ name }, i) => ({
        label: name,
        role: roleOf(i, tried.length),
        x: points[i].map(({ said }) => said),
        y: points[i].map(({ rose }) => rose),
        mark: "both" as const,
      })),
    ],
  };
}

function groupInFifths(probabilities: readonly number[], actual: readonly number[]): { said: number; rose: number }[] {
  const order = probabilities.map((_, day) => day).sort((a, b) => probabilities[a] - probabilities[b] || a - b);
  return [0, 1, 2, 3, 4].map((fifth) => {
    const [from, to] = [fifth, fifth + 1].map((border) => Math.round((border * order.length) / 5));
    const days = order.slice(from, to);
    return { said: mean(days.map((day) => probabilities[day])), rose: mean(days.map((day) => actual[day])) };
  });
}

export function drawLosses(tried: readonly Tried[]): PanelsBlock {
  const most = Math.max(...tried.map(({ trainLosses }) => trainLosses.length));
  const lines = ({ trainLosses, validationLosses, bestEpoch }: Tried): Line[] => {
    const x = trainLosses.map((_, i) => i + 1);
    return [
      { label: "training", role: "input", x, y: trainLosses },
      { label: "validation", role: "model", x, y: validationLosses },
      {
        label: "the epoch that is kept",
        role: "truth",
        x: [bestEpoch],
        y: [validationLosses[bestEpoch - 1]],
        mark: "dots",
      },
      { label: "a coin: log 2", role: "naive", x: [1, most], y: [Math.LN2, Math.LN2] },
    ];
  };
  return {
    kind: "panels",
    title: "Loss of every epoch (mean binary cross-entropy)",
    description: "Training and validation losses of each network by epoch, beside the loss of a coin.",
    x: { label: "epoch" },
    y: { label: "loss" },
    panels: tried.map((network) => ({
      title: `${counted(network.length, "day")}: epoch ${network.bestEpoch} of ${network.trainLosses.length} is kept`,
      lines: lines(network),
    })),
  };
}
