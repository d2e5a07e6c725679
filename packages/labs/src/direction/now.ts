// What a page shows of the direction lab while it learns: the chance of "up" that the network gives to test days, and what comes of calling
// "up" from the dial's threshold on.
import type { Block, HeatBlock, LinesBlock } from "@recurra/report";
import { counted, percent } from "recurra/words";
import type { LabDial } from "../lab/lab.ts";
import { dayLabels } from "../prices/price-charts.ts";
import { classes, countLabels, type DirectionData } from "./data.ts";
import { always } from "./words.ts";

export const dial: LabDial = {
  label: 'chance from which "up" is called',
  least: 0.3,
  most: 0.7,
  step: 0.005,
  initial: 0.5,
  effect: "Hits and misses are counted anew. What the network gives a chance to, and what it learns, stay as they are.",
};

/** Days of the test that are drawn; all of them are counted. */
const DRAWN = 60;

/** [it was][called], with the test days of each. */
export function countCalls(labels: ArrayLike<number>, chances: ArrayLike<number>, threshold: number): number[][] {
  const counts = [
    [0, 0],
    [0, 0],
  ];
  for (let day = 0; day < labels.length; day++) counts[labels[day]][Number(chances[day] >= threshold)]++;
  return counts;
}

export function drawNow(name: string, data: DirectionData, chances: Float32Array, threshold: number): readonly Block[] {
  const { test } = data.parts;
  const labels = data.labels.subarray(test.from, test.to);
  const counts = countCalls(labels, chances, threshold);
  return [
    { kind: "text", text: say(counts, threshold) },
    drawChances(name, data, chances, threshold),
    drawCounts(name, counts, threshold),
  ];
}

/** How many days are called right, beside always saying the same. */
function say([[stayed, wronglyUp], [missed, rightlyUp]]: readonly (readonly number[])[], threshold: number): string {
  const days = stayed + wronglyUp + missed + rightlyUp;
  const right = stayed + rightlyUp;
  const up = missed + rightlyUp;
  const base = Math.max(up, days - up);
  return (
    `Called "up" from a chance of ${threshold.toFixed(3)} on: **${counted(right, "day")} of ${days} right (${percent(right / days)})**. ` +
    `${counted(wronglyUp + rightlyUp, "day is", "days are")} called up, and ${rightlyUp} of them rose. ` +
    `Whoever says ${always(up > days - up ? 1 : 0)} is right on ${base} (${percent(base / days)}).`
  );
}

function drawChances(
  name: string,
  { prices: { series }, parts: { test, training }, labels }: DirectionData,
  chances: Float32Array,
  threshold: number,
): LinesBlock {
  const from = Math.max(test.from, test.to - DRAWN);
  const x = dayLabels(series, from, test.to);
  const drawn = Array.from(chances.subarray(from - test.from));
  const isRight = drawn.map((chance, i) => Number(chance >= threshold) === labels[from + i]);
  const share = training.up / countLabels(training);
  return {
    kind: "lines",
    title: `The last ${counted(test.to - from, "test day")}: the chance of "up", as the network gives it now`,
    description: "The chance of each day, marked by whether the call at this threshold was right.",
    x: { label: "day", scale: "time" },
    y: { label: 'chance of "up"', domain: [...domainOf([...drawn, threshold, share])] },
    lines: [
      { label: name, role: "model", x, y: drawn },
      ...([true, false] as const).map((right) => ({
        label: right ? "called right" : "called wrong",
        role: right ? ("3" as const) : ("2" as const),
        x,
        y: drawn.map((chance, i) => (isRight[i] === right ? chance : null)),
        mark: "dots" as const,
      })),
    ],
    rules: [
      { label: '"up" from here on', y: threshold },
      { label: "share of the training days", y: share },
    ],
  };
}

/** An axis around one half that is only as long as the chances need: they may all lie close to it. */
function domainOf(values: readonly number[]): readonly [number, number] {
  const far = Math.max(...values.map((value) => Math.abs(value - 0.5)));
  const half = [0.05, 0.1, 0.2, 0.3].find((one) => far < one) ?? 0.5;
  return [0.5 - half, 0.5 + half];
}

function drawCounts(name: string, counts: readonly (readonly number[])[], threshold: number): HeatBlock {
  return {
    kind: "heat",
    title: `What the network says from ${threshold.toFixed(3)} on, and what the price did (test days)`,
    description: "Two by two counts: rows are what the price did, columns what the network says.",
    x: { label: "the network says" },
    columns: [0, 1],
    columnNames: classes.map((one) => `"${one}"`),
    grids: [{ title: name, rowsLabel: "it was", rowNames: classes, rows: counts, showValues: true }],
    colors: "sequential",
    domain: [0, Math.max(1, ...counts.flat())],
    legend: "days",
  };
}
