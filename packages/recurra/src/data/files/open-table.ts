// A file's bytes to the text of its table, whatever it is packed in or written as. Readers of rare kinds are loaded when they are
// needed. Asynchronous, because pages unpack so.

import { DataError } from "../../core/errors.ts";
import { listNames, quoteCell, suggestNames } from "../../core/nearest-names.ts";
import {
  BYTES,
  checkOptions,
  type OptionRules,
  requireArguments,
  requireOption,
  TEXT,
  text,
} from "../../core/option-rules.ts";
import { counted } from "../../words/counted.ts";
import { type ForeignKind, findArchiveKind, findSignature } from "../csv/signatures.ts";
import { type DecodedText, decodeBytes } from "../csv/text.ts";
import { unpack } from "../packed/unpack.ts";
import { isParquet } from "../parquet/parquet-mark.ts";
import { ENCODING } from "./encoding.ts";
import { jsonTableText, looksLikeJson } from "./json-text.ts";
import { listZip, unpackEntry } from "./zip.ts";

export interface OpenTableOptions {
  /** The file of a zip archive, the sheet of a workbook (its name or number, from 1), or the table of a JSON document. Default: the only one. */
  readonly part?: string;
  /** The encoding of a text, by a label of TextDecoder, such as "windows-1251". Default: found. */
  readonly encoding?: string;
}

/** What these may be. */
export const RULES: OptionRules<OpenTableOptions> = {
  part: text("a file, sheet or table within the file"),
  encoding: ENCODING,
};

/** Packed files within each other. */
const DEPTH = 3;

/**
 * The text of a file's table, to be read as a CSV, and what was found on the way. Read are texts (`decodeText`), JSON (records, columns,
 * rows), JSON lines, workbooks (.xlsx) and Parquet; each of them also packed by gzip or alone in a zip archive.
 *
 * Throws DataError: CSV_BINARY for what is not read, with what to do; FILE_PACKED for damaged archives and such as unpack to far more
 * than a table; FILE_PART where one of several has to be named; FILE_JSON, FILE_WORKBOOK and FILE_PARQUET.
 */
export async function openTable(bytes: Uint8Array, name: string, options: OpenTableOptions = {}): Promise<DecodedText> {
  requireArguments("openTable", { bytes: BYTES, name: TEXT }, bytes, name);
  checkOptions("openTable", options, RULES);
  return open(bytes, name, options, DEPTH);
}

/** What a file is that is not read as a table; undefined for texts, for what `openTable` reads, and for what is not known. */
export function findForeignKind(bytes: Uint8Array): ForeignKind | undefined {
  requireOption("findForeignKind", "bytes", BYTES, bytes);
  if (isZip(bytes)) {
    try {
      return findArchiveKind(listZip(bytes, "").map((entry) => entry.name));
    } catch {
      return undefined;
    }
  }
  return isGzip(bytes) || isParquet(bytes) ? undefined : findSignature(bytes);
}

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}

async function open(bytes: Uint8Array, name: string, options: OpenTableOptions, depth: number): Promise<DecodedText> {
  if (isGzip(bytes) || isZip(bytes)) {
    if (depth === 0) {
      throw new DataError("FILE_PACKED", name, `packed more than ${counted(DEPTH, "time")} over`, {
        remedies: ["unpack it first"],
      });
    }
    return isGzip(bytes) ? openGzip(bytes, name, options, depth) : openZip(bytes, name, options, depth);
  }
  if (isParquet(bytes)) {
    const { parquetText } = await import("./parquet-text.ts");
    return parquetText(bytes, name);
  }
  const decoded = decodeBytes(bytes, name, options.encoding);
  if (!looksLikeJson(decoded.text)) return decoded;
  const table = jsonTableText(decoded.text, name, options.part);
  return { text: table.text, notes: [...decoded.notes, ...table.notes] };
}

async function openGzip(
  bytes: Uint8Array,
  name: string,
  options: OpenTableOptions,
  depth: number,
): Promise<DecodedText> {
  const inner = await open(await unpack(bytes, "gzip", name), name, options, depth - 1);
  return { text: inner.text, notes: ["unpacked by gzip", ...inner.notes] };
}

async function openZip(
  bytes: Uint8Array,
  name: string,
  options: OpenTableOptions,
  depth: number,
): Promise<DecodedText> {
  const entries = listZip(bytes, name);
  const names = entries.map((entry) => entry.name);
  const foreign = findArchiveKind(names);
  if (foreign !== undefined) {
    throw new DataError("CSV_BINARY", name, `not a CSV text but ${foreign.meaning}`, { remedies: [foreign.remedy] });
  }
  if (names.includes("xl/workbook.xml")) {
    const { workbookText } = await import("./workbook.ts");
    return workbookText(bytes, entries, name, options.part);
  }
  const [only] = entries;
  const entry =
    options.part === undefined && entries.length === 1 ? only : entries.find((one) => one.name === options.part);
  if (entry === undefined) throw needsPart(names, name, options.part);
  const { part: _, ...rest } = options;
  const inner = await open(
    await unpackEntry(bytes, entry, name),
    name,
    entries.length === 1 ? options : rest,
    depth - 1,
  );
  return { text: inner.text, notes: [`${quoteCell(entry.name)} of the zip archive`, ...inner.notes] };
}

function needsPart(names: readonly string[], name: string, part: string | undefined): DataError {
  if (names.length === 0) {
    return new DataError("FILE_PACKED", name, "a zip archive without files", {
      remedies: ["name a file that holds a table"],
    });
  }
  if (part !== undefined) {
    return new DataError("FILE_PART", name, `there is no file ${quoteCell(part)} in it`, {
      found: part,
      context: suggestNames(part, names),
    });
  }
  return new DataError("FILE_PART", name, `a zip archive of ${counted(names.length, "file")}: ${listNames(names)}`, {
    found: names,
    remedies: [["say which with ", { option: "part", value: names.slice(0, 3) }]],
  });
}
