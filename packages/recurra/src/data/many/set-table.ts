import { grouped } from "../../words/grouped.ts";
import type { SeriesSummary } from "./series-summary.ts";

/** The lines of a table of series, and how many of `size` it leaves out. */
export function writeTable(idColumns: readonly string[], series: readonly SeriesSummary[], size: number): string[] {
  const head = [...idColumns, "rows", "from", "to", "step", "missing", "gaps"];
  const rows = series.map(({ key, rows, from, to, step, missing, gaps }) => [
    ...key,
    ...[grouped(rows), from, to, step, grouped(missing), grouped(gaps)],
  ]);
  const widths = head.map((title, at) =>
    Math.max(...[title, ...rows.map((row) => row[at])].map((cell) => cell.length)),
  );
  const lines = [head, ...rows].map((cells) =>
    cells
      .map((cell, at) => cell.padEnd(widths[at]))
      .join("  ")
      .trimEnd(),
  );
  return size > series.length ? [...lines, `and ${grouped(size - series.length)} more`] : lines;
}
