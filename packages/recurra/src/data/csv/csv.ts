// A whole CSV text to its table.

import type { Table } from "./table.ts";
import type { TableLayout } from "./table-layout.ts";
import { TableReader } from "./table-reader.ts";

/**
 * Reads CSV text into cells. What is left out above, inside and below the table is said in notes.
 *
 * Throws DataError when the text is binary, empty, has a broken quote, no header, no rows, a name twice, or a row whose
 * number of cells is not the header's; each message names the file and line.
 */
export function readTable(text: string, name: string, layout: TableLayout = {}): Table {
  const reader = new TableReader(name, layout);
  reader.push(text);
  return reader.finish();
}
