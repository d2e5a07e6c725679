import * as Plot from "@observablehq/plot";
import { type Markup, shorten, valueFormat } from "recurra/drawing";
import { counted } from "recurra/words";
import type { ForecastResult } from "../data/result.ts";
import { figure, type LegendEntry } from "./chart.ts";
import { truthLine } from "./palette.ts";
import type { Readings } from "./readout.ts";
import { thin } from "./thin.ts";
import { timeAxis } from "./time-axis.ts";
import { valueLabel } from "./value-axis.ts";

/** The series, with the parts that trained, chose and scored the model. */
export function historyChart(result: ForecastResult): Markup {
  const { history, training, backtest, target, data } = result;
  const axis = timeAxis(data.clock);
  const first = axis.at(history.times[0]);
  // Where no network learns, there is no epoch to choose.
  const chose = training.epochs.length === 0 ? "weighed the parts" : "chose the epoch";
  const parts = [
    { label: "trained on", color: "--trained", span: training.fitted },
    { label: chose, color: "--validated", span: training.validation },
    { label: "scored on", color: "--scored", span: backtest.windows },
  ].flatMap(({ label, color, span }) => {
    if (span === null || axis.at(span.to) < first) return [];
    return [{ label, color, from: Math.max(first, axis.at(span.from)), to: axis.at(span.to) }];
  });
  // A part reaches to where the next one begins: between its last row and the next row there is no third kind of row.
  for (const [at, part] of parts.slice(0, -1).entries()) part.to = parts[at + 1].from;
  const bands = parts.map(({ label, color }): LegendEntry => ({ label, color, shape: "band" }));
  const numbers = valueFormat(history.values);
  const readings: Readings = {
    id: "history",
    domain: [first, axis.at(history.times[history.times.length - 1])],
    unit: result.unit,
    values: [truthLine],
    points: thin(history.values, 200).map((row) => ({
      x: axis.at(history.times[row]),
      label: history.times[row],
      texts: [numbers(history.values[row])],
    })),
  };
  return figure({
    title: `${shorten(target, 60)}, and what its rows were used for`,
    description: parts.map((part) => part.label).join(", "),
    legend: [truthLine, ...bands],
    note: () =>
      history.values.length < data.rows
        ? `The last ${counted(history.values.length, "row")} of ${counted(data.rows, "row")}.`
        : undefined,
    readings,
    times: axis,
    draw: (size) => {
      const line = thin(history.values, 2 * size.width).map((row) => ({
        time: axis.at(history.times[row]),
        value: history.values[row],
      }));
      return {
        y: { label: valueLabel(result) },
        marks: [
          ...parts.map((part) => Plot.rect([part], { x1: "from", x2: "to", fill: `var(${part.color})` })),
          Plot.lineY(line, { x: "time", y: "value", stroke: "var(--ink)", strokeWidth: 1.5 }),
        ],
      };
    },
  });
}
