// A Parquet file -> the CSV text of its table.

import { listNames } from "../../core/nearest-names.ts";
import { counted } from "../../words/counted.ts";
import { openParquet } from "../parquet/parquet-table.ts";
import { TableText } from "./table-text.ts";

/** Throws DataError FILE_PARQUET, FILE_PACKED. */
export async function parquetText(bytes: Uint8Array, name: string): Promise<{ text: string; notes: string[] }> {
  const table = await openParquet(bytes, name);
  const text = new TableText(table.header, bytes.length, name);
  for await (const rows of table.groups()) for (const row of rows) text.add(row);
  const notes = [`Parquet, ${counted(table.rows, "row")}`, ...table.notes];
  if (table.large.size > 0)
    notes.push(`whole numbers beyond 2^53 are rounded as numbers: ${listNames([...table.large])}`);
  return { text: String(text), notes };
}
