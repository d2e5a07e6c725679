// What the lab of gradients shows.
import type { DocumentSection, ReportDocument, TableBlock } from "@recurra/report";
import { counted, percent } from "recurra/words";
import type { LabResult } from "../lab/lab.ts";
import { SHOWN } from "./backwards.ts";
import {
  chooseRevisited,
  drawClipping,
  drawDepth,
  drawFactors,
  drawInitial,
  drawReach,
  drawScaled,
  drawTrained,
} from "./charts.ts";
import { explosion } from "./clipping.ts";
import { STEPS_PER_EPOCH } from "./distance.ts";
import type { GradientsFound } from "./found.ts";
import { firstOverLast } from "./norms.ts";
import { LEARNED } from "./reach.ts";
import { tabulateInitial, tabulateReach } from "./tables.ts";
import { SYMBOLS } from "./tasks.ts";
import { judge } from "./verdict.ts";
import { formatScientific } from "./words.ts";

function describeTime(found: GradientsFound): DocumentSection {
  const { settings } = found;
  return {
    heading: "Back through time, in new networks",
    blocks: [
      {
        kind: "text",
        text:
          "A loss at the end of a sequence depends on what came before through the states $h_t$ alone. Its gradient goes back step " +
          "by step, and at each step it is multiplied by what the next state takes from this one:",
      },
      {
        kind: "equations",
        lines: [
          {
            tex: "\\frac{\\partial L}{\\partial h_t} = \\left(\\frac{\\partial h_{t+1}}{\\partial h_t}\\right)^{\\!\\top} \\frac{\\partial L}{\\partial h_{t+1}}",
            says: "one step back",
          },
          {
            tex: "\\frac{\\partial h_{t+1}}{\\partial h_t} = \\mathrm{diag}(1 - h_{t+1}^2)\\, W_{hh}",
            says: "RNN tanh: the same matrix each time, and a slope of at most 1",
          },
          { tex: "\\frac{\\partial c_{t+1}}{\\partial c_t} = f_{t+1} + \\dots", says: "LSTM: the forget gate" },
          { tex: "\\frac{\\partial h_{t+1}}{\\partial h_t} = z_{t+1} + \\dots", says: "GRU: the update gate" },
        ],
      },
      {
        kind: "text",
        text:
          `Below is the norm of $\\partial L / \\partial h_t$ as the backward pass computed it, for new networks of ${counted(settings.hidden, "unit")} on ` +
          `the adding problem (add the two marked numbers of a sequence), ${settings.batch} sequences. The initial weights are PyTorch's, all ` +
          "from $U(-H^{-1/2}, H^{-1/2})$" +
          (settings.gain === 1 ? "." : `, and the recurrent ones are multiplied by ${settings.gain}.`),
      },
      ...(settings.lengths.at(-1)! > 50 ? [drawInitial(found, 50)] : []),
      drawInitial(found),
      tabulateInitial(found),
      {
        kind: "note",
        text:
          `Lines end where a norm falls below ${SHOWN}; a table says 0 where none of its numbers reaches 2^-100, below which the kernels carry none, ` +
          "7.9e-31: nothing of the gradient is left. The factor is the mean over the steps above that limit.",
      },
    ],
  };
}

function describeScaling(found: GradientsFound): DocumentSection {
  return {
    heading: "Vanish or explode",
    blocks: [
      {
        kind: "text",
        text:
          "Products of many equal factors go to zero or to infinity. For a plain network the factor is near the spectral radius of its " +
          `recurrent weights, the largest modulus of their eigenvalues: ${found.radius.toFixed(2)} in the new RNN with tanh. Multiplied by a gain, the radius ` +
          "grows in proportion. Above 1 gradients can explode. Two things hold that back: tanh saturates, which makes its slope small, " +
          "and many units of a ReLU network are off, which takes them out of the product.",
      },
      drawScaled(found),
      drawFactors(found),
    ],
  };
}

function describeClipping(found: GradientsFound): DocumentSection {
  const { length, learningRate } = explosion;
  return {
    heading: "Clipping gradients",
    blocks: [
      {
        kind: "text",
        text:
          "An RNN with ReLU whose recurrent weights begin as the identity matrix: each unit keeps what it holds and adds to it. It learns " +
          `the adding problem over ${counted(length, "step")} by plain gradient descent (learning rate ${learningRate}), twice from the same weights on the same ` +
          "sequences. A change of such a weight acts at every step, so the gradient is large where the loss is, and one step along " +
          "it leaps far past the minimum, often to where the units are off for good. Clipping scales all gradients of a step down together " +
          `when their norm is above ${found.settings.clip}: the direction stays, the leap does not.`,
      },
      ...drawClipping(found),
      {
        kind: "note",
        text: "A hundred steps are enough to show the leap, not to learn the task. Clipping helps against gradients that explode; nothing is won by scaling one that has vanished: it is 0.",
      },
    ],
  };
}

function describeDepth(found: GradientsFound): DocumentSection {
  return {
    heading: "The same in depth",
    blocks: [
      {
        kind: "text",
        text:
          `A feed-forward network of ${counted(found.settings.depth, "layer")} is ${counted(found.settings.depth, "step")} too, each with weights of its own. A sigmoid's slope is at most ` +
          "1/4, that of tanh at most 1, that of ReLU 1 or 0. PyTorch draws the weights of a linear layer of n inputs from " +
          "$U(-n^{-1/2}, n^{-1/2})$, of variance $1/(3n)$: too small to keep a signal. Glorot's $1/n$ keeps it for tanh near 0, and " +
          "He's $2/n$ for ReLU, of which one half is off.",
      },
      drawDepth(found),
    ],
  };
}

function tabulateAfter(found: GradientsFound, d: number): TableBlock {
  const { networks, learned } = found;
  return {
    kind: "table",
    caption: `The gradient's norm ${counted(learned[0][d].distance, "step")} back, as a share of that at the last step (first seed)`,
    columns: [{ title: "" }, { title: "before training" }, { title: "after" }, { title: "accuracy" }],
    rows: networks.map(({ name }, i) => {
      const { normsBefore, normsAfter, accuracy } = learned[i][d].first;
      return {
        cells: [
          name,
          formatScientific(firstOverLast(normsBefore)),
          formatScientific(firstOverLast(normsAfter)),
          percent(accuracy),
        ],
        best: accuracy >= LEARNED ? [3] : [],
      };
    }),
  };
}

function describeReach(found: GradientsFound): DocumentSection {
  const { settings } = found;
  return {
    heading: "How far back each learns",
    blocks: [
      {
        kind: "text",
        text:
          `A sequence begins with one of ${SYMBOLS} symbols, marked; then come as many others as the distance says, and then the network is to name the ` +
          "first. Each network is trained anew for each distance, all with the same budget on the same sequences: " +
          `${counted(settings.epochs * STEPS_PER_EPOCH, "step")} of Adam (learning rate ${settings.learningRate}), ${settings.batch} new sequences a step, gradients clipped to ` +
          `${settings.clip}. Tested on 500 other sequences.`,
      },
      drawReach(found),
      tabulateReach(found),
      {
        kind: "note",
        text:
          "Budget and learning rate are the same for all and tuned for none: others give other distances. Bold: a median of at least " +
          `${percent(LEARNED)}; the last column has the farthest such distance.`,
      },
      {
        kind: "text",
        text:
          "To learn a distance, a network has to make a way for the gradient: compare how much of it arrives at the first step before " +
          "and after training. A gated network does that by holding a gate open, and a bias sets how open it is when training begins.",
      },
      ...chooseRevisited(found).flatMap((d) => [drawTrained(found, d), tabulateAfter(found, d)]),
    ],
  };
}

export function writeReport(found: GradientsFound): ReportDocument {
  return {
    title: "Why gates exist",
    lead: "What is left of a gradient on its way back through time, and how far back recurrent networks learn.",
    verdict: judge(found),
    sections: [
      describeTime(found),
      describeScaling(found),
      describeClipping(found),
      describeDepth(found),
      describeReach(found),
    ],
  };
}

export function summarize(found: GradientsFound): LabResult["summary"] {
  return [tabulateInitial(found), tabulateReach(found)];
}
