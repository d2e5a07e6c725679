// A Parquet file -> the CSV text of its table.

import { listNames } from "../../core/nearest-names.ts";
import { counted } from "../../words/counted.ts";
import { openParquet } from "../parquet/parquet-table.ts";
import { TableText } from "./table-text.ts";

interface ParquetText {
  /** The text in pieces, each made when it is asked for. */
  readonly pieces: AsyncIterable<string>;
  /** What was found in the pieces that were read. */
  readonly notes: () => string[];
}

/** Rows of a piece. */
const ROWS = 20_000;

/** Throws DataError FILE_PARQUET, FILE_PACKED, as its pieces do. */
export async function parquetPieces(bytes: Uint8Array, name: string): Promise<ParquetText> {
  const table = await openParquet(bytes, name);
  return {
    pieces: (async function* () {
      const text = new TableText(table.header, bytes.length, name);
      let row = 0;
      for await (const rows of table.groups()) {
        for (const cells of rows) {
          text.add(cells);
          if (++row % ROWS === 0) yield text.take();
        }
      }
      yield text.take();
    })(),
    notes() {
      const notes = [`Parquet, ${counted(table.rows, "row")}`, ...table.notes];
      const large = [...table.large];
      if (large.length > 0) notes.push(`whole numbers beyond 2^53 are rounded as numbers: ${listNames(large)}`);
      return notes;
    },
  };
}

/** The whole text. Throws as `parquetPieces`. */
export async function parquetText(bytes: Uint8Array, name: string): Promise<{ text: string; notes: string[] }> {
  const { pieces, notes } = await parquetPieces(bytes, name);
  const all: string[] = [];
  for await (const piece of pieces) all.push(piece);
  return { text: all.join(""), notes: notes() };
}
