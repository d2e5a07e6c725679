import { type CsvOptions, CsvReader } from "../csv/from-csv.ts";
import { findSignature } from "../csv/signatures.ts";
import type { DecodedText } from "../csv/text.ts";
import { isParquet } from "../parquet/parquet-mark.ts";
import { Series } from "../series/series.ts";
import { type ByteSource, bytesOf, headOf, sourceOf } from "./byte-source.ts";
import { looksLikeJson } from "./json-text.ts";
import { type OpenTableOptions, openTable } from "./open-table.ts";
import { decodePieces, NotUtf8, otherEncoding } from "./text-pieces.ts";

/** The series of a table that was opened, with the notes of both in one list. Throws as `Series.fromCsv`. */
export function seriesOf({ text, notes }: DecodedText, options: CsvOptions = {}): Series {
  return withNotes(Series.fromCsv(text, options), notes);
}

/**
 * The series in a file's bytes, whatever it is packed in or written as: `openTable`, then `Series.fromCsv`. Of a text that is given as a
 * source, no more is in memory at a time than a piece of it and the columns; of Parquet the file and a group of its rows beside them.
 *
 * Throws DataError as these do.
 */
export async function openSeries(
  file: Uint8Array | ByteSource,
  options: CsvOptions & OpenTableOptions = {},
): Promise<Series> {
  const { part, encoding, ...csv } = options;
  const source = file instanceof Uint8Array ? sourceOf(file) : file;
  const head = await headOf(source);
  if (isParquet(head)) return readParquet(source, csv);
  if (isPlain(head)) return readPlain(source, encoding, csv);
  const table = await openTable(await bytesOf(source), csv.name ?? "file", {
    ...(part === undefined ? {} : { part }),
    ...(encoding === undefined ? {} : { encoding }),
  });
  return seriesOf(table, csv);
}

/** Whether the first bytes are those of a text which is read as it stands. */
function isPlain(head: Uint8Array): boolean {
  if (head.includes(0) || findSignature(head) !== undefined || head[0] === 0x80) return false;
  return !looksLikeJson(new TextDecoder("windows-1252").decode(head.subarray(0, 4096)));
}

async function readParquet(source: ByteSource, csv: CsvOptions): Promise<Series> {
  const { parquetPieces } = await import("./parquet-text.ts");
  const { pieces, notes } = await parquetPieces(await bytesOf(source), csv.name ?? "file");
  return withNotes(await readPieces(pieces, undefined, csv), notes());
}

async function readPlain(source: ByteSource, encoding: string | undefined, csv: CsvOptions): Promise<Series> {
  try {
    return await readPieces(decodePieces(source, encoding), source.size, csv);
  } catch (error) {
    if (!(error instanceof NotUtf8)) throw error;
    const { label, note } = await otherEncoding(source);
    return withNotes(await readPieces(decodePieces(source, label), source.size, csv), [note]);
  }
}

async function readPieces(pieces: AsyncIterable<string>, size: number | undefined, csv: CsvOptions): Promise<Series> {
  const reader = new CsvReader(csv, size);
  for await (const piece of pieces) reader.push(piece);
  return Series.fromParts(reader.finish(), csv);
}

function withNotes(series: Series, notes: readonly string[]): Series {
  return notes.length === 0 ? series : new Series({ ...series.parts, notes: [...notes, ...series.notes] });
}
