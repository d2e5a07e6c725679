import type { FileSigns } from "recurra/data";

/** What is written where no file was read. */
const usual: FileSigns = { delimiter: ",", decimal: "." };

/**
 * Rows as CSV, below their header; what is absent is an empty cell. With the signs of the file that came in, so that whatever wrote that one
 * reads this one.
 */
export function csvText(
  header: readonly string[],
  rows: readonly (readonly (string | number | null | undefined)[])[],
  signs: FileSigns = usual,
): string {
  return csvLines([header, ...rows], signs);
}

/** The same without a header: further rows of a text that has one. */
export function csvLines(
  rows: readonly (readonly (string | number | null | undefined)[])[],
  signs: FileSigns = usual,
): string {
  // Cells between blanks would fall apart at the blanks within times.
  const { decimal, delimiter } = signs.delimiter.trim() === "" && signs.delimiter !== "\t" ? usual : signs;
  const cell = (value: string | number | null | undefined): string => {
    if (value === null || value === undefined) return "";
    const text = typeof value === "number" ? String(value).replace(".", decimal) : value;
    return /["\r\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return rows.map((cells) => `${cells.map(cell).join(delimiter)}\n`).join("");
}
