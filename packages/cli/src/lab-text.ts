// A finished lab as text for a terminal: what was done, the verdict, its sentences and tables, the files.

import type { LabResult } from "@recurra/labs";
import type { DocumentVerdict, TableBlock } from "recurra/report";
import { paragraph, unmarked } from "./marked-text.ts";
import { type Column, fittingTable } from "./table.ts";
import { printable, styled, wrap } from "./terminal.ts";

const COLOUR = { good: "green", even: "yellow", bad: "red" } as const;

/** The whole text, with a line end at its end. `paths`: the files of the run. */
export function labText({ report, summary }: LabResult, paths: readonly string[], width: number): string {
  const folder = paths[0].replace(/[^\\/]*$/, "");
  const files = paths.map((path) => path.slice(folder.length));
  const blocks = [
    `${styled("bold", wrap(unmarked(report.title), width))}\n${paragraph(report.lead, width)}`,
    ...(report.verdict === undefined ? [] : [verdictText(report.verdict, width)]),
    ...summary.map((block) => (block.kind === "text" ? paragraph(block.text, width) : tableText(block, width))),
    styled("dim", wrap(printable(`In ${folder}: ${files.join(", ")}`), width)),
  ];
  return `\n${blocks.join("\n\n")}\n\n`;
}

function verdictText({ tone, outcome, sentences }: DocumentVerdict, width: number): string {
  const headline = styled(COLOUR[tone], wrap(unmarked(outcome), width));
  return [headline, ...sentences.map((sentence) => paragraph(sentence, width))].join("\n");
}

function tableText({ caption, columns, rows }: TableBlock, width: number): string {
  const shown = columns.map(
    ({ title, unit, align }, at): Column => ({
      title: unmarked(unit === undefined ? title : `${title} (${unit})`),
      cells: rows.map(({ cells }) => unmarked(cells[at] ?? "")),
      align: align ?? (at === 0 ? "left" : "right"),
      paint: (text, row) => painted(text, rows[row], at),
    }),
  );
  return [paragraph(caption, width), ...fittingTable(shown, width)].join("\n");
}

/** The model stands out, a naive method is set back, and the best of a column is green. */
function painted(text: string, { role, best }: TableBlock["rows"][number], column: number): string {
  if (best?.includes(column)) return styled("green", text);
  if (role === "model") return styled("bold", text);
  return role === "naive" ? styled("dim", text) : text;
}
