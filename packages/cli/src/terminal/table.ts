// Plain aligned text: the first column to the left, numbers to the right.

export interface Column {
  /** Titles and cells may have several lines. */
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

export function widthOf({ title, cells }: Column): number {
  return Math.max(...[title, ...cells].flatMap((text) => text.split("\n")).map((line) => line.length));
}

export function totalWidth(columns: readonly Column[]): number {
  return columns.reduce((sum, column) => sum + widthOf(column) + GAP.length, -GAP.length);
}

/** The lines of a table; without the most optional columns where all do not fit into `width`. */
export function formatTable(columns: readonly Column[], width: number): string[] {
  let shown = [...columns];
  while (totalWidth(shown) > width) {
    const most = Math.max(...shown.map((column) => column.optional ?? 0));
    if (most === 0) break;
    shown = shown.filter((column) => (column.optional ?? 0) !== most);
  }
  const widths = shown.map(widthOf);
  const place = (texts: readonly string[], bottom: boolean, row?: number): string[] => {
    const cells = texts.map((text) => text.split("\n"));
    const height = Math.max(...cells.map((cell) => cell.length));
    return Array.from({ length: height }, (_, at) =>
      cells
        .map((cell, column) => {
          const line = cell[bottom ? at - height + cell.length : at] ?? "";
          return alignCell(line, shown[column], column, widths[column], row);
        })
        .join(GAP)
        .trimEnd(),
    );
  };
  const titles = shown.map((column) => column.title);
  const rows = shown[0].cells.map((_, row) => shown.map((column) => column.cells[row]));
  return [...place(titles, true), ...rows.flatMap((cells, row) => place(cells, false, row))];
}

function alignCell(line: string, { align, paint }: Column, at: number, width: number, row?: number): string {
  const space = " ".repeat(width - line.length);
  const text = row === undefined || line === "" ? line : (paint?.(line, row) ?? line);
  return (align ?? (at === 0 ? "left" : "right")) === "left" ? text + space : space + text;
}
