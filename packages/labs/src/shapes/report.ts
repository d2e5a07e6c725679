// What the lab of the shapes shows.
import type { DocumentSection, DocumentVerdict, ReportDocument, TableBlock, TextBlock } from "@recurra/report";
import type { LabResult } from "../lab.ts";
import type { Lesson } from "./lesson.ts";
import { bestNaive, learned, listed, shown } from "./score.ts";
import type { Lessons, ShapesSettings } from "./shapes.ts";
import { stageLines, written } from "./stages.ts";

const LETTERS =
  "B batch, T steps in, U steps out, I numbers of an input, H hidden units, O numbers of an answer, L layers, D directions.";

export function shapesResults(settings: ShapesSettings, found: Lessons): LabResult["results"] {
  const lessons = Object.entries(found).map(([name, { shape, task, stages, score, more = {} }]: [string, Lesson]) => [
    name,
    {
      shape,
      task,
      stages: stages.map((stage) => ({ ...stage })),
      kind: score.kind,
      measure: score.measure,
      score: score.network.value,
      others: score.others.map((one) => ({ ...one })),
      naive: score.naive.map((one) => ({ ...one })),
      samples: score.samples,
      learned: learned(score),
      ...more,
    },
  ]);
  return { ...Object.fromEntries(lessons), settings };
}

function scores(found: Lessons): TableBlock {
  return {
    kind: "table",
    caption:
      "Each shape on a small task. Errors are root mean squares, lower is better; percentages are right answers. Beside " +
      "each score, on the same samples, that of the best answer that needs no learning. Marked: at least a tenth less error.",
    columns: [
      { title: "shape" },
      { title: "task", align: "left" },
      { title: "x -> y", align: "left" },
      { title: "network" },
      { title: "naive" },
    ],
    rows: Object.values(found).map(({ shape, task, x, y, score }) => ({
      cells: [
        shape,
        task,
        `${written(x)} -> ${written(y)}`,
        shown(score, score.network),
        shown(score, bestNaive(score)),
      ],
      ...(learned(score) ? { best: [3] } : {}),
    })),
  };
}

/** Which naive answers the table means. */
function naiveNames(found: Lessons): string {
  const names = Object.values(found).map(({ shape, score }) => `${shape}: ${bestNaive(score).name}`);
  return `The naive answers: ${names.join("; ")}.`;
}

function stages(found: Lessons): TableBlock {
  return {
    kind: "table",
    caption: `The tensors on their way, with their shapes: ${LETTERS}`,
    columns: ["shape", "tensor", "letters", "sizes"].map((title) => ({ title, align: "left" })),
    rows: Object.values(found).flatMap(({ shape, stages }) =>
      stages.map(({ name, letters, shape: sizes }, i) => ({
        cells: [i === 0 ? shape : "", name, letters, written(sizes)],
      })),
    ),
  };
}

function verdict(found: Lessons): DocumentVerdict {
  const { oneToOne, manyToMany, bidirectional, ...others } = found;
  const taught = [manyToMany, bidirectional, ...Object.values(others)];
  const failed = taught.filter(({ score }) => !learned(score));
  const [forward] = bidirectional.score.others;
  const naive = ({ score }: Lesson) => listed(score, [bestNaive(score)]);
  const sentences = [
    `A ball seen once: the network is off by ${shown(oneToOne.score, oneToOne.score.network)}, ${naive(oneToOne)}. Watched ` +
      `over time: ${shown(manyToMany.score, manyToMany.score.network)}, ${naive(manyToMany)}.`,
    `"Under", before its sentence is complete: ${shown(bidirectional.score, forward)} right reading forwards, ` +
      `${shown(bidirectional.score, bidirectional.score.network)} reading both ways, ${naive(bidirectional)}.`,
  ];
  if (failed.length === 0) {
    return { tone: "good", outcome: "Each shape learned the task that needs it", sentences };
  }
  return {
    tone: "even",
    outcome: `${taught.length - failed.length} of ${taught.length} shapes learned their task`,
    sentences: [
      ...sentences,
      `Not clearly better than what needs no learning (a tenth less error): ${failed.map(({ shape }) => shape).join("; ")}. Train for longer.`,
    ],
  };
}

export function shapesSummary(found: Lessons): readonly (TextBlock | TableBlock)[] {
  return [scores(found), { kind: "text", text: naiveNames(found) }, stages(found)];
}

function capital(text: string): string {
  return `${text[0].toUpperCase()}${text.slice(1)}`;
}

function section({ shape, task, about, use, stages, drawing, score, finding, ...lesson }: Lesson): DocumentSection {
  const beside = listed(score, [...score.others, ...score.naive]);
  return {
    heading: `${capital(shape)}: ${task}`,
    blocks: [
      { kind: "text", text: about },
      drawing,
      { kind: "code", text: stageLines(stages) },
      ...lesson.learned,
      {
        kind: "text",
        text: `**${capital(score.measure)}: ${shown(score, score.network)}**, beside ${beside}. ${finding}`,
      },
      { kind: "text", text: `**When to use it.** ${use}` },
    ],
  };
}

export function shapesReport(settings: ShapesSettings, found: Lessons): ReportDocument {
  const { cell, hidden, epochs, batch, learningRate, seed } = settings;
  return {
    title: "The shapes of recurrent networks",
    lead: "What goes in and what comes out, step by step: each shape on the smallest task that needs it.",
    verdict: verdict(found),
    sections: [
      {
        heading: "All shapes",
        blocks: [
          scores(found),
          {
            kind: "note",
            text: `${naiveNames(found)} ${LETTERS} The sizes are read from the tensors as they passed through the networks in the test.`,
          },
          {
            kind: "facts",
            items: [
              ["cell", `${cell.toUpperCase()} of ${hidden} units`],
              [
                "training",
                `${epochs} epochs of Adam, learning rate ${learningRate}, batches of ${batch}, gradients clipped to 1`,
              ],
              ["seed", `${seed}`],
            ],
          },
        ],
      },
      ...Object.values(found).map(section),
    ],
  };
}
