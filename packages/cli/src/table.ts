// Plain aligned text: the first column to the left, numbers to the right.

export interface Column {
  readonly title: string;
  readonly cells: readonly string[];
  /** Dropped on a narrow terminal, the highest number first; 0 (the default) always stays. */
  readonly optional?: number;
}

const GAP = "  ";

function widthOf(column: Column): number {
  return Math.max(column.title.length, ...column.cells.map((cell) => cell.length));
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
  const rows = [shown.map((column) => column.title), ...shown[0].cells.map((_, row) => shown.map((c) => c.cells[row]))];
  return rows.map((cells) =>
    cells
      .map((cell, at) => (at === 0 ? cell.padEnd(widthOf(shown[at])) : cell.padStart(widthOf(shown[at]))))
      .join(GAP)
      .trimEnd(),
  );
}
