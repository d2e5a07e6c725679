// Plain aligned text: the first column to the left, numbers to the right.

import { wrap } from "./terminal.ts";

export interface Column {
  readonly title: string;
  readonly cells: readonly string[];
  /** Default: the first column "left", all others "right". */
  readonly align?: "left" | "right";
  /** Dropped on a narrow terminal, the highest number first; 0 (the default) always stays. */
  readonly optional?: number;
  /** Colours a cell of a row (from 0). */
  readonly paint?: (text: string, row: number) => string;
}

const GAP = "  ";

function linesOf(column: Column): string[] {
  return column.title.split("\n");
}

function widthOf(column: Column): number {
  return Math.max(...linesOf(column).map((line) => line.length), ...column.cells.map((cell) => cell.length));
}

function totalWidth(columns: readonly Column[]): number {
  return columns.reduce((sum, column) => sum + widthOf(column) + GAP.length, -GAP.length);
}

/** The lines of a table; without the most optional columns where all do not fit into `width`. */
export function table(columns: readonly Column[], width: number): string[] {
  let shown = [...columns];
  while (totalWidth(shown) > width) {
    const most = Math.max(...shown.map((column) => column.optional ?? 0));
    if (most === 0) break;
    shown = shown.filter((column) => (column.optional ?? 0) !== most);
  }
  const line = (cells: readonly string[], paint: (column: Column, text: string) => string): string => {
    const padded = cells.map((cell, at) => {
      const space = " ".repeat(widthOf(shown[at]) - cell.length);
      const text = cell === "" ? "" : paint(shown[at], cell);
      const left = (shown[at].align ?? (at === 0 ? "left" : "right")) === "left";
      return left ? text + space : space + text;
    });
    return padded.join(GAP).trimEnd();
  };
  const height = Math.max(...shown.map((column) => linesOf(column).length));
  const heads = Array.from({ length: height }, (_, at) =>
    line(
      shown.map((column) => linesOf(column)[at - height + linesOf(column).length] ?? ""),
      (_column, text) => text,
    ),
  );
  const rows = shown[0].cells.map((_, row) =>
    line(
      shown.map((column) => column.cells[row]),
      (column, text) => column.paint?.(text, row) ?? text,
    ),
  );
  return [...heads, ...rows];
}

/**
 * The lines of a table of which nothing may be dropped: where it is too wide, titles break over lines; where that is not
 * enough, each row becomes a paragraph of its own, headed by its first cell.
 */
export function fittingTable(columns: readonly Column[], width: number): string[] {
  if (totalWidth(columns) <= width) return table(columns, width);
  const broken = columns.map((column) => ({ ...column, title: column.title.replaceAll(" ", "\n") }));
  if (totalWidth(broken) <= width) return table(broken, width);
  const [first, ...others] = columns;
  return first.cells.flatMap((name, row) => [
    ...(row === 0 ? [] : [""]),
    first.paint?.(name, row) ?? name,
    ...others.map(({ title, cells, paint }) => {
      const text = wrap(`${title}: ${cells[row]}`, width - 2, "  ");
      return paint === undefined ? text : text.replace(/(?<=: )[^\n]*$/, (cell) => paint(cell, row));
    }),
  ]);
}
