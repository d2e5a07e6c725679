// A table of which nothing may be dropped, however narrow the terminal.

import { type Column, table, totalWidth, widthOf } from "./table.ts";
import { wrap } from "./terminal.ts";

/** A column of texts is not made narrower than this. */
const LEAST = 14;

/**
 * The lines of the table. Where it is too wide, titles break over lines, then the texts of columns aligned to the left; where
 * that is not enough, each row becomes a list of its own under its first cell.
 */
export function fittingTable(columns: readonly Column[], width: number): string[] {
  if (totalWidth(columns) <= width) return table(columns, width);
  const titled = columns.map((column) => ({ ...column, title: column.title.replaceAll(" ", "\n") }));
  const narrowed = narrow(titled, width);
  return totalWidth(narrowed) <= width ? table(narrowed, width) : lists(columns, width);
}

/** The columns with the widest texts broken until all fit, or until none can be made narrower. */
function narrow(columns: readonly Column[], width: number): Column[] {
  const widths = columns.map(widthOf);
  const isText = columns.map(({ align }, at) => (align ?? (at === 0 ? "left" : "right")) === "left");
  let excess = totalWidth(columns) - width;
  while (excess > 0) {
    const widest = Math.max(...widths.filter((_, at) => isText[at]));
    if (!(widest > LEAST)) break;
    widths[widths.findIndex((size, at) => isText[at] && size === widest)]--;
    excess--;
  }
  return columns.map((column, at) =>
    isText[at] ? { ...column, cells: column.cells.map((cell) => hanging(cell, widths[at])) } : column,
  );
}

/** The text in lines of at most `width`, all but the first set in. */
function hanging(text: string, width: number): string {
  return text.length <= width ? text : wrap(text, width, "  ").trimStart();
}

function lists([first, ...others]: readonly Column[], width: number): string[] {
  const indent = Math.max(...others.map(({ title }) => title.length)) + 4;
  return first.cells.flatMap((name, row) => [
    ...(row === 0 ? [] : [""]),
    first.paint?.(name, row) ?? name,
    ...others.map(({ title, cells, paint }) => {
      const [start, ...rest] = wrap(cells[row], width, " ".repeat(indent)).trimStart().split("\n");
      const text = [paint?.(start, row) ?? start, ...rest].join("\n");
      return `  ${title.padEnd(indent - 2)}${text}`;
    }),
  ]);
}
