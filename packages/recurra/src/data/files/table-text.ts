// A table of another form as the CSV text that it would be: all that is found in a CSV (times, numbers, missing cells) is found in it.

/** A cell as CSV has it. */
function csvCell(cell: string): string {
  return cell === "" || /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** A row as a line of CSV, without its end. */
export function csvLine(cells: readonly string[]): string {
  return cells.map(csvCell).join(",");
}

/** Lines with commas between cells; `rows` may be shorter than the header. */
export function tableText(header: readonly string[], rows: Iterable<readonly string[]>): string {
  const lines = [csvLine(header)];
  for (const row of rows) lines.push(header.map((_, i) => csvCell(row[i] ?? "")).join(","));
  return `${lines.join("\n")}\n`;
}
