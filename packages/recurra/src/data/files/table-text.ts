// A table of another form as the CSV text that it would be: all that is found in a CSV (times, numbers, missing cells) is found in it.

import { DataError } from "../../core/errors.ts";

/** A cell as CSV has it. */
function csvCell(cell: string): string {
  return cell === "" || /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** A row as a line of CSV, without its end. */
function csvLine(cells: readonly string[]): string {
  return cells.map(csvCell).join(",");
}

/** What a text may have whatever its file's length; how many times this length from there on; and what no text of JavaScript has. */
const FREE = 32 * 2 ** 20;
const DENSEST = 100;
const MOST = 500 * 2 ** 20;

/** A text of lines, which is given up where it grows far beyond the bytes that it comes from: a cell may be said once and meant often. */
export class TableText {
  #pieces: string[] = [];
  #lines: string[] = [];
  #left: number;
  readonly #name: string;

  constructor(header: readonly string[], fileBytes: number, name: string) {
    this.#left = Math.min(MOST, Math.max(FREE, DENSEST * fileBytes));
    this.#name = name;
    this.add(header);
  }

  /** Throws DataError FILE_PACKED where the text is too long. */
  add(cells: readonly string[]): void {
    const line = csvLine(cells);
    this.#left -= line.length + 1;
    if (this.#left < 0) {
      throw new DataError("FILE_PACKED", this.#name, "a table of more text than is read, or than its bytes can hold", {
        remedies: ["write the rows or columns that are needed as CSV"],
      });
    }
    this.#lines.push(line);
    if (this.#lines.length === 10_000) this.#join();
  }

  /** The text since it was last taken. */
  take(): string {
    this.#join();
    const text = this.#pieces.join("");
    this.#pieces = [];
    return text;
  }

  #join(): void {
    if (this.#lines.length > 0) this.#pieces.push(`${this.#lines.join("\n")}\n`);
    this.#lines = [];
  }
}

/** Rows with a cell or none for each of the header's. */
export function tableText(
  header: readonly string[],
  rows: Iterable<readonly string[]>,
  fileBytes: number,
  name: string,
): string {
  const text = new TableText(header, fileBytes, name);
  for (const row of rows) text.add(header.map((_, i) => row[i] ?? ""));
  return text.take();
}

/** Cells that are there only because others of their row or column are: beside these a few for each that says something. */
const FREE_CELLS = 4_000_000;
const EMPTY_A_CELL = 20;

/** Whether a table of so many cells is nearly empty, and would fill memory with nothing. */
export function isHollow(cells: number, said: number): boolean {
  return cells > FREE_CELLS + EMPTY_A_CELL * said;
}
