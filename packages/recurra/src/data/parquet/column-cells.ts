// The cells of a column in a group of rows, page by page, as texts.

import { crc32 } from "../../format/crc32.ts";
import { cellWriter, type Stored } from "./cell-text.ts";
import { type PageBudget, unpackPage } from "./codec.ts";
import { damaged } from "./damage.ts";
import type { ParquetChunk, ParquetColumn } from "./footer.ts";
import { readRuns } from "./runs.ts";
import { numberOf, structOf, ThriftReader, type ThriftStruct } from "./thrift.ts";
import { isDictionary, readPlaces, readValues } from "./values.ts";

/** Cells one after the other: each call is the next. */
export type NextCell = () => string;

interface Page {
  readonly rows: number;
  /** 1 where a row has a value; undefined where all have. */
  readonly present: Uint8Array | undefined;
  readonly text: (index: number) => string;
}

/** parquet.thrift's PageType. */
const DATA = 0;
const DICTIONARY = 2;
const DATA_V2 = 3;

/** The cells of a chunk; `large` as in `cellWriter`. All of its pages are unpacked, and nothing else is kept. Throws DataError where they are damaged. */
export async function readCells(
  file: Uint8Array,
  column: ParquetColumn,
  chunk: ParquetChunk,
  rows: number,
  budget: PageBudget,
  large: () => void,
): Promise<NextCell> {
  const bytes = file.subarray(chunk.start, chunk.start + chunk.bytes);
  const write = cellWriter(column.kind, large);
  const pages: Page[] = [];
  let dictionary: string[] | undefined;
  let found = 0;
  for (let at = 0; found < rows; ) {
    if (at >= bytes.length) throw damaged(`the column "${column.name}" has fewer values than rows`);
    const reader = new ThriftReader(bytes, at);
    const header = reader.struct();
    const length = numberOf(header, 3) ?? -1;
    if (!(length >= 0 && length <= bytes.length - reader.at)) throw damaged("a page of values is cut short");
    const packed = bytes.subarray(reader.at, reader.at + length);
    at = reader.at + length;
    const checksum = numberOf(header, 4);
    if (checksum !== undefined && crc32(packed) !== checksum >>> 0) throw damaged("a page of values is damaged");
    const type = numberOf(header, 1);
    const size = numberOf(header, 2) ?? -1;
    if (type === DICTIONARY) {
      const plain = await unpackPage(packed, chunk.codec, size, budget);
      dictionary = readDictionary(plain, header, column, write, budget);
    } else if (type === DATA || type === DATA_V2) {
      const head = structOf(header, type === DATA ? 5 : 8);
      const page = pageRows(head, rows - found);
      const parts =
        type === DATA
          ? splitPage(await unpackPage(packed, chunk.codec, size, budget), page, column, head)
          : await splitPageV2(packed, chunk.codec, size, page, column, head, budget);
      const text = readTexts(parts, numberOf(head, type === DATA ? 2 : 4) ?? -1, column, dictionary, write);
      pages.push({ rows: page, present: parts.present, text });
      found += page;
    }
  }
  return cellsOf(pages);
}

/** Rows of a page. A page without rows is none. */
function pageRows(head: ThriftStruct | undefined, left: number): number {
  const rows = numberOf(head, 1) ?? -1;
  if (!(rows >= 0 && rows <= left)) throw damaged("a page has more values than there are rows");
  return rows;
}

function readDictionary(
  plain: Uint8Array,
  header: ThriftStruct,
  column: ParquetColumn,
  write: (value: Stored) => string,
  budget: PageBudget,
): string[] {
  const count = numberOf(structOf(header, 7), 1) ?? -1;
  if (!(count >= 0 && count <= Math.max(1, plain.length) * 8)) throw damaged("a dictionary claims more than it holds");
  budget.take(count * 32); // what texts take
  const value = readValues(plain, 0, count, column);
  return Array.from({ length: count }, (_, i) => write(value(i)));
}

/** A page's values, and in which rows they stand. */
interface Parts {
  readonly bytes: Uint8Array;
  readonly present: Uint8Array | undefined;
  readonly values: number;
}

/** How much bits of levels up to `level` take. */
function levelBits(level: number): number {
  return 32 - Math.clz32(level);
}

function readPresent(bytes: Uint8Array, rows: number, level: number): Pick<Parts, "present" | "values"> {
  const present = new Uint8Array(rows);
  readRuns(bytes, levelBits(level), present);
  let values = 0;
  for (let i = 0; i < rows; i++) {
    present[i] = present[i] === level ? 1 : 0;
    values += present[i];
  }
  return { present, values };
}

function splitPage(page: Uint8Array, rows: number, column: ParquetColumn, head: ThriftStruct | undefined): Parts {
  if (column.level === 0) return { bytes: page, present: undefined, values: rows };
  if (numberOf(head, 3) === 4) throw damaged("its levels are packed as no writer has done for long");
  if (page.length < 4) throw damaged("a page of values is cut short");
  const length = new DataView(page.buffer, page.byteOffset, 4).getUint32(0, true);
  if (length > page.length - 4) throw damaged("a page of values is cut short");
  return { bytes: page.subarray(4 + length), ...readPresent(page.subarray(4, 4 + length), rows, column.level) };
}

/** In pages of the second kind levels stand before what is packed. */
async function splitPageV2(
  packed: Uint8Array,
  codec: number,
  size: number,
  rows: number,
  column: ParquetColumn,
  head: ThriftStruct | undefined,
  budget: PageBudget,
): Promise<Parts> {
  const [levels, lists] = [numberOf(head, 5) ?? 0, numberOf(head, 6) ?? 0];
  if (!(levels >= 0 && lists >= 0 && levels + lists <= packed.length)) throw damaged("a page of values is cut short");
  const rest = packed.subarray(lists + levels);
  const bytes = await unpackPage(rest, head?.get(7) === false ? 0 : codec, size - levels - lists, budget);
  if (column.level === 0) return { bytes, present: undefined, values: rows };
  return { bytes, ...readPresent(packed.subarray(lists, lists + levels), rows, column.level) };
}

function readTexts(
  { bytes, values }: Parts,
  encoding: number,
  column: ParquetColumn,
  dictionary: readonly string[] | undefined,
  write: (value: Stored) => string,
): (index: number) => string {
  if (values === 0) return () => "";
  if (!isDictionary(encoding)) {
    const value = readValues(bytes, encoding, values, column);
    return (index) => write(value(index));
  }
  if (dictionary === undefined) throw damaged("a dictionary of values is missing");
  const places = readPlaces(bytes, values, dictionary.length);
  return (index) => dictionary[places[index]];
}

function cellsOf(pages: readonly Page[]): NextCell {
  let [page, row, value] = [0, 0, 0];
  return () => {
    while (row === pages[page].rows) [page, row, value] = [page + 1, 0, 0];
    const { present, text } = pages[page];
    const there = present === undefined || present[row] === 1;
    row++;
    return there ? text(value++) : "";
  };
}
