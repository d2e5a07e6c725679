// The pictures of the denoising lab.
import type { Line, LinesBlock, PanelsBlock } from "@recurra/report";
import { grouped } from "recurra/words";
import { drawLossCurve } from "../numbers/loss-chart.ts";
import { LENGTH } from "./data.ts";
import type { DenoiseFound } from "./found.ts";
import { pickRanked } from "./score.ts";

const steps = Array.from({ length: LENGTH }, (_, k) => k);

/** The numbers of sequence i. */
function numbersOf(values: Float32Array, i: number): number[] {
  return Array.from(values.subarray(i * LENGTH, (i + 1) * LENGTH));
}

export function drawSample({ testing }: DenoiseFound): LinesBlock {
  return {
    kind: "lines",
    title: "The first test sequence, and what it is without the noise",
    description: "Dots scattered around a sine wave, and the wave.",
    x: { label: "step" },
    y: { label: "value" },
    lines: [
      { label: "noisy, what the network reads", role: "input", x: steps, y: numbersOf(testing.noisy, 0), mark: "dots" },
      { label: "clean, what it is to say", role: "truth", x: steps, y: numbersOf(testing.clean, 0) },
    ],
  };
}

export function drawLosses({ stepLosses, trainLosses, filters }: DenoiseFound): LinesBlock {
  const stepsPerEpoch = Math.round(stepLosses.length / trainLosses.length);
  return drawLossCurve({
    title: "Loss of every training step (mean absolute error)",
    description: "The loss at each training step and its mean over an epoch's steps, beside the noise itself.",
    loss: "L1",
    steps: stepLosses,
    stepsPerEpoch,
    width: stepsPerEpoch,
    each: true,
    rule: { label: "the noise itself", y: filters[0].loss },
  });
}

export function drawPicks(found: DenoiseFound): PanelsBlock {
  const { network, testing } = found;
  const titles = ["the best", "the median", "worse than 95 of 100", "the worst"];
  const chosen = pickRanked(network, [0, 0.5, 0.95, 1]);
  const lines = (i: number): Line[] => [
    { label: "noisy", role: "input", x: steps, y: numbersOf(testing.noisy, i), mark: "dots" },
    { label: "clean", role: "truth", x: steps, y: numbersOf(testing.clean, i) },
    { label: network.name, role: "model", x: steps, y: numbersOf(network.estimate, i) },
  ];
  return {
    kind: "panels",
    title: `Four of the ${grouped(testing.count)} test sequences, by the network's error`,
    description:
      "Noisy points, the clean wave and the network's curve, from the sequence with its smallest error to that with its largest.",
    x: { label: "step" },
    y: { label: "value" },
    panels: chosen.map((i, rank) => ({
      title: `${titles[rank]}: L1 ${network.sequenceErrors[i].toFixed(3)}`,
      lines: lines(i),
    })),
  };
}

export function drawErrors({ network, filters }: DenoiseFound): LinesBlock {
  const roles = ["input", "naive", "3", "4"] as const;
  return {
    kind: "lines",
    title: "Mean absolute error at each step of the sequence",
    description: "The error by step: a line for the network and one for each simple filter.",
    x: { label: "step" },
    y: {
      label: "L1",
      domain: [0, 1.05 * Math.max(...[network, ...filters].flatMap(({ stepErrors }) => [...stepErrors]))],
    },
    lines: [
      { label: network.name, role: "model", x: steps, y: Array.from(network.stepErrors) },
      ...filters.map(({ name, stepErrors }, i) => ({
        label: name,
        role: roles[i],
        x: steps,
        y: Array.from(stepErrors),
      })),
    ],
  };
}
