// A finished lab as text for a terminal: what was done, the verdict, its sentences and tables, the files.

import type { LabResult } from "@recurra/labs";
import type { DocumentVerdict, TableBlock } from "@recurra/report";
import { fitTable } from "../terminal/fitting-table.ts";
import { paragraphs } from "../terminal/marked-text.ts";
import type { Column } from "../terminal/table.ts";
import { printable, styled, wrap } from "../terminal/terminal.ts";

const COLOUR = { good: "green", even: "yellow", bad: "red" } as const;

/** The whole text, with a line end at its end. `paths`: the files of the run. */
export function labText({ report, summary }: LabResult, paths: readonly string[], width: number): string {
  const folder = paths[0].replace(/[^\\/]*$/, "");
  const files = paths.map((path) => path.slice(folder.length));
  const blocks = [
    `${styled("bold", plain(report.title, width))}\n${plain(report.lead, width)}`,
    ...(report.verdict === undefined ? [] : [verdictText(report.verdict, width)]),
    ...summary.map((block) => (block.kind === "text" ? paragraphs(block.text, width) : tableText(block, width))),
    styled("dim", plain(`In ${folder}: ${files.join(", ")}`, width)),
  ];
  return `\n${blocks.join("\n\n")}\n\n`;
}

function plain(text: string, width: number): string {
  return wrap(printable(text), width);
}

function verdictText({ tone, outcome, sentences }: DocumentVerdict, width: number): string {
  const headline = styled("bold", styled(COLOUR[tone], plain(outcome, width)));
  return [headline, ...sentences.map((sentence) => plain(sentence, width))].join("\n");
}

function tableText({ caption, columns, rows }: TableBlock, width: number): string {
  const shown = columns.map(
    ({ title, unit, align }, at): Column => ({
      title: [title, ...(unit === undefined ? [] : [`(${unit})`])].map(printable).join("\n"),
      cells: rows.map(({ cells }) => printable(cells[at] ?? "")),
      align: align ?? (at === 0 ? "left" : "right"),
      paint: (text, row) => paintCell(text, rows[row], at),
    }),
  );
  return [plain(caption, width), ...fitTable(shown, width)].join("\n");
}

/** The model stands out, a naive method is set back, and the best of a column is green. */
function paintCell(text: string, { role, best }: TableBlock["rows"][number], column: number): string {
  if (best?.includes(column)) return styled("bold", styled("green", text));
  if (role === undefined) return text;
  return styled(role === "model" ? "bold" : "dim", text);
}
