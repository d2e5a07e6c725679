// What the lab of cells shows.
import type { Block, DocumentSection, LinesBlock, ReportDocument } from "@recurra/report";
import { counted, percent } from "recurra/words";
import type { LabResult } from "../lab/lab.ts";
import { correspondences, otherGru } from "./equations.ts";
import type { CellsFound, Opened } from "./found.ts";
import { drawHeatMaps } from "./heat.ts";
import { ROUNDING } from "./notation.ts";
import { openings } from "./openings.ts";
import { describeUnit, judge } from "./reading.ts";
import { STEPS_PER_EPOCH } from "./settings.ts";
import { tabulateGates, tabulateNotations, tabulateScores } from "./tables.ts";
import { drawCell, legend } from "./wiring.ts";

function describeTask(found: CellsFound): DocumentSection {
  const { settings } = found;
  const { length, marks, epochs, batch, learningRate, seed } = settings;
  return {
    heading: "The task",
    blocks: [
      {
        kind: "text",
        text:
          `At each of ${counted(length, "step")} the network reads a number between -1 and 1, and a mark, which is there at ${percent(marks)} of the steps. At every ` +
          "step it is to say the number that was marked last (0 before the first mark). So it has to store at a mark, and to hold what it " +
          "has against all that it reads in between: what gates are made for.",
      },
      tabulateScores(found),
      {
        kind: "note",
        text:
          `Trained by ${counted(epochs * STEPS_PER_EPOCH, "step")} of Adam (learning rate ${learningRate}), each on ${batch} new sequences, gradients clipped to 1, seed ${seed}. ` +
          '"The value at a mark, else 0" is right at marks and remembers nothing.',
      },
      drawLosses(found),
    ],
  };
}

function drawLosses({ opened, naive }: CellsFound): LinesBlock {
  const floor = Math.min(...naive.map(({ loss }) => loss));
  return {
    kind: "lines",
    title: `Training loss, the mean of ${STEPS_PER_EPOCH} steps each`,
    description: "Losses that fall below the best answer without a memory, if the network learns.",
    x: { label: "epoch" },
    y: { label: "mean squared error", scale: "log" },
    lines: opened.map(({ cell, name, trainLosses }) => ({
      label: name,
      role: openings[cell].role,
      x: trainLosses.map((_, i) => i + 1),
      y: trainLosses,
    })),
    rules: [{ label: "best without a memory", y: floor }],
  };
}

/** "unit 4" alone, or "units 4, 2, 1", by the cell's own numbers, from 1. */
function numbered(order: readonly number[]): string {
  return `${order.length === 1 ? "unit" : "units"} ${order.map((unit) => unit + 1).join(", ")}`;
}

function describeCell(one: Opened, { test }: CellsFound): DocumentSection {
  const blocks: Block[] = [
    drawCell(one.cell),
    { kind: "note", text: legend },
    { kind: "equations", lines: openings[one.cell].equations },
    one.printed,
    { kind: "text", text: describeUnit(one) },
    ...drawHeatMaps(one, test),
  ];
  blocks.push({
    kind: "note",
    text:
      "Units are sorted by how closely their state (an LSTM's cell state, otherwise the hidden state) follows the stored value over all " +
      `test sequences: correlations ${one.inside.correlations.map((value) => value.toFixed(2)).join(", ")}. ` +
      `In the weights, and where the studio looks inside, they are ${numbered(one.inside.order)}. ` +
      "Colours show what the network computed itself, read out of its forward pass.",
  });
  if (one.inside.gates.length > 0) blocks.push(tabulateGates(one));
  return { heading: `Inside the ${one.name}`, blocks };
}

function compareNotations(found: CellsFound): DocumentSection {
  return {
    heading: "Where notations differ",
    blocks: [
      {
        kind: "text",
        text:
          "Books and libraries write the same cells in several ways. Some ways are only names: $z$ may weigh the old state or the new one, since " +
          "$1 - \\sigma(a) = \\sigma(-a)$, and training finds the weights with the other sign. Others are different cells: when the reset gate acts " +
          "before the product, it chooses which units' states are seen at all; after it, it scales each unit's sum. Besides the equations " +
          "above there are:",
      },
      otherGru,
      {
        kind: "text",
        text:
          "Each row below runs a cell in two ways on the same sequences. What is written out is computed step by step with operations on " +
          `tensors, everything else by the kernels. Two ways are the same where no output differs by ${ROUNDING} or more: what is left is rounding.`,
      },
      tabulateNotations(found, "GRU"),
      tabulateNotations(found, "LSTM"),
      {
        kind: "note",
        text:
          `The weights are those of the ${found.settings.cell === "all" ? "trained networks" : "trained network where it is of that cell, else of a new one"}. ` +
          "One bias cannot stand for the two of the reset-after GRU, because the reset gate multiplies only one of them. Rows in another " +
          "order, such as the i g f o of TensorFlow 1, load without a complaint and compute something else.",
      },
      ...correspondences,
    ],
  };
}

export function writeReport(found: CellsFound): ReportDocument {
  const names = found.opened.map(({ name }) => name).join(", ");
  return {
    title: "Inside a cell",
    lead: `What gates and states do while a network stores a number and holds it: ${names}.`,
    verdict: judge(found),
    sections: [describeTask(found), ...found.opened.map((one) => describeCell(one, found)), compareNotations(found)],
  };
}

export function summarize(found: CellsFound): LabResult["summary"] {
  const gated = found.opened.filter(({ inside }) => inside.gates.length > 0);
  return [
    tabulateScores(found),
    ...gated.map(tabulateGates),
    tabulateNotations(found, "GRU"),
    tabulateNotations(found, "LSTM"),
  ];
}
