// What the lab of the shapes shows.

import type { DocumentSection, ReportDocument, TableBlock, TextBlock } from "@recurra/report";
import { cellTitle, counted } from "recurra/words";
import type { Lesson, ShapesFound } from "./lesson.ts";
import { findBestNaive, formatValue, hasLearned, listRated } from "./score.ts";
import { describeShape, formatStages } from "./stages.ts";
import { judge } from "./verdict.ts";

const LETTERS =
  "B batch, T steps in, U steps out, I numbers of an input, H hidden units, O numbers of an answer, L layers, D directions.";

function tabulateScores({ lessons }: ShapesFound): TableBlock {
  return {
    kind: "table",
    caption:
      "Each shape on a small task. Errors are root mean squares, lower is better; percentages are right answers. Beside " +
      "each score, on the same samples, that of the best answer that needs no learning. Marked: at least a tenth less error, and not by chance.",
    columns: [
      { title: "shape" },
      { title: "task", align: "left" },
      { title: "x -> y", align: "left" },
      { title: "network" },
      { title: "naive" },
    ],
    rows: Object.values(lessons).map(({ shape, task, x, y, score }) => ({
      cells: [
        shape,
        task,
        `${describeShape(x)} -> ${describeShape(y)}`,
        formatValue(score, score.network),
        formatValue(score, findBestNaive(score)),
      ],
      ...(hasLearned(score) ? { best: [3] } : {}),
    })),
  };
}

/** Which naive answers the table means. */
function describeNaive({ lessons }: ShapesFound): string {
  const names = Object.values(lessons).map(({ shape, score }) => `${shape}: ${findBestNaive(score).name}`);
  return `The naive answers: ${names.join("; ")}.`;
}

function tabulateStages({ lessons }: ShapesFound): TableBlock {
  return {
    kind: "table",
    caption: `The tensors on their way, with their shapes: ${LETTERS}`,
    columns: ["shape", "tensor", "letters", "sizes"].map((title) => ({ title, align: "left" })),
    rows: Object.values(lessons).flatMap(({ shape, stages }) =>
      stages.map(({ name, letters, shape: sizes }, i) => ({
        cells: [i === 0 ? shape : "", name, letters, describeShape(sizes)],
      })),
    ),
  };
}

export function summarize(found: ShapesFound): readonly (TextBlock | TableBlock)[] {
  return [tabulateScores(found), { kind: "text", text: describeNaive(found) }, tabulateStages(found)];
}

function capitalize(text: string): string {
  return `${text[0].toUpperCase()}${text.slice(1)}`;
}

function describeLesson({
  shape,
  task,
  about,
  use,
  stages,
  equations,
  drawing,
  score,
  finding,
  ...lesson
}: Lesson): DocumentSection {
  const beside = listRated(score, [...score.others, ...score.naive]);
  return {
    heading: `${capitalize(shape)}: ${task}`,
    blocks: [
      { kind: "text", text: about },
      drawing,
      { kind: "equations", lines: equations },
      { kind: "code", text: formatStages(stages) },
      ...lesson.learned,
      {
        kind: "text",
        text: `**${capitalize(score.measure)}: ${formatValue(score, score.network)}**, beside ${beside}. ${finding}`,
      },
      { kind: "text", text: `**When to use it.** ${use}` },
    ],
  };
}

/** What f is in the equations of the shapes. */
function explainCell(cell: ShapesFound["settings"]["cell"]): DocumentSection {
  return {
    heading: "One cell, used again at every step",
    blocks: [
      {
        kind: "equations",
        lines: [
          {
            tex: "h_t = f(x_t, h_{t-1})",
            says: "the state after step t: the input and the state before it, through the same weights at every step",
          },
          {
            tex: "h_t = \\tanh(b + W h_{t-1} + U x_t)",
            says: "f of a plain RNN: W is `weight_hh_l0`, U is `weight_ih_l0`, b the sum of both biases",
          },
          { tex: "o_t = c + V h_t", says: "the output: a Linear on the state, V its `weight` and c its `bias`" },
          {
            tex: "\\hat y_t = \\text{softmax}(o_t), \\quad \\hat y_{t,k} = \\frac{e^{o_{t,k}}}{\\sum_j e^{o_{t,j}}}",
            says: "where it names one of several classes: their chances, which add up to 1",
          },
        ],
      },
      {
        kind: "note",
        text: `Here f is that of the ${cellTitle(cell)}; \`recurra lab cells\` draws each cell and writes it out.`,
      },
    ],
  };
}

export function writeReport(found: ShapesFound): ReportDocument {
  const { cell, hidden, epochs, batch, learningRate, seed } = found.settings;
  return {
    title: "The shapes of recurrent networks",
    lead: "What goes in and what comes out, step by step: each shape on the smallest task that needs it.",
    verdict: judge(found),
    sections: [
      {
        heading: "All shapes",
        blocks: [
          tabulateScores(found),
          {
            kind: "note",
            text: `${describeNaive(found)} ${LETTERS} The sizes are read from the tensors as they passed through the networks in the test.`,
          },
          {
            kind: "facts",
            items: [
              ["cell", `${cellTitle(cell)} of ${counted(hidden, "unit")}`],
              [
                "training",
                `${counted(epochs, "epoch")} of Adam, learning rate ${learningRate}, batches of ${batch}, gradients clipped to 1`,
              ],
              ["seed", `${seed}`],
            ],
          },
        ],
      },
      explainCell(cell),
      ...Object.values(found.lessons).map(describeLesson),
    ],
  };
}
