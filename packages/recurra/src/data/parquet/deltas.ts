// Whole numbers as differences in blocks. Source: https://github.com/apache/parquet-format/blob/master/Encodings.md, "Delta Encoding".

import { damaged } from "./damage.ts";
import { readBits } from "./runs.ts";

/** Bits of a value. */
const WIDEST = 64;

/** The numbers, as many as `count`, and where the bytes behind them begin. */
export function readDeltas(bytes: Uint8Array, from: number, count: number): { values: BigInt64Array; at: number } {
  let at = from;
  const byte = (): number => {
    if (at >= bytes.length) throw damaged("a page of values is cut short");
    return bytes[at++];
  };
  const unsigned = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const one = byte();
      value |= BigInt(one & 127) << shift;
      if (one < 128) return BigInt.asUintN(64, value);
    }
    throw damaged("a page of values is broken");
  };
  const signed = (): bigint => {
    const value = unsigned();
    return (value >> 1n) ^ -(value & 1n);
  };
  const block = Number(unsigned());
  const minis = Number(unsigned());
  const total = Number(unsigned());
  const each = block / minis;
  if (total !== count || !(minis > 0 && minis <= 1024) || !(each >= 8 && each <= 65_536) || each % 8 !== 0) {
    throw damaged("a page of values is broken");
  }
  const values = new BigInt64Array(count);
  let value = signed();
  if (count > 0) values[0] = value;
  for (let filled = 1; filled < count; ) {
    const least = signed();
    const widths = at;
    at += minis;
    if (at > bytes.length) throw damaged("a page of values is cut short");
    for (let mini = 0; mini < minis && filled < count; mini++) {
      const width = bytes[widths + mini];
      const end = Math.min(count, filled + each);
      if (width > WIDEST || at + Math.ceil(((end - filled) * width) / 8) > bytes.length) {
        throw damaged("a page of values is cut short");
      }
      for (let bit = at * 8; filled < end; filled++, bit += width) {
        value = BigInt.asIntN(64, value + least + wideBits(bytes, bit, width));
        values[filled] = value;
      }
      at += (each * width) / 8;
    }
  }
  return { values, at: Math.min(at, bytes.length) };
}

function wideBits(bytes: Uint8Array, bit: number, width: number): bigint {
  if (width === 0) return 0n;
  if (width <= 32) return BigInt(readBits(bytes, bit, width));
  return BigInt(readBits(bytes, bit, 32)) + (BigInt(readBits(bytes, bit + 32, width - 32)) << 32n);
}
