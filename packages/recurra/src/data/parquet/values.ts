// The values of a page: as they are stored, or as places in the dictionary of their column.
// Source: https://github.com/apache/parquet-format/blob/master/Encodings.md

import { STORED } from "./cell-kind.ts";
import type { Stored } from "./cell-text.ts";
import { damaged } from "./damage.ts";
import { readDeltas } from "./deltas.ts";
import type { ParquetColumn } from "./footer.ts";
import { readRuns } from "./runs.ts";

/** The value at a place, from 0. */
type ValueAt = (index: number) => Stored;

/** parquet.thrift's Encoding. */
const PLAIN = 0;
const RLE = 3;
const DELTAS = 5;
const DELTA_LENGTHS = 6;
const DELTA_TEXTS = 7;
const SPLIT = 9;

/** Whether values are places in a dictionary. */
export function isDictionary(encoding: number): boolean {
  return encoding === 2 || encoding === 8;
}

/** Places in a dictionary of `size` values. */
export function readPlaces(bytes: Uint8Array, count: number, size: number): Int32Array {
  const places = new Int32Array(count);
  if (count === 0) return places;
  if (bytes.length === 0) throw damaged("a page of values is cut short");
  readRuns(bytes.subarray(1), bytes[0], places);
  for (const place of places) if (place < 0 || place >= size) throw damaged("a value is not in the dictionary");
  return places;
}

/** `count` values that stand in the bytes themselves. */
export function readValues(bytes: Uint8Array, encoding: number, count: number, column: ParquetColumn): ValueAt {
  const { type } = column;
  if (encoding === PLAIN) return plainValues(bytes, count, column);
  if (encoding === RLE && type === STORED.boolean) {
    const bits = new Uint8Array(count);
    readRuns(bytes.subarray(4), 1, bits); // four bytes of length stand before them
    return (index) => bits[index];
  }
  if (encoding === DELTAS && (type === STORED.int32 || type === STORED.int64)) {
    const { values } = readDeltas(bytes, 0, count);
    return type === STORED.int64 ? (index) => values[index] : (index) => Number(BigInt.asIntN(32, values[index]));
  }
  if (encoding === DELTA_LENGTHS && type === STORED.bytes) {
    const { values, at } = readDeltas(bytes, 0, count);
    return slices(bytes, at, values);
  }
  if (encoding === DELTA_TEXTS && (type === STORED.bytes || type === STORED.fixed)) {
    return sharedStarts(bytes, count, type === STORED.fixed ? column.width : undefined);
  }
  if (encoding === SPLIT) return plainValues(joined(bytes, count, widthOf(column)), count, column);
  throw damaged(`values of the column "${column.name}" are encoded in a way that is not known (${encoding})`);
}

/** Bytes of a value; 0 where they differ. */
function widthOf({ type, width }: ParquetColumn): number {
  const widths: Readonly<Record<number, number>> = {
    [STORED.int32]: 4,
    [STORED.float]: 4,
    [STORED.int64]: 8,
    [STORED.double]: 8,
    [STORED.int96]: 12,
  };
  return type === STORED.fixed ? width : (widths[type] ?? 0);
}

function plainValues(bytes: Uint8Array, count: number, column: ParquetColumn): ValueAt {
  const { type } = column;
  if (type === STORED.bytes) return plainTexts(bytes, count);
  if (type === STORED.boolean) {
    if (bytes.length < count / 8) throw damaged("a page of values is cut short");
    return (index) => (bytes[index >> 3] >> (index & 7)) & 1;
  }
  const width = widthOf(column);
  if (!(width > 0) || width * count > bytes.length) throw damaged("a page of values is cut short");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (type) {
    case STORED.int32:
      return (index) => view.getInt32(index * 4, true);
    case STORED.int64:
      return (index) => view.getBigInt64(index * 8, true);
    case STORED.float:
      return (index) => view.getFloat32(index * 4, true);
    case STORED.double:
      return (index) => view.getFloat64(index * 8, true);
    default:
      return (index) => bytes.subarray(index * width, (index + 1) * width);
  }
}

/** Each behind four bytes with its length. */
function plainTexts(bytes: Uint8Array, count: number): ValueAt {
  if (count * 4 > bytes.length) throw damaged("a page of values is cut short");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const starts = new Uint32Array(count + 1);
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + 4 > bytes.length) throw damaged("a page of values is cut short");
    const length = view.getUint32(at, true);
    starts[i] = at + 4;
    at += 4 + length;
    if (at > bytes.length) throw damaged("a page of values is cut short");
  }
  starts[count] = at + 4;
  return (index) => bytes.subarray(starts[index], starts[index + 1] - 4);
}

/** One behind the other, by their lengths. */
function slices(bytes: Uint8Array, from: number, lengths: BigInt64Array): ValueAt {
  const ends = new Uint32Array(lengths.length + 1);
  ends[0] = from;
  for (let i = 0; i < lengths.length; i++) {
    const end = ends[i] + Number(lengths[i]);
    if (!(end >= ends[i] && end <= bytes.length)) throw damaged("a page of values is cut short");
    ends[i + 1] = end;
  }
  return (index) => bytes.subarray(ends[index], ends[index + 1]);
}

/** Each begins as the one before it does, for as long as is said, and goes on by itself. `width`: of values of one length. */
function sharedStarts(bytes: Uint8Array, count: number, width: number | undefined): ValueAt {
  const starts = readDeltas(bytes, 0, count);
  const rests = readDeltas(bytes, starts.at, count);
  const rest = slices(bytes, rests.at, rests.values);
  // A value of a megabyte, said a million times in a bit each, would fill all memory.
  const most = 64 * 2 ** 20 + 100 * bytes.length;
  const values: Uint8Array[] = [];
  let all = 0;
  for (let i = 0; i < count; i++) {
    const [shared, own] = [Number(starts.values[i]), rest(i) as Uint8Array];
    const length = shared + own.length;
    all += length;
    if (!(shared >= 0 && shared <= (values[i - 1]?.length ?? 0)) || all > most || (width ?? length) !== length) {
      throw damaged("a page of values is broken");
    }
    const value = new Uint8Array(length);
    if (shared > 0) value.set(values[i - 1].subarray(0, shared));
    value.set(own, shared);
    values.push(value);
  }
  return (index) => values[index];
}

/** The first bytes of all values, then their second, ...: put together again. */
function joined(bytes: Uint8Array, count: number, width: number): Uint8Array {
  if (width * count > bytes.length) throw damaged("a page of values is cut short");
  const whole = new Uint8Array(width * count);
  for (let byte = 0; byte < width; byte++) {
    for (let i = 0; i < count; i++) whole[i * width + byte] = bytes[byte * count + i];
  }
  return whole;
}
