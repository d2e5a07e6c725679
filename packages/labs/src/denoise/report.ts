// What the denoising lab shows.
import type { DocumentVerdict, Line, LinesBlock, PanelsBlock, ReportDocument, TableBlock } from "@recurra/report";
import type { LabResult } from "../lab.ts";
import { lossChart } from "../loss-chart.ts";
import { counted, percent, whole } from "../numbers.ts";
import { LENGTH, PERIOD, type Sequences } from "./data.ts";
import type { DenoiseSettings } from "./denoise.ts";
import { type CleanedByFilter, ranked, type Scored } from "./score.ts";

/** All that a run found. */
export interface Denoised extends Scored {
  readonly settings: DenoiseSettings;
  readonly parameters: number;
  readonly testing: Sequences;
  /** The loss of every training step. */
  readonly stepLosses: readonly number[];
  /** The mean loss of every epoch. */
  readonly trainLosses: readonly number[];
}

const steps = Array.from({ length: LENGTH }, (_, k) => k);

/** The numbers of sequence i. */
function sequence(values: Float32Array, i: number): number[] {
  return Array.from(values.subarray(i * LENGTH, (i + 1) * LENGTH));
}

function readsAhead({ ahead }: CleanedByFilter): string {
  return ahead === 0 ? "nothing" : counted(ahead, "step");
}

export function denoiseResults({ network, filters, settings, ...found }: Denoised): LabResult["results"] {
  return {
    testLoss: network.loss,
    naive: Object.fromEntries(
      filters.map(({ id, name, loss, ahead, closer }) => [
        id,
        { name, loss, stepsAhead: ahead, networkCloser: closer },
      ]),
    ),
    trainLoss: found.trainLosses,
    testLossByStep: Array.from(network.stepErrors),
    parameters: found.parameters,
    settings,
  };
}

function scores({ network, filters, settings, testing }: Denoised): TableBlock {
  const row = ({ name, loss }: Scored["network"]) => [name, loss.toFixed(4)];
  const losses = [network, ...filters].map(({ loss }) => loss);
  const best = (i: number) => (losses[i] === Math.min(...losses) ? [1] : []);
  return {
    kind: "table",
    caption: `Mean absolute error (L1) on ${counted(testing.count, "test sequence")}`,
    columns: [{ title: "" }, { title: "error" }, { title: "reads ahead" }, { title: "network closer" }],
    rows: [
      {
        cells: [...row(network), settings.bidirectional ? "to the end" : "nothing", "-"],
        role: "model",
        best: best(0),
      },
      ...filters.map((filter, i) => ({
        cells: [...row(filter), readsAhead(filter), percent(filter.closer)],
        role: "naive" as const,
        best: best(i + 1),
      })),
    ],
  };
}

function named(filters: readonly CleanedByFilter[]): string {
  return filters.map(({ name, loss }) => `${name} (${loss.toFixed(4)})`).join(", ");
}

function verdict({ network, filters, settings, testing }: Denoised): DocumentVerdict {
  const found =
    `The ${network.name} is off by ${network.loss.toFixed(4)} on average over ${counted(testing.count, "sequence")} that ` +
    `it has not seen; the noisy input is off by ${filters[0].loss.toFixed(4)}.`;
  const isCloser = ({ difference, p }: CleanedByFilter) => difference < 0 && p < 0.05;
  const notBeaten = filters.filter((filter) => !isCloser(filter));
  const sight = settings.bidirectional
    ? "It reads the whole sequence, forwards and backwards."
    : "It reads no step ahead.";
  if (notBeaten.length === 0) {
    return {
      tone: "good",
      outcome: "Closer than every simple filter",
      sentences: [found, `Every simple filter is further off: ${named(filters.slice(1))}.`, sight],
    };
  }
  if (!isCloser(filters[0])) {
    return { tone: "bad", outcome: "No better than doing nothing", sentences: [found, "Train it for longer."] };
  }
  const beaten = filters.filter(isCloser);
  const sentences = [
    found,
    `It is closer than: ${named(beaten)}.`,
    `It is no closer than: ${named(notBeaten)}.`,
    sight,
  ];
  return { tone: "even", outcome: "Takes noise off, but not better than every simple filter", sentences };
}

export function denoiseSummary(denoised: Denoised): readonly TableBlock[] {
  return [scores(denoised)];
}

function sample({ testing }: Denoised): LinesBlock {
  return {
    kind: "lines",
    title: "The first test sequence, and what it is without the noise",
    description: "Dots scattered around a sine wave, and the wave.",
    x: { label: "step" },
    y: { label: "value" },
    lines: [
      { label: "noisy, what the network reads", role: "input", x: steps, y: sequence(testing.noisy, 0), mark: "dots" },
      { label: "clean, what it is to say", role: "truth", x: steps, y: sequence(testing.clean, 0) },
    ],
  };
}

function lossCurve({ stepLosses, trainLosses, filters }: Denoised): LinesBlock {
  const stepsPerEpoch = Math.round(stepLosses.length / trainLosses.length);
  return lossChart({
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

function picks(denoised: Denoised): PanelsBlock {
  const { network, testing } = denoised;
  const titles = ["the best", "the median", "worse than 95 of 100", "the worst"];
  const chosen = ranked(network, [0, 0.5, 0.95, 1]);
  const lines = (i: number): Line[] => [
    { label: "noisy", role: "input", x: steps, y: sequence(testing.noisy, i), mark: "dots" },
    { label: "clean", role: "truth", x: steps, y: sequence(testing.clean, i) },
    { label: network.name, role: "model", x: steps, y: sequence(network.estimate, i) },
  ];
  return {
    kind: "panels",
    title: `Four of the ${whole(testing.count)} test sequences, by the network's error`,
    description:
      "Noisy points, the clean wave and the network's curve, from the sequence with its smallest error to that with its largest.",
    x: { label: "step" },
    y: { label: "value" },
    panels: chosen.map((i, place) => ({
      title: `${titles[place]}: L1 ${network.sequenceErrors[i].toFixed(3)}`,
      lines: lines(i),
    })),
  };
}

function errorByStep({ network, filters }: Denoised): LinesBlock {
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

export function denoiseReport(denoised: Denoised): ReportDocument {
  const { settings, network, parameters } = denoised;
  const { train, test, noise, epochs, batch, learningRate, seed } = settings;
  return {
    title: "Take the noise off a wave",
    lead: `A ${network.name} reads ${LENGTH} noisy points of a sine wave and says where the wave is.`,
    verdict: verdict(denoised),
    sections: [
      {
        heading: "The data",
        blocks: [
          {
            kind: "text",
            text:
              `${whole(train + test)} sine waves of period ${PERIOD}, each from a random start, ${LENGTH} points long, with noise drawn evenly from ` +
              `-${noise} to ${noise}. The network learns from the first ${whole(train)} and is tested on the last ${whole(test)}.`,
          },
          sample(denoised),
        ],
      },
      {
        heading: "Training",
        blocks: [
          {
            kind: "facts",
            items: [
              ["network", `${network.name}, Linear, tanh: ${whole(parameters)} weights`],
              ["training", `${counted(epochs, "epoch")} of Adam, learning rate ${learningRate}, batches of ${batch}`],
              ["seed", `${seed}`],
            ],
          },
          lossCurve(denoised),
        ],
      },
      {
        heading: "The test",
        blocks: [
          scores(denoised),
          {
            kind: "note",
            text:
              '"Network closer" is the share of the sequences on which the network has the smaller error. The widths of the averages ' +
              "are the best ones on the training sequences. The fitted sine is told the period, which the network has to find in " +
              "its examples.",
          },
          picks(denoised),
          errorByStep(denoised),
          {
            kind: "note",
            text: "The network begins with a state of zeros: at its first steps it knows nothing but the points that it has just read.",
          },
        ],
      },
    ],
  };
}
