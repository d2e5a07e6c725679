import * as Plot from "@observablehq/plot";
import { percent } from "recurra/words";
import type { ForecastResult } from "../data/result.ts";
import type { Markup } from "../html/html.ts";
import { shorten, valueFormat } from "../html/numbers.ts";
import { figure } from "./chart.ts";
import { methodLine, truthLine } from "./palette.ts";
import { timeAxis } from "./time-axis.ts";

/** The last rows known and the forecast that goes on from them, with its band. */
export function forecastChart(result: ForecastResult): Markup {
  const { forecast, history, target, backtest } = result;
  const axis = timeAxis(result.data.clock);
  const name = backtest.scores[0].name;
  const banded = forecast.every((row) => typeof row.lower === "number" && typeof row.upper === "number");
  const lastTime = history.times[history.times.length - 1];
  const lastValue = history.values[history.values.length - 1];
  const end = forecast[forecast.length - 1];
  const format = valueFormat([lastValue, end.value]);
  const ahead = [
    { time: axis.at(lastTime), value: lastValue, lower: lastValue, upper: lastValue },
    ...forecast.map((row) => ({ ...row, time: axis.at(row.time) })),
  ];
  const model = { ...methodLine(name, "model"), label: `${name} forecast` };
  const band = { label: `${percent(backtest.intervals.level)} interval`, color: "--band", shape: "band" as const };
  return figure({
    title: `${shorten(target, 60)}: the last rows known and the forecast`,
    description: `From ${format(lastValue)} at ${lastTime} to ${format(end.value)} at ${end.time}. The table has every value.`,
    legend: [truthLine, model, ...(banded ? [band] : [])],
    draw: (size) => {
      const rows = Math.min(history.values.length, Math.max(8 * forecast.length, size.name === "wide" ? 60 : 25));
      const known = history.values
        .map((value, i) => ({ time: axis.at(history.times[i]), value }))
        .slice(history.values.length - rows);
      return {
        x: { type: axis.type, label: null, ticks: size.ticks },
        y: { label: shorten(target, 40) },
        marks: [
          Plot.areaY(banded ? ahead : [], { x: "time", y1: "lower", y2: "upper", fill: "var(--band)" }),
          Plot.lineY(known, { x: "time", y: "value", stroke: "var(--ink)", strokeWidth: 1.75 }),
          Plot.lineY(ahead, { x: "time", y: "value", stroke: "var(--model)", strokeWidth: 2.5 }),
          Plot.dot(ahead.slice(1), { x: "time", y: "value", fill: "var(--model)", r: 3 }),
        ],
      };
    },
  });
}
