// The first rows of a price file, and which of them a window reads.
import type { CodeBlock, TableBlock } from "@recurra/report";
import type { Windows } from "recurra/data";
import type { PriceFile } from "./price-file.ts";

/** Rows below the heading that are shown. */
const ROWS = 5;
/** Signs of a line: a page has no room for more. */
const WIDEST = 160;

/** The heading and the first five rows, as they are written in the file. */
export function showHead({ file }: PriceFile): CodeBlock {
  const lines = file.text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/, ROWS + 1);
  return {
    kind: "code",
    text: lines.map((line) => (line.length > WIDEST ? `${line.slice(0, WIDEST)} ...` : line)).join("\n"),
  };
}

/** Windows of one length, and what the row after one is to it. */
interface Marked {
  readonly length: number;
  readonly windows: Windows;
  /** "label: up" of the row at this place of the series. */
  readonly target: (row: number) => string;
}

/** The rows that the first window of each length reads, and the one that it is to say something of. */
export function markRows({ series, columns }: PriceFile, marked: readonly Marked[]): TableBlock {
  const firsts = marked.map(({ windows }) => windows.start(0));
  const from = Math.min(...firsts);
  const to = Math.max(...marked.map(({ length }, i) => firsts[i] + length));
  const rows = Array.from({ length: to - from + 2 }, (_, i) => from + i).filter((row) => row < series.length);
  const mark = (row: number, { length, target }: Marked, first: number): string => {
    if (row < first || row > first + length) return "";
    return row === first + length ? target(row) : `in, ${row - first + 1} of ${length}`;
  };
  return {
    kind: "table",
    caption: "The first window of each length: the rows that it reads, and the one that it is to call",
    columns: [
      { title: "day" },
      ...columns.map((title) => ({ title })),
      ...marked.map(({ length }) => ({ title: `window of ${length}`, align: "left" as const })),
    ],
    rows: rows.map((row) => {
      const marks = marked.map((one, i) => mark(row, one, firsts[i]));
      return {
        cells: [series.times.label(row), ...columns.map((name) => String(series.column(name)[row])), ...marks],
        best: marked.flatMap(({ length }, i) => (row === firsts[i] + length ? [1 + columns.length + i] : [])),
      };
    }),
  };
}
