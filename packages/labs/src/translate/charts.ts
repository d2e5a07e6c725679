// The pictures of the lab that reads dates.
import type { DrawingBlock, HeatBlock, LinesBlock } from "@recurra/report";
import { drawLossCurve } from "../numbers/loss-chart.ts";
import type { Looked, TranslateFound } from "./found.ts";

/** A space, in a picture whose columns are characters. */
const SPACE = "_";

/** Rows of characters written over columns of characters read; each row adds up to 1. */
export function drawAttention({ text, written, iso, attention, known }: Looked): HeatBlock {
  const right = written === iso ? "right" : `wrong: it is ${iso}`;
  return {
    kind: "heat",
    title: `${text} → ${written}, ${right}${known ? "" : " (a format not in training)"}`,
    description: "Each row shows which characters of the text the network looks at while it writes one of the date.",
    x: { label: "read" },
    columns: Array.from(text, (_, i) => i),
    columnNames: Array.from(text, (character) => (character === " " ? SPACE : character)),
    grids: [{ title: "", rowsLabel: "written", rowNames: Array.from(written), rows: attention }],
    colors: "sequential",
    domain: [0, 1],
    legend: "share of the attention",
  };
}

export function drawLosses({ trained: [{ name, stepLosses, trainLosses }] }: TranslateFound): LinesBlock {
  const stepsPerEpoch = Math.round(stepLosses.length / trainLosses.length);
  return drawLossCurve({
    title: `Loss of every training step of the ${name} (cross-entropy of a character)`,
    description: "The loss at each training step and its mean over the last steps, beside that of guessing.",
    loss: "cross-entropy",
    steps: stepLosses,
    stepsPerEpoch,
    width: 20,
    rule: { label: "one of eleven characters by chance", y: Math.log(11) },
  });
}

export function drawValidation({ trained }: TranslateFound): LinesBlock {
  return {
    kind: "lines",
    title: "Loss on the validation dates, which choose the epoch that is kept",
    description: "The loss by epoch of each network.",
    x: { label: "epoch" },
    y: { label: "cross-entropy", scale: "log" },
    lines: trained.map(({ attends, validationLosses }) => ({
      label: attends ? "with attention" : "without attention",
      role: attends ? "model" : "1",
      x: validationLosses.map((_, i) => i + 1),
      y: validationLosses,
      mark: "both",
    })),
  };
}

/** Characters of the drawing: enough to see how it goes on. */
const [READ, WRITTEN] = [5, 3];

/** An encoder that reads, a decoder that writes, and what passes between them. */
export function drawNetwork({ settings, trained: [{ attends }] }: TranslateFound): DrawingBlock {
  const both = settings.directions === "both";
  const text = Array.from("3.mar");
  const date = Array.from("199");
  const nodes: DrawingBlock["nodes"][number][] = [];
  const arrows: DrawingBlock["arrows"][number][] = [];
  for (let t = 0; t < READ; t++) {
    nodes.push({ id: `x${t}`, label: text[t], column: t, row: 0, role: "input" });
    nodes.push({ id: `m${t}`, label: `m_${t + 1}`, column: t, row: 1, role: both ? "backward" : "cell" });
    arrows.push({ from: `x${t}`, to: `m${t}` });
    if (t > 0) arrows.push({ from: `m${t - 1}`, to: `m${t}` });
    if (t > 0 && both) arrows.push({ from: `m${t}`, to: `m${t - 1}` });
  }
  for (let k = 0; k < WRITTEN; k++) {
    const column = READ + 1 + k;
    nodes.push({
      id: `y${k}`,
      label: k === 0 ? "begin" : date[k - 1],
      column,
      row: 0,
      role: k === 0 ? "absent" : "input",
    });
    nodes.push({ id: `h${k}`, label: `h_${k + 1}`, column, row: 1, role: "cell" });
    if (attends) nodes.push({ id: `z${k}`, label: `z_${k + 1}`, column, row: 2, role: "head" });
    nodes.push({ id: `o${k}`, label: date[k], column, row: attends ? 3 : 2, role: "output" });
    arrows.push({ from: `y${k}`, to: `h${k}` });
    if (k > 0) arrows.push({ from: `h${k - 1}`, to: `h${k}` });
    if (attends) arrows.push({ from: `h${k}`, to: `z${k}` });
    arrows.push({ from: attends ? `z${k}` : `h${k}`, to: `o${k}` });
  }
  nodes.push({ id: "s", label: "s", detail: "whole text", column: READ, row: 1, role: "state" });
  arrows.push({ from: `m${READ - 1}`, to: "s" }, { from: "s", to: "h0" });
  if (attends) {
    nodes.push({ id: "a", label: "attention", detail: "of z_1", column: READ, row: 2, role: "head" });
    for (let t = 0; t < READ; t++) arrows.push({ from: `m${t}`, to: "a", dashed: true });
    arrows.push({ from: "a", to: "z0" });
  }
  return {
    kind: "drawing",
    title: attends
      ? "The encoder reads, the decoder writes, and each of its steps looks at what the encoder made of each character"
      : "The encoder reads, and the decoder writes what it knows of the whole text",
    description: "An encoder over the characters of a text on the left, a decoder over those of a date on the right.",
    nodes,
    arrows,
  };
}
