// A table of which nothing may be dropped, however narrow the terminal.

import { type Column, formatTable, totalWidth, widthOf } from "./table.ts";
import { wrap } from "./terminal.ts";

/** A column of texts is not made narrower than this. */
const LEAST = 14;

/**
 * The lines of the table. Where it is too wide, titles break over lines, then the texts of columns aligned to the left; where
 * that is not enough, each row becomes a list of its own under its first cell.
 */
export function fitTable(columns: readonly Column[], width: number): string[] {
  if (totalWidth(columns) <= width) return formatTable(columns, width);
  const titles = narrowColumns(columns, columns.map(leastForTitle), totalWidth(columns) - width);
  const titled = columns.map((column, at) => ({ ...column, title: brokenTitle(column.title, titles[at]) }));
  const texts = narrowColumns(titled, titled.map(leastForTexts), totalWidth(titled) - width);
  const broken = titled.map((column, at) => ({
    ...column,
    cells: column.cells.map((cell) => hangText(cell, texts[at])),
  }));
  return totalWidth(broken) <= width ? formatTable(broken, width) : lists(columns, width);
}

/** The widths of the columns with the widest made narrower until `excess` is gone, or until all have their least. */
function narrowColumns(columns: readonly Column[], least: readonly number[], excess: number): number[] {
  const widths = columns.map(widthOf);
  for (let left = excess; left > 0; left--) {
    const widest = Math.max(...widths.filter((size, at) => size > least[at]));
    const at = widths.findIndex((size, column) => size === widest && size > least[column]);
    if (at < 0) break;
    widths[at]--;
  }
  return widths;
}

function longest(texts: readonly string[]): number {
  return Math.max(...texts.map((text) => text.length));
}

function leastForTitle({ title, cells }: Column): number {
  return longest([...title.split(/[ \n]/), ...cells]);
}

function leastForTexts(column: Column, at: number): number {
  return (column.align ?? (at === 0 ? "left" : "right")) === "left" ? LEAST : widthOf(column);
}

function brokenTitle(title: string, width: number): string {
  return title
    .split("\n")
    .map((line) => wrap(line, width))
    .join("\n");
}

/** The text in lines of at most `width`, all but the first set in. */
function hangText(text: string, width: number): string {
  return text.length <= width ? text : wrap(text, width, "  ").trimStart();
}

function lists([first, ...others]: readonly Column[], width: number): string[] {
  const titles = others.map(({ title }) => title.replaceAll("\n", " "));
  const indent = longest(titles) + 4;
  return first.cells.flatMap((name, row) => [
    ...(row === 0 ? [] : [""]),
    first.paint?.(name, row) ?? name,
    ...others.map(({ cells, paint }, at) => {
      const [start, ...rest] = wrap(cells[row], width, " ".repeat(indent)).trimStart().split("\n");
      const text = [paint?.(start, row) ?? start, ...rest].join("\n");
      return `  ${titles[at].padEnd(indent - 2)}${text}`;
    }),
  ]);
}
