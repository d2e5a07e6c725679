// A Parquet file -> the CSV text of its table.

import { DataError } from "../../core/errors.ts";
import { counted } from "../../words/counted.ts";
import { openParquet } from "../parquet/parquet-table.ts";
import { csvLine } from "./table-text.ts";

/** From here on a text must not be a hundred times as long as its file; and no text of JavaScript is longer than the last. */
const FREE = 64 * 2 ** 20;
const DENSEST = 100;
const MOST = 500 * 2 ** 20;

/** Throws DataError FILE_PARQUET, FILE_PACKED. */
export async function parquetText(bytes: Uint8Array, name: string): Promise<{ text: string; notes: string[] }> {
  const table = await openParquet(bytes, name);
  const most = Math.min(MOST, Math.max(FREE, DENSEST * bytes.length));
  const pieces = [`${csvLine(table.header)}\n`];
  let length = 0;
  for await (const rows of table.groups()) {
    let lines: string[] = [];
    for (const row of rows) {
      const line = csvLine(row);
      length += line.length + 1;
      if (length > most) {
        throw new DataError(
          "FILE_PARQUET",
          name,
          "a Parquet file of more text than is read, or than its bytes can hold",
          {
            remedies: ["write the rows or columns that are needed"],
          },
        );
      }
      lines.push(line);
      if (lines.length === 10_000) {
        pieces.push(`${lines.join("\n")}\n`);
        lines = [];
      }
    }
    if (lines.length > 0) pieces.push(`${lines.join("\n")}\n`);
  }
  return { text: pieces.join(""), notes: [`Parquet, ${counted(table.rows, "row")}`, ...table.notes] };
}
