import * as Plot from "@observablehq/plot";
import { counted } from "recurra/words";
import type { ForecastResult } from "../data/result.ts";
import type { Markup } from "../html/html.ts";
import { figure, type LegendEntry } from "./chart.ts";

/** Training and validation loss by epoch, with the epoch whose weights were kept. */
export function lossChart(result: ForecastResult): Markup {
  const { epochs, bestEpoch, loss } = result.training;
  const validated = epochs.filter((epoch) => epoch.validationLoss !== undefined);
  const losses = epochs.flatMap((epoch) => [epoch.trainLoss, epoch.validationLoss ?? epoch.trainLoss]);
  const [least, most] = [Math.min(...losses), Math.max(...losses)];
  const training: LegendEntry = { label: "training", color: "--naive", dash: "6 3", shape: "line" };
  const validation: LegendEntry = { label: "validation", color: "--model", shape: "line" };
  const chosen: LegendEntry = { label: `epoch ${bestEpoch}, kept`, color: "--muted", dash: "2 3", shape: "line" };
  return figure({
    title: `Loss by epoch (${loss}, on normalised values)`,
    description: `${counted(epochs.length, "epoch")}; the weights of epoch ${bestEpoch} were kept.`,
    legend: [training, ...(validated.length > 0 ? [validation] : []), chosen],
    draw: (size) => ({
      height: 240,
      x: {
        type: "linear",
        label: "epoch",
        domain: [Math.min(1, epochs[0].epoch), Math.max(2, epochs[epochs.length - 1].epoch)],
        ticks: Math.min(size.ticks, Math.max(1, epochs.length - 1)),
        tickFormat: (epoch: number) => (Number.isInteger(epoch) ? String(epoch) : ""),
        inset: 6,
      },
      y: { label: "loss", type: least > 0 && most / least > 30 ? "log" : "linear" },
      marks: [
        Plot.ruleX([bestEpoch], { stroke: "var(--muted)", strokeDasharray: "2 3", strokeWidth: 1.5 }),
        ...[
          { rows: epochs, key: "trainLoss", style: training },
          { rows: validated, key: "validationLoss", style: validation },
        ].flatMap(({ rows, key, style }) => [
          Plot.lineY(rows, {
            x: "epoch",
            y: key,
            stroke: `var(${style.color})`,
            strokeWidth: 2,
            strokeDasharray: style.dash,
          }),
          Plot.dot(rows.length <= 30 ? rows : [], { x: "epoch", y: key, fill: `var(${style.color})`, r: 2.5 }),
        ]),
      ],
    }),
  });
}
