// What the denoising lab shows.

import type { ReportDocument, TableBlock } from "@recurra/report";
import { counted, grouped, percent } from "recurra/words";
import { type Cut, tabulateCuts } from "../lab/cut.ts";
import { withArticle } from "../network/article.ts";
import { drawErrors, drawLosses, drawPicks, drawSample } from "./charts.ts";
import { LENGTH, PERIOD } from "./data.ts";
import type { DenoiseFound } from "./found.ts";
import type { CleanedByFilter, Scored } from "./score.ts";
import { judge } from "./verdict.ts";

function describeAhead({ ahead }: CleanedByFilter): string {
  return ahead === 0 ? "nothing" : counted(ahead, "step");
}

function tabulateScores({ network, filters, settings, testing }: DenoiseFound): TableBlock {
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
        cells: [...row(filter), describeAhead(filter), percent(filter.closer, 1)],
        role: "naive" as const,
        best: best(i + 1),
      })),
    ],
  };
}

/** Inputs and targets have the same shape: a number in and a number out at every step. */
function cut(part: string, count: number): Cut[] {
  return ["x, noisy", "y, clean"].map((name) => ({
    name: `${name}, ${part}`,
    shape: [count, LENGTH, 1],
    counts: "sequences, steps, numbers of a step",
  }));
}

export function summarize(found: DenoiseFound): readonly TableBlock[] {
  return [tabulateScores(found)];
}

export function writeReport(found: DenoiseFound): ReportDocument {
  const { settings, network, parameters } = found;
  const { train, test, noise, epochs, batch, learningRate, seed } = settings;
  return {
    title: "Take the noise off a wave",
    lead: `${withArticle(network.name)} reads ${LENGTH} noisy points of a sine wave and says where the wave is.`,
    verdict: judge(found),
    sections: [
      {
        heading: "The data",
        blocks: [
          {
            kind: "text",
            text:
              `${grouped(train + test)} sine waves of period ${PERIOD}, each from a random start, ${LENGTH} points long, with noise drawn evenly from ` +
              `-${noise} to ${noise}. The network learns from the first ${grouped(train)} and is tested on the last ${grouped(test)}.`,
          },
          tabulateCuts([...cut("training", train), ...cut("test", test)]),
          drawSample(found),
        ],
      },
      {
        heading: "Training",
        blocks: [
          {
            kind: "facts",
            items: [
              ["network", `${network.name}, Linear, tanh: ${grouped(parameters)} weights`],
              ["training", `${counted(epochs, "epoch")} of Adam, learning rate ${learningRate}, batches of ${batch}`],
              ["seed", `${seed}`],
            ],
          },
          found.printed,
          drawLosses(found),
        ],
      },
      {
        heading: "The test",
        blocks: [
          tabulateScores(found),
          {
            kind: "note",
            text:
              '"Network closer" is the share of the sequences on which the network has the smaller error. The widths of the averages ' +
              "are the best ones on the training sequences. The fitted sine is told the period, which the network has to find in " +
              "its examples.",
          },
          drawPicks(found),
          drawErrors(found),
          {
            kind: "note",
            text: "The network begins with a state of zeros: at its first steps it knows nothing but the points that it has just read.",
          },
        ],
      },
    ],
  };
}
