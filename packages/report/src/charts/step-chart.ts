import * as Plot from "@observablehq/plot";
import type { ForecastResult } from "../data/result.ts";
import type { Markup } from "../html/html.ts";
import { shorten, valueFormat } from "../html/numbers.ts";
import { figure } from "./chart.ts";
import { methodLine } from "./palette.ts";

/** How the error of each method grows with the step of the horizon. */
export function stepChart(result: ForecastResult): Markup {
  const { scores, horizon } = result.backtest;
  const lines = scores.map((score) => ({
    style: methodLine(score.name, score.kind),
    points: score.perStep.mae.map((mae, step) => ({ step: step + 1, mae })),
  }));
  const format = valueFormat(scores.flatMap((score) => score.perStep.mae));
  const unit = shorten(result.target, 40);
  return figure({
    title: `Mean absolute error by step, in units of ${unit}`,
    description: scores
      .map(
        (score) =>
          `${score.name}: ${format(score.perStep.mae[0])} at step 1, ${format(score.perStep.mae[horizon - 1])} at the last`,
      )
      .join("; "),
    legend: lines.map((line) => line.style),
    draw: (size) => ({
      height: 240,
      x: {
        type: "linear",
        label: "rows ahead",
        domain: [1, horizon],
        ticks: Math.min(horizon - 1, size.ticks),
        tickFormat: (step: number) => (Number.isInteger(step) ? String(step) : ""),
        inset: 8,
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
