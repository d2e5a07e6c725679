// Zip archives: the list of files at their end, and one of these unpacked. Source: PKWARE APPNOTE 6.3, sections 4.3.12 and 4.3.16.

import { DataError } from "../../core/errors.ts";
import { quoteCell } from "../../core/nearest-names.ts";
import { crc32 } from "../../format/crc32.ts";
import { unpack } from "../packed/unpack.ts";

/** A file within an archive. */
export interface ZipEntry {
  readonly name: string;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc: number;
  readonly packedBytes: number;
  /** Where its own header stands. */
  readonly at: number;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
/** More than a workbook of many sheets has. */
const MOST_ENTRIES = 10_000;

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function damaged(name: string, what: string): DataError {
  return new DataError("FILE_PACKED", name, `a zip archive that cannot be read: ${what}`, {
    remedies: ["copy or download the file again", "unpack it yourself"],
  });
}

/** Where the list's last record stands: behind it only a comment of at most 65,535 bytes. */
function findEnd(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 65_535); at--) {
    if (view.getUint32(at, true) === END) return at;
  }
  return -1;
}

/** The files of an archive, folders and what macOS adds left out. Throws DataError FILE_PACKED. */
export function listZip(bytes: Uint8Array, name: string): ZipEntry[] {
  const view = viewOf(bytes);
  const end = findEnd(view);
  if (end < 0) throw damaged(name, "the list of its files is missing; cut short?");
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count === 0xffff || at === 0xffffffff || count > MOST_ENTRIES) {
    throw damaged(name, "it has more files, or larger ones, than are read (zip64)");
  }
  const entries: ZipEntry[] = [];
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || view.getUint32(at, true) !== ENTRY) throw damaged(name, "the list of its files is broken");
    const nameBytes = view.getUint16(at + 28, true);
    const entry = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameBytes));
    const hidden = entry.endsWith("/") || /(^|\/)(__MACOSX\/|\.DS_Store$|\._)/.test(entry);
    if (!hidden) {
      entries.push({
        name: entry,
        method: view.getUint16(at + 10, true),
        encrypted: (view.getUint16(at + 8, true) & 1) === 1,
        crc: view.getUint32(at + 16, true),
        packedBytes: view.getUint32(at + 20, true),
        at: view.getUint32(at + 42, true),
      });
    }
    at += 46 + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** The bytes of a file of an archive. Throws DataError FILE_PACKED where they cannot be had, or are not those that went in. */
export async function unpackEntry(bytes: Uint8Array, entry: ZipEntry, name: string): Promise<Uint8Array> {
  const { at, method, encrypted, packedBytes } = entry;
  const file = `${quoteCell(entry.name)} within it`;
  if (encrypted) throw damaged(name, `${file} is locked by a password`);
  const view = viewOf(bytes);
  if (at + 30 > bytes.length || view.getUint32(at, true) !== LOCAL)
    throw damaged(name, `${file} is not where it should be`);
  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  if (start + packedBytes > bytes.length) throw damaged(name, `${file} is cut short`);
  const packed = bytes.subarray(start, start + packedBytes);
  if (method !== 0 && method !== 8) throw damaged(name, `${file} is packed by method ${method}, not by deflate`);
  const content = method === 0 ? packed : await unpack(packed, "deflate-raw", name);
  if (crc32(content) !== entry.crc) throw damaged(name, `${file} is damaged (its checksum is another one)`);
  return content;
}
