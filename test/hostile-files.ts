// Files that a stranger made to fill memory, or to be read for ever: what each is, and how the line begins with which it is refused.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { constants, deflateRawSync, gzipSync } from "node:zlib";
import { zipOf } from "../packages/recurra/src/data/files/zip.fixture.ts";
import { crc32 } from "../packages/recurra/src/format/crc32.ts";

const MIB = 2 ** 20;
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const concat = (...parts: Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(parts));

/** 10 GB of zeros, deflated: blocks of 64 MB that end on a whole byte, one behind the other. */
function zeros(): Uint8Array {
  const block = deflateRawSync(new Uint8Array(64 * MIB), { finishFlush: constants.Z_FULL_FLUSH });
  return concat(...Array.from({ length: 160 }, () => block), Uint8Array.of(3, 0));
}

function gzipOf(deflated: Uint8Array): Uint8Array {
  return concat(Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3), deflated, new Uint8Array(8));
}

/** A gzip of a text that says itself again and again. */
function packed(text: string): Uint8Array {
  return gzipSync(text);
}

const book = (sheet: string, shared = "", top = ""): Uint8Array =>
  zipOf({
    "xl/workbook.xml": `${top}<workbook><sheets><sheet name="A" r:id="r1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1" Target="worksheets/s1.xml"/></Relationships>',
    "xl/sharedStrings.xml": `<sst>${shared}</sst>`,
    "xl/styles.xml": "<styleSheet/>",
    "xl/worksheets/s1.xml": `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
  });
const head = '<row r="1"><c r="A1"><v>1</v></c></row>';

/** Thrift's compact protocol: fields by number, as [field, kind, bytes]. */
type Field = readonly [field: number, kind: number, bytes: Uint8Array | number[]];

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return [...bytes, rest];
}
const whole = (field: number, value: number): Field => [field, 6, varint(value < 0 ? -value * 2 - 1 : value * 2)];
const small = (field: number, value: number): Field => [field, 5, varint(value < 0 ? -value * 2 - 1 : value * 2)];
const text = (field: number, value: string): Field => [field, 8, [...varint(value.length), ...encode(value)]];
const inner = (field: number, ...fields: Field[]): Field => [field, 12, struct(...fields)];
const list = (field: number, kind: number, items: Uint8Array[]): Field => [
  field,
  9,
  concat(Uint8Array.from([0xf0 + kind, ...varint(items.length)]), ...items),
];

function struct(...fields: Field[]): Uint8Array {
  const parts: Uint8Array[] = [];
  let last = 0;
  for (const [field, kind, bytes] of fields) {
    parts.push(Uint8Array.of((field - last) * 16 + kind), Uint8Array.from(bytes));
    last = field;
  }
  return concat(...parts, Uint8Array.of(0));
}

interface Claims {
  /** Bytes of the column's pages, headers included. */
  readonly pages: Uint8Array;
  readonly rows: number;
  readonly codec?: number;
  readonly start?: number;
  readonly length?: number;
  readonly type?: number;
  readonly groups?: number;
}

/** A Parquet file of one column without missing values. */
function parquetOf({
  pages,
  rows,
  codec = 0,
  start = 4,
  length = pages.length,
  type = 1,
  groups = 1,
}: Claims): Uint8Array {
  const meta = inner(
    3,
    small(1, type),
    list(2, 5, [Uint8Array.of(0)]),
    list(3, 8, [Uint8Array.of(1, 118)]),
    small(4, codec),
    whole(5, rows),
    whole(6, length),
    whole(7, length),
    whole(9, start),
  );
  const group = struct(list(1, 12, [struct(whole(2, 4), meta)]), whole(2, length), whole(3, rows));
  const footer = struct(
    small(1, 1),
    list(2, 12, [struct(text(4, "s"), small(5, 1)), struct(small(1, type), small(3, 0), text(4, "v"))]),
    whole(3, rows * groups),
    list(
      4,
      12,
      Array.from({ length: groups }, () => group),
    ),
  );
  const size = new Uint8Array(4);
  new DataView(size.buffer).setUint32(0, footer.length, true);
  return concat(encode("PAR1"), pages, footer, size, encode("PAR1"));
}

function page(kind: number, bytes: Uint8Array, size: number, values: number, encoding: number): Uint8Array {
  const about =
    kind === 2
      ? inner(7, small(1, values), small(2, encoding))
      : inner(5, small(1, values), small(2, encoding), small(3, 3), small(4, 3));
  return concat(struct(small(1, kind), small(2, size), small(3, bytes.length), about), bytes);
}

/** Zeros by zstd: blocks of one byte said 128 kB over. */
function zstdZeros(blocks: number): Uint8Array {
  const head = (MIB / 8) * 8 + 2;
  const block = Uint8Array.of(head & 255, (head >> 8) & 255, head >> 16, 0);
  const last = Uint8Array.of((head & 255) + 1, (head >> 8) & 255, head >> 16, 0);
  return concat(Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0, 88), ...Array.from({ length: blocks - 1 }, () => block), last);
}

const one = page(0, new Uint8Array(4), 4, 1, 0);
const long = concat(Uint8Array.of(0, 0, 16, 0), new Uint8Array(MIB).fill(97));
const runs = (count: number): Uint8Array => Uint8Array.from([1, ...varint(count * 2), 0]);
const fixture = (name: string): Uint8Array =>
  readFileSync(fileURLToPath(new URL(`../fixtures/parquet/${name}`, import.meta.url)));

/** By what they are: their bytes, and what is said of them. */
export const files: Readonly<Record<string, readonly [make: () => Uint8Array, expected: RegExp]>> = {
  "gzip of 10 GB of zeros": [
    () => gzipOf(zeros()),
    /^a: unpacks to more than 32 MB, far more than a table of its size/,
  ],
  "a zip archive of 10 GB of zeros": [() => rawZip("a.csv", zeros()), /^a: unpacks to more than 32 MB/],
  "gzip of a gzip of 10 GB of zeros": [() => gzipSync(gzipOf(zeros())), /^a: unpacks to more than 32 MB/],
  "JSON 100,000 deep": [
    () => encode(`${"[".repeat(100_000)}${"]".repeat(100_000)}`),
    /^a: it begins as JSON, but has lists/,
  ],
  "JSON of objects 100,000 deep": [
    () => encode(`${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`),
    /^a: it begins as JSON, but has lists/,
  ],
  "a line of JSON 100,000 deep": [() => encode(`{"a":1}\n{"a":${"[".repeat(100_000)}`), /^a: /],
  "packed JSON of empty lists": [
    () => packed(`[${"[],".repeat(10_000_000)}[]]`),
    /^a: JSON with far more lists and objects/,
  ],
  "JSON of records each with a name of its own": [
    () => encode(`[${Array.from({ length: 20_000 }, (_, i) => `{"k${i}":1}`).join(",")}]`),
    /^a: this is JSON, but no table/,
  ],
  "a workbook of a million empty rows": [
    () => book(`${head}${'<row r="2"/>'.repeat(1_000_000)}`),
    /^a: a workbook in which no sheet has two rows/,
  ],
  "a workbook whose rows are a million apart": [
    () => book(`<row r="1"><c r="J1"><v>1</v></c></row><row r="1048576"><c r="A1"><v>1</v></c></row>`),
    /^a: row 1048576 of a sheet lies out of order, or far from the others/,
  ],
  "a workbook with row 900,000,000": [
    () => book(`${head}<row r="900000000"><c><v>1</v></c></row>`),
    /^a: row 900000000 of a sheet/,
  ],
  "a workbook of cells in its last column": [
    () => book(Array.from({ length: 20_000 }, (_, i) => `<row r="${i + 1}"><c r="XFD1"><v>1</v></c></row>`).join("")),
    /^a: row \d+ of a sheet lies out of order, or far from the others/,
  ],
  "a workbook with a long text in every cell": [
    () =>
      book(
        Array.from({ length: 100_000 }, (_, i) => `<row r="${i + 1}"><c t="s"><v>0</v></c></row>`).join(""),
        `<si><t>${"long ".repeat(20_000)}</t></si>`,
      ),
    /^a: a table of more text than is read/,
  ],
  "a workbook of a million shared texts": [
    () => book(head, "<si/>".repeat(1_000_000)),
    /^a: a workbook in which no sheet/,
  ],
  "a workbook with entities that double": [
    () =>
      book(
        `<row r="1"><c t="inlineStr"><is><t>&z;</t></is></c></row>`,
        "",
        `<!DOCTYPE z [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 25 }, (_, i) => `<!ENTITY ${String.fromCharCode(98 + i)} "${`&${String.fromCharCode(97 + i)};`.repeat(10)}">`).join("")}]>`,
      ),
    /^a: a workbook in which no sheet has two rows/,
  ],
  "Parquet whose values lie outside it": [
    () => parquetOf({ pages: one, rows: 1, start: 1e12 }),
    /^a: a Parquet file that cannot be read: values lie outside/,
  ],
  "Parquet whose values begin in its middle": [
    () => parquetOf({ pages: one, rows: 1, start: 9, length: 3 }),
    /^a: a Parquet file that cannot be read: /,
  ],
  "Parquet with a billion rows in four bytes": [
    () => parquetOf({ pages: one, rows: 1e9 }),
    /^a: a Parquet file that cannot be read: it claims far more/,
  ],
  "Parquet with more rows than there are numbers": [
    () => parquetOf({ pages: one, rows: 2 ** 60 }),
    /^a: a Parquet file that cannot be read: it miscounts/,
  ],
  "Parquet with a page of 2 GB": [
    () => parquetOf({ pages: page(0, new Uint8Array(9), 2 ** 31 - 1, 1, 0), rows: 1, codec: 1 }),
    /^a: a Parquet file that cannot be read: it claims far more/,
  ],
  "Parquet with a page shorter than it says": [
    () => parquetOf({ pages: page(0, Uint8Array.of(128, 128, 4), 65_536, 1, 0), rows: 1, codec: 1 }),
    /damaged/,
  ],
  "Parquet with zeros by zstd, pages over pages": [
    () =>
      parquetOf({
        pages: concat(...Array.from({ length: 64 }, () => page(0, zstdZeros(256), 32 * MIB, 100_000, 0))),
        rows: 6_400_000,
        codec: 6,
      }),
    /^a: a Parquet file that cannot be read: it claims far more/,
  ],
  "Parquet with zeros by gzip": [
    () => parquetOf({ pages: page(0, gzipOf(zeros()), 40_000_000, 1e7, 0), rows: 1e7, codec: 2 }),
    /^a: /,
  ],
  "Parquet with a megabyte in each of seven million rows": [
    () =>
      parquetOf({
        pages: concat(page(2, long, long.length, 1, 0), page(0, runs(7_000_000), 6, 7_000_000, 8)),
        rows: 7_000_000,
        type: 6,
      }),
    /^a: a table of more text than is read/,
  ],
  "Parquet with groups over groups": [
    () =>
      parquetOf({
        pages: concat(page(2, new Uint8Array(8).fill(63), 8, 1, 0), page(0, runs(1_000_000), 5, 1_000_000, 8)),
        rows: 1_000_000,
        type: 5,
        groups: 10_000,
      }),
    /^a: a table of more text than is read/,
  ],
  "Parquet whose description is a list without end": [() => endless(), /^a: a Parquet file that cannot be read: /],
  "Parquet whose description is nested": [
    () => nested(),
    /^a: a Parquet file that cannot be read: its description is nested too deep/,
  ],
  "Parquet that is cut": [
    () => fixture("pages.parquet").subarray(0, 9000),
    /^a: a Parquet file that cannot be read: its end is missing/,
  ],
  "Parquet with its middle left out": [
    () => concat(fixture("pages.parquet").subarray(0, 3000), fixture("pages.parquet").subarray(3100)),
    /^a: a Parquet file that cannot be read: /,
  ],
};

/** A description that says it has two billion columns. */
function endless(): Uint8Array {
  const footer = concat(
    struct(small(1, 1)).subarray(0, 2),
    Uint8Array.of(0x19, 0xfc, 255, 255, 255, 255, 7),
    new Uint8Array(1000),
  );
  return concat(encode("PAR1"), footer, Uint8Array.of(footer.length & 255, footer.length >> 8, 0, 0), encode("PAR1"));
}

function nested(): Uint8Array {
  const footer = new Uint8Array(100_000).fill(0x1c);
  return concat(encode("PAR1\x15"), footer, Uint8Array.of(0xa0, 0x86, 1, 0), encode("PAR1"));
}

/** A zip archive of what is deflated already. */
function rawZip(name: string, deflated: Uint8Array): Uint8Array {
  const made = zipOf({ [name]: "x" }, { crc: crc32(encode("x")) });
  const view = new DataView(made.buffer);
  const end = made.length - 22;
  const listAt = view.getUint32(end + 16, true);
  const start = 30 + name.length;
  const entry = made.slice(listAt, end);
  new DataView(entry.buffer).setUint32(20, deflated.length, true);
  const tail = made.slice(end);
  new DataView(tail.buffer).setUint32(16, start + deflated.length, true);
  return concat(made.slice(0, start), deflated, entry, tail);
}
