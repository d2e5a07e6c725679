import { type CsvOptions, CsvReader } from "../csv/from-csv.ts";
import { findSignature } from "../csv/signatures.ts";
import type { DecodedText } from "../csv/text.ts";
import { SeriesSet } from "../many/series-set.ts";
import { unpackPieces } from "../packed/unpack.ts";
import { isParquet } from "../parquet/parquet-mark.ts";
import { Series } from "../series/series.ts";
import { type ByteSource, bytesOf, headOf, sourceOf } from "./byte-source.ts";
import { looksLikeJson } from "./json-text.ts";
import { isGzip, type OpenTableOptions, openTable } from "./open-table.ts";
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
  return open(file, options, {
    ofTable: seriesOf,
    ofReader: (reader, csv) => Series.fromParts(reader.finish(), csv),
    withNotes,
  });
}

/** The many series in a file's bytes, as `openSeries` reads one: `openTable`, then `SeriesSet.fromCsv`. Throws DataError as these do. */
export async function openSeriesSet(
  file: Uint8Array | ByteSource,
  options: CsvOptions & OpenTableOptions = {},
): Promise<SeriesSet> {
  return open(file, options, {
    ofTable: ({ text, notes }, csv) => SeriesSet.fromCsv(text, csv).withNotes(notes),
    ofReader: (reader, csv) =>
      csv.wide === "columns"
        ? SeriesSet.fromParts(reader.finish(), csv)
        : SeriesSet.fromContents(reader.finishMany(), csv),
    withNotes: (set, notes) => set.withNotes(notes),
  });
}

/** What is made of a file. */
interface Making<T> {
  readonly ofTable: (table: DecodedText, csv: CsvOptions) => T;
  readonly ofReader: (reader: CsvReader, csv: CsvOptions) => T;
  readonly withNotes: (made: T, notes: readonly string[]) => T;
}

async function open<T>(
  file: Uint8Array | ByteSource,
  { part, encoding, ...csv }: CsvOptions & OpenTableOptions,
  making: Making<T>,
): Promise<T> {
  const source = file instanceof Uint8Array ? sourceOf(file) : file;
  const head = await headOf(source);
  if (isParquet(head)) return readParquet(source, csv, making);
  if (isPlain(head)) return readPlain(source, encoding, csv, making);
  if (isGzip(head)) {
    const inner = gunzipped(source, csv.name ?? "file");
    if (isPlain(await headOf(inner))) {
      return making.withNotes(await readPlain(inner, encoding, csv, making), ["unpacked by gzip"]);
    }
  }
  const table = await openTable(await bytesOf(source), csv.name ?? "file", {
    ...(part === undefined ? {} : { part }),
    ...(encoding === undefined ? {} : { encoding }),
  });
  return making.ofTable(table, csv);
}

/** Whether the first bytes are those of a text which is read as it stands. */
function isPlain(head: Uint8Array): boolean {
  if (head.includes(0) || findSignature(head) !== undefined || head[0] === 0x80) return false;
  return !looksLikeJson(new TextDecoder("windows-1252").decode(head.subarray(0, 4096)));
}

/** What is packed by gzip in a source, unpacked anew whenever it is read. */
function gunzipped(source: ByteSource, name: string): ByteSource {
  return { pieces: () => unpackPieces(source.pieces(), "gzip", name) };
}

async function readParquet<T>(source: ByteSource, csv: CsvOptions, making: Making<T>): Promise<T> {
  const { parquetPieces } = await import("./parquet-text.ts");
  const { pieces, notes } = await parquetPieces(await bytesOf(source), csv.name ?? "file");
  const made = await readPieces(pieces, undefined, csv, making);
  return making.withNotes(made, notes());
}

async function readPieces<T>(
  pieces: AsyncIterable<string>,
  size: number | undefined,
  csv: CsvOptions,
  making: Making<T>,
): Promise<T> {
  const reader = new CsvReader(csv, size);
  for await (const piece of pieces) reader.push(piece);
  return making.ofReader(reader, csv);
}

async function readPlain<T>(
  source: ByteSource,
  encoding: string | undefined,
  csv: CsvOptions,
  making: Making<T>,
): Promise<T> {
  const read = (label: string | undefined) => readPieces(decodePieces(source, label), source.size, csv, making);
  try {
    return await read(encoding);
  } catch (error) {
    if (!(error instanceof NotUtf8)) throw error;
    const { label, note } = await otherEncoding(source);
    return making.withNotes(await read(label), [note]);
  }
}

function withNotes(series: Series, notes: readonly string[]): Series {
  return notes.length === 0 ? series : new Series({ ...series.parts, notes: [...notes, ...series.notes] });
}
