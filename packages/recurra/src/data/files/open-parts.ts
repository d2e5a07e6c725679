// The parts of a series from a file of any kind, in as little memory as the kind allows.

import { BYTES, checkOptions, either, made, requireOption } from "../../core/option-rules.ts";
import { findSignature } from "../csv/signatures.ts";
import { unpackPieces } from "../packed/unpack.ts";
import { isParquet } from "../parquet/parquet-mark.ts";
import type { CsvOptions } from "../reading/csv-options.ts";
import { CsvReader } from "../reading/csv-reader.ts";
import type { SeriesParts } from "../table/series-parts.ts";
import { type ByteSource, bytesOf, headOf, SOURCE, sourceOf } from "./byte-source.ts";
import { looksLikeJson } from "./json-text.ts";
import { isGzip, type OpenTableOptions, openTable, RULES as TABLE_RULES } from "./open-table.ts";
import { decodePieces, NotUtf8, otherEncoding } from "./text-pieces.ts";

/** What is made of the text that came. */
type Finish = (reader: CsvReader) => SeriesParts;

interface Reading {
  readonly options: CsvOptions;
  readonly finish: Finish;
}

/** The parts that `finish` makes, behind the notes on the file. Throws DataError as `openTable` and `CsvReader` do. */
const FILE = either(BYTES, SOURCE);
const OPTIONS = made(
  "an object",
  (value): value is object => typeof value === "object" && value !== null && !Array.isArray(value),
);

export async function openParts(
  file: Uint8Array | ByteSource,
  given: CsvOptions & OpenTableOptions,
  finish: Finish,
): Promise<SeriesParts> {
  requireOption("openSeries", "file", FILE, file);
  requireOption("openSeries", "options", OPTIONS, given);
  const { part, encoding, ...options } = given;
  if (part !== undefined || encoding !== undefined) checkOptions("openSeries", { part, encoding }, TABLE_RULES);
  const source = file instanceof Uint8Array ? sourceOf(file) : file;
  const name = options.name ?? "file";
  const reading = { options, finish };
  const head = await headOf(source);
  if (isParquet(head)) {
    const { parquetPieces } = await import("./parquet-text.ts");
    const { pieces, notes } = await parquetPieces(await bytesOf(source), name);
    return withNotes(await readPieces(pieces, undefined, reading), notes());
  }
  if (isPlain(head)) return readPlain(source, encoding, reading);
  if (isGzip(head)) {
    const inner = { pieces: () => unpackPieces(source.pieces(), "gzip", name) };
    if (isPlain(await headOf(inner))) return withNotes(await readPlain(inner, encoding, reading), ["unpacked by gzip"]);
  }
  const opening = { ...(part === undefined ? {} : { part }), ...(encoding === undefined ? {} : { encoding }) };
  const { text, notes } = await openTable(await bytesOf(source), name, opening);
  return withNotes(await readPieces([text], text.length, reading), notes);
}

/** Whether the first bytes are those of a text which is read as it stands. */
function isPlain(head: Uint8Array): boolean {
  if (head.includes(0) || findSignature(head) !== undefined || head[0] === 0x80) return false;
  return !looksLikeJson(new TextDecoder("windows-1252").decode(head.subarray(0, 4096)));
}

async function readPlain(source: ByteSource, encoding: string | undefined, reading: Reading): Promise<SeriesParts> {
  try {
    return await readPieces(decodePieces(source, encoding), source.size, reading);
  } catch (error) {
    if (!(error instanceof NotUtf8)) throw error;
    const { label, note } = await otherEncoding(source);
    return withNotes(await readPieces(decodePieces(source, label), source.size, reading), [note]);
  }
}

async function readPieces(
  pieces: Iterable<string> | AsyncIterable<string>,
  characters: number | undefined,
  { options, finish }: Reading,
): Promise<SeriesParts> {
  const reader = new CsvReader(options, characters);
  for await (const piece of pieces) reader.push(piece);
  return finish(reader);
}

function withNotes(parts: SeriesParts, notes: readonly string[]): SeriesParts {
  return notes.length === 0 ? parts : { ...parts, notes: [...notes, ...parts.notes] };
}
