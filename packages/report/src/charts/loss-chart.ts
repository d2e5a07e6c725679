import * as Plot from "@observablehq/plot";
import { type Markup, shortFormat } from "recurra/drawing";
import { counted } from "recurra/words";
import type { ForecastResult } from "../data/result.ts";
import { figure, type LegendEntry } from "./chart.ts";
import type { Readings } from "./readout.ts";
import { thin } from "./thin.ts";

/** Whose weights were kept. */
export function keptWords(bestEpoch: number): string {
  return bestEpoch === 0
    ? "no epoch was better than the untrained network, which was kept"
    : `the weights of epoch ${bestEpoch} were kept`;
}

/** Training and validation loss by epoch, with the epoch whose weights were kept. */
export function lossChart(result: ForecastResult): Markup {
  const { epochs, bestEpoch, loss, toBeat } = result.training;
  const { untrainedLoss } = epochs[0];
  // What the weights had before the first epoch stands at 0.
  const validated = [
    ...(untrainedLoss === undefined ? [] : [{ epoch: 0, validationLoss: untrainedLoss }]),
    ...epochs.filter((epoch) => epoch.validationLoss !== undefined),
  ];
  const losses = [
    ...epochs.map(({ trainLoss }) => trainLoss),
    ...validated.map(({ validationLoss }) => Number(validationLoss)),
    ...(toBeat === undefined ? [] : [toBeat.loss]),
  ];
  const [first, last] = [(validated[0] ?? epochs[0]).epoch, epochs[epochs.length - 1].epoch];
  const [least, most] = [Math.min(...losses), Math.max(...losses)];
  const training: LegendEntry = { label: "training", color: "--naive", dash: "6 3", shape: "line" };
  const validation: LegendEntry = { label: "validation", color: "--model", shape: "line" };
  const chosen: LegendEntry = {
    label: bestEpoch === 0 ? "untrained, kept" : `epoch ${bestEpoch}, kept`,
    color: "--muted",
    dash: "2 3",
    shape: "line",
  };
  const rival: LegendEntry = {
    label: `to beat: ${toBeat?.name}, validation`,
    color: "--ink",
    dash: "8 3 2 3",
    shape: "line",
  };
  const numbers = shortFormat(losses);
  const readings: Readings = {
    id: "loss",
    // A single epoch stands in the middle.
    domain: first === last ? [first - 0.5, last + 0.5] : [first, last],
    values: validated.length > 0 ? [training, validation] : [training],
    points: thin(
      epochs.map((epoch) => epoch.validationLoss ?? epoch.trainLoss),
      200,
    ).map((at) => {
      const { epoch, trainLoss, validationLoss } = epochs[at];
      return {
        x: epoch,
        label: `epoch ${epoch}${epoch === bestEpoch ? ", kept" : ""}`,
        texts: [trainLoss, ...(validationLoss === undefined ? [] : [validationLoss])].map(numbers),
      };
    }),
  };
  return figure({
    title: `Loss by epoch (${loss}, on normalised values)`,
    description: `${counted(epochs.length, "epoch")}; ${keptWords(bestEpoch)}.${toBeat === undefined ? "" : ` To beat on validation: ${numbers(toBeat.loss)} of ${toBeat.words}.`}`,
    legend: [training, ...(validated.length > 0 ? [validation] : []), chosen, ...(toBeat ? [rival] : [])],
    height: 240,
    inset: 6,
    readings,
    draw: (size) => ({
      x: {
        type: "linear",
        label: "epoch",
        ticks: Math.min(size.ticks, Math.max(1, epochs.length - 1)),
        tickFormat: (epoch: number) => (Number.isInteger(epoch) ? String(epoch) : ""),
      },
      y: { label: "loss", type: least > 0 && most / least > 30 ? "log" : "linear" },
      marks: [
        ...(toBeat === undefined
          ? []
          : [
              Plot.ruleY([toBeat.loss], {
                stroke: `var(${rival.color})`,
                strokeDasharray: rival.dash,
                strokeWidth: 1.5,
              }),
            ]),
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
