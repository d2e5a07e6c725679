import * as Plot from "@observablehq/plot";
import { bestNaive } from "recurra/evaluation";
import { counted } from "recurra/words";
import type { ForecastResult } from "../data/result.ts";
import type { Markup } from "../html/html.ts";
import { shorten, valueFormat } from "../html/numbers.ts";
import { figure } from "./chart.ts";
import { methodLine, truthLine } from "./palette.ts";
import { timeAxis } from "./time-axis.ts";

/** What was forecast `step` rows ahead (from 0) against what came, for the last windows that have room. */
export function backtestChart(result: ForecastResult, step: number): Markup {
  const { backtest, target } = result;
  const { origins, horizon, scores, times } = backtest;
  const axis = timeAxis(result.data.clock);
  const naive = bestNaive(scores).name;
  const rows = origins.map((origin, i) => {
    const time = axis.at(times[origin - origins[0] + step]);
    const at = i * horizon + step;
    return { time, actual: backtest.actual[at], model: backtest.predicted[at], naive: backtest.rivals[naive][at] };
  });
  const [ours, theirs] = [scores[0].perStep.mae[step], bestNaive(scores).perStep.mae[step]];
  const format = valueFormat([ours, theirs]);
  const ahead = counted(step + 1, "row");
  const lines = [
    { key: "actual", style: truthLine, width: 1.5 },
    { key: "naive", style: methodLine(naive, "naive"), width: 1.25 },
    { key: "model", style: methodLine(scores[0].name, "model"), width: 1.75 },
  ] as const;
  return figure({
    title: `${shorten(target, 60)} forecast ${ahead} ahead, against what came`,
    description: `Mean absolute error at this step: ${scores[0].name} ${format(ours)}, ${naive} ${format(theirs)}.`,
    legend: lines.map((line) => line.style),
    note: (size) =>
      rows.length > size.rows ? `The last ${size.rows} of ${counted(rows.length, "window")}.` : undefined,
    draw: (size) => {
      const shown = rows.slice(-size.rows);
      return {
        x: { type: axis.type, label: null, ticks: size.ticks },
        y: { label: shorten(target, 40) },
        marks: lines.map((line) =>
          Plot.lineY(shown, {
            x: "time",
            y: line.key,
            stroke: `var(${line.style.color})`,
            strokeWidth: line.width,
            strokeDasharray: line.style.dash,
          }),
        ),
      };
    },
  });
}
