// What the page shows before its Worker is there, found when it is built: the labs with their settings, and the look of the reports.
import { drawCell, labs } from "@recurra/labs";
import { blockBody, circuitLayout, styleSheet } from "@recurra/report";
import { cellEquations, type OpenedForm } from "recurra/inside";
import { type CellName, cellNames } from "recurra/words";
import type { LabFacts } from "./src/engine/lab-facts.ts";
import type { CellPaper } from "./src/inside/cell/cell-paper.ts";

export const labFacts: readonly LabFacts[] = labs.map(({ name, title, about, data, bundled, options, dial }) => ({
  name,
  title,
  about,
  ...(data !== undefined && { file: bundled?.file ?? "aapl.csv" }),
  ...(dial && { dial }),
  options: Object.entries(options)
    .filter(([option]) => option !== "seed")
    .map(([option, { default: value, effect }]) => ({
      name: option,
      isFlag: typeof value === "boolean",
      default: String(value),
      effect,
    })),
}));

/** The short program behind each lab's page, by its name. */
export const labCode: Readonly<Record<string, string>> = Object.fromEntries(
  labs.flatMap(({ name, code }) => (code === undefined ? [] : [[name, code.text]])),
);

export const reportStyle: string = styleSheet;

/** Each cell on paper: its drawing, with what every wire carries. */
export const cellPapers = Object.fromEntries(cellNames.map((cell) => [cell, writeDown(cell)]));

function writeDown(cell: CellName): CellPaper {
  const { title, description } = drawCell(cell);
  const { parts, wires, frame, left, top, width, height } = circuitLayout(drawCell(cell));
  return {
    title,
    description,
    box: [left, top, width, height],
    frame: [frame.left, frame.top, frame.width, frame.height].map(Math.round),
    wires: wires.map(({ wire: { carries = "", role }, line, bridges, head, joints, reading }) => ({
      ...{ carries, line, bridges, joints: joints.map(({ x, y }) => [Math.round(x), Math.round(y)]) },
      ...(role && { role }),
      ...(head !== undefined && { head }),
      ...(reading && { reading: [Math.round(reading.x), Math.round(reading.y)] }),
    })),
    parts: parts.map(({ part: { shape, label, carries = "" }, center: { x, y }, halfWidth, halfHeight }) => ({
      ...{ shape, label, carries },
      box: [x - halfWidth, y - halfHeight, 2 * halfWidth, 2 * halfHeight].map(Math.round),
    })),
  };
}

/** In which ways the cells' equations are written. */
const FORMS: readonly OpenedForm[] = [{}, { resetAfter: false }, { nonlinearity: "relu" }];

/** The equations of all cells as the reports set them, by their TeX. */
export const equations = Object.fromEntries(
  cellNames
    .flatMap((cell) =>
      FORMS.flatMap((form) => (["t-1", "t+1"] as const).flatMap((past) => cellEquations(cell, form, past))),
    )
    .map(({ tex }) => [tex, blockBody({ kind: "equations", lines: [{ tex }] })]),
);
