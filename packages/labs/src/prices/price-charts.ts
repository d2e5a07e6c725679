// Pictures that the labs of prices share.

import type { LinesBlock } from "@recurra/report";
import type { Series } from "recurra";

/** The days of rows [from, to), as the axes of pictures take them. */
export function dayLabels({ times }: Series, from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, i) => times.label(from + i));
}

/** A part of the days: its first row and the one after its last; open where the picture ends. */
interface ChartedSplit {
  readonly label: string;
  readonly from?: number;
  readonly to?: number;
}

/** A column over rows [from, to), with the parts into which its days are divided. */
export function drawSplit(
  series: Series,
  column: string,
  title: string,
  [from, to]: readonly [from: number, to: number],
  parts: readonly ChartedSplit[],
): LinesBlock {
  const day = (row: number | undefined) => (row === undefined ? undefined : series.times.label(row));
  return {
    kind: "lines",
    title: `${column}: ${title}`,
    description: "The prices in the order of time, in parts that follow each other.",
    x: { label: "day", scale: "time" },
    y: { label: column },
    lines: [
      {
        label: column,
        role: "truth",
        x: dayLabels(series, from, to),
        y: Array.from(series.column(column).subarray(from, to)),
      },
    ],
    shades: parts.map((part) => ({ label: part.label, from: day(part.from), to: day(part.to) })),
  };
}

/** The errors of a network's predictions from row `first` on, beside those of yesterday's price. */
export function drawErrors(
  series: Series,
  column: string,
  first: number,
  network: { readonly title: string; readonly label: string; readonly predicted: Float64Array },
): LinesBlock {
  const { title, label, predicted } = network;
  const prices = series.column(column);
  const x = dayLabels(series, first, first + predicted.length);
  return {
    kind: "lines",
    title,
    description: "The errors of the network and of yesterday's price on each day of the test.",
    x: { label: "day", scale: "time" },
    y: { label: "prediction - price" },
    lines: [
      { label, role: "model", x, y: Array.from(predicted, (value, i) => value - prices[first + i]) },
      {
        label: "yesterday's price",
        role: "naive",
        x,
        y: Array.from(predicted, (_, i) => prices[first + i - 1] - prices[first + i]),
      },
    ],
    rules: [{ label: "no error", y: 0 }],
  };
}
