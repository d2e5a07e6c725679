function cell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return "";
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows as CSV, below their header; what is absent is an empty cell. */
export function csvText(header: string, rows: readonly (readonly (string | number | null | undefined)[])[]): string {
  return `${[header, ...rows.map((cells) => cells.map(cell).join(","))].join("\n")}\n`;
}
