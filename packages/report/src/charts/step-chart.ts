import * as Plot from "@observablehq/plot";
import { type Markup, shorten, valueFormat } from "recurra/drawing";
import { counted } from "recurra/words";
import type { ForecastResult } from "../data/result.ts";
import { rivalsOf } from "../data/rivals.ts";
import { figure } from "./chart.ts";
import { modelLine, rivalLine } from "./palette.ts";
import type { Readings } from "./readout.ts";
import { thin } from "./thin.ts";

/** How the errors of the model and of its best rivals grow with the step of the horizon. */
export function stepChart(result: ForecastResult): Markup {
  const { horizon } = result.backtest;
  const scores = [result.backtest.scores[0], ...rivalsOf(result.backtest).slice(0, 3)];
  const lines = scores.map((score, at) => ({
    style: at === 0 ? modelLine(score.name) : rivalLine(score.name, at - 1),
    points: score.perStep.mae.map((mae, step) => ({ step: step + 1, mae })),
  }));
  const format = valueFormat(scores.flatMap((score) => score.perStep.mae));
  const unit = result.unit ?? `units of ${shorten(result.target, 40)}`;
  const readings: Readings = {
    id: "steps",
    domain: [1, horizon],
    unit: result.unit,
    values: lines.map(({ style }) => style),
    points: thin(scores[0].perStep.mae, 200).map((step) => ({
      x: step + 1,
      label: `${counted(step + 1, "row")} ahead`,
      texts: scores.map(({ perStep }) => format(perStep.mae[step])),
    })),
  };
  return figure({
    title: `Mean absolute error by step, in ${unit}`,
    description: scores
      .map(
        (score) =>
          `${score.name}: ${format(score.perStep.mae[0])} at step 1, ${format(score.perStep.mae[horizon - 1])} at the last`,
      )
      .join("; "),
    legend: lines.map((line) => line.style),
    height: 240,
    inset: 8,
    readings,
    draw: (size) => ({
      x: {
        type: "linear",
        label: "rows ahead",
        ticks: Math.min(horizon - 1, size.ticks),
        tickFormat: (step: number) => (Number.isInteger(step) ? String(step) : ""),
      },
      y: { label: "mean absolute error", zero: true },
      marks: [...lines].reverse().flatMap(({ style, points }) => [
        Plot.lineY(points, {
          x: "step",
          y: "mae",
          stroke: `var(${style.color})`,
          strokeWidth: 2,
          strokeDasharray: style.dash,
        }),
        Plot.dot(horizon <= 40 ? points : [], { x: "step", y: "mae", fill: `var(${style.color})`, r: 2.5 }),
      ]),
    }),
  });
}
