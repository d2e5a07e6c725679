import * as Plot from "@observablehq/plot";
import { percent } from "recurra/words";
import type { ForecastResult, ForecastRow } from "../data/result.ts";
import type { Markup } from "../html/html.ts";
import { shorten, valueFormat } from "../html/numbers.ts";
import { figure } from "./chart.ts";
import { modelLine, truthLine } from "./palette.ts";
import { type Readings, spanOf } from "./readout.ts";
import { thin } from "./thin.ts";
import { timeAxis } from "./time-axis.ts";
import { valueLabel } from "./value-axis.ts";

/** The last rows known and the forecast that goes on from them, with its band. */
export function forecastChart(result: ForecastResult): Markup {
  const { forecast, history, target, backtest } = result;
  const axis = timeAxis(result.data.clock);
  const name = backtest.scores[0].name;
  const banded = forecast.every(isBounded);
  const lastTime = history.times[history.times.length - 1];
  const lastValue = history.values[history.values.length - 1];
  const end = forecast[forecast.length - 1];
  const format = valueFormat([lastValue, end.value]);
  const ahead = [
    { time: axis.at(lastTime), value: lastValue, lower: lastValue, upper: lastValue },
    ...forecast.map((row) => ({ ...row, time: axis.at(row.time) })),
  ];
  const model = { ...modelLine(name), label: `${name} forecast` };
  const band = { label: `${percent(backtest.intervals.level)} interval`, color: "--band", shape: "band" as const };
  const start = Math.max(0, history.values.length - Math.max(8 * forecast.length, 60));
  const known = history.values.slice(start).map((value, i) => ({
    time: axis.at(history.times[start + i]),
    label: history.times[start + i],
    value,
  }));
  const shown = thin(
    known.map(({ value }) => value),
    200,
  ).map((row) => known[row]);
  const numbers = valueFormat([...shown, ...forecast].map(({ value }) => value));
  const early = known[Math.max(0, known.length - Math.max(8 * forecast.length, 25))].time;
  const readings: Readings = {
    id: "forecast",
    domain: [known[0].time, axis.at(end.time)],
    unit: result.unit,
    values: [truthLine, model, { ...band, color: "--model" }],
    points: [
      ...shown.map(({ time, label, value }) => ({ x: time, label, texts: [numbers(value)] })),
      ...thin(
        forecast.map(({ value }) => value),
        200,
      ).map((at) => {
        const { time, value, lower, upper } = forecast[at];
        const ends = [lower, upper].map((one) => (typeof one === "number" ? numbers(one) : "–"));
        return { x: axis.at(time), label: time, texts: ["", numbers(value), ...(banded ? [ends.join(" to ")] : [])] };
      }),
    ],
    narrowFrom: shown.findIndex(({ time }) => time >= early),
  };
  return figure({
    title: `${shorten(target, 60)}: the last rows known and the forecast`,
    description: `From ${format(lastValue)} at ${lastTime} to ${format(end.value)} at ${end.time}. The table has every value.`,
    legend: [truthLine, model, ...(banded ? [band] : [])],
    readings,
    times: axis,
    draw: (size) => ({
      y: { label: valueLabel(result) },
      marks: [
        Plot.areaY(banded ? ahead : [], { x: "time", y1: "lower", y2: "upper", fill: "var(--band)" }),
        ...["lower", "upper"].map((end) =>
          Plot.lineY(banded ? ahead : [], { x: "time", y: end, stroke: "var(--model)", strokeOpacity: 0.45 }),
        ),
        Plot.lineY(
          known.filter(({ time }) => time >= spanOf(readings, size.name)[0]),
          { x: "time", y: "value", stroke: "var(--ink)", strokeWidth: 1.75 },
        ),
        Plot.lineY(ahead, { x: "time", y: "value", stroke: "var(--model)", strokeWidth: 2.5 }),
        Plot.dot(forecast.length <= 40 ? ahead.slice(1) : [], { x: "time", y: "value", fill: "var(--model)", r: 3 }),
      ],
    }),
  });
}

function isBounded({ lower, upper }: ForecastRow): boolean {
  return typeof lower === "number" && typeof upper === "number";
}
