// Lines in words and as tables, for who cannot see them.

import { civilFromDays, DAY } from "../data/time/calendar.ts";
import { type DrawnLine, shortFormat } from "../drawing/index.ts";
import { counted } from "../words/counted.ts";
import type { DrawnAxis } from "./axis.ts";
import { cellOf, type NumbersTable } from "./numbers-table.ts";

/** "loss": 20 values from 0.08 to 0.9, at first 0.9, at last 0.08. */
export function lineWords({ label, y }: DrawnLine, axis: DrawnAxis): string {
  let [low, high, count] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  let [first, last] = [Number.NaN, Number.NaN];
  for (const value of y) {
    if (Number.isNaN(value)) continue;
    if (count++ === 0) first = value;
    last = value;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const name = label !== "" ? label : axis.label !== "" ? axis.label : "values";
  if (count === 0) return `${name}: no values.`;
  const format = shortFormat([low, high, first, last]);
  const gaps = y.length - count;
  const missing = gaps === 0 ? "" : `, ${counted(gaps, "gap")}`;
  if (count === 1) return `${name}: ${format(first)}${missing}.`;
  return `${name}: ${counted(count, "value")} from ${format(low)} to ${format(high)}, at first ${format(first)}, at last ${format(last)}${missing}.`;
}

/** The numbers: one table where all lines stand at the same places, else one for each line. */
export function linesTables(lines: readonly DrawnLine[], x: DrawnAxis): NumbersTable[] {
  const place = (value: number): string => (x.type === "utc" ? timeText(value) : cellOf(value));
  const name = x.label === "" ? "x" : x.label;
  const called = (label: string): string => (label === "" ? "value" : label);
  const [first] = lines;
  const shared = lines.every((line) => line.x.length === first.x.length && line.x.every((at, i) => at === first.x[i]));
  if (shared) {
    return [
      {
        caption: counted(first.x.length, "row"),
        columns: [name, ...lines.map(({ label }) => called(label))],
        length: first.x.length,
        row: (at) => [place(first.x[at]), ...lines.map(({ y }) => cellOf(y[at]))],
      },
    ];
  }
  return lines.map((line) => ({
    caption: `${called(line.label)}, ${counted(line.x.length, "row")}`,
    columns: [name, called(line.label)],
    length: line.x.length,
    row: (at) => [place(line.x[at]), cellOf(line.y[at])],
  }));
}

/** "2018-05-11", with the time of day where it has one. */
function timeText(time: number): string {
  const days = Math.floor(time / DAY);
  const { year, month, day } = civilFromDays(days);
  const two = (value: number): string => String(value).padStart(2, "0");
  const date = `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
  const within = Math.floor((time - days * DAY) / 1000);
  if (within === 0) return date;
  return `${date} ${two(Math.floor(within / 3600))}:${two(Math.floor(within / 60) % 60)}:${two(within % 60)}`;
}
