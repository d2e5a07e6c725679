// Small whole numbers as runs of one value, or packed bit by bit.
// Source: https://github.com/apache/parquet-format/blob/master/Encodings.md, "Run Length Encoding / Bit-Packing Hybrid".

import { damaged } from "./damage.ts";

/** Fills `out` with numbers of `width` bits from the bytes of `bytes`. */
export function readRuns(bytes: Uint8Array, width: number, out: Int32Array | Uint8Array): void {
  if (width > 32) throw damaged("a page of values is broken");
  const valueBytes = Math.ceil(width / 8);
  let at = 0;
  let filled = 0;
  while (filled < out.length) {
    let head = 0;
    for (let weight = 1, byte = 128; byte >= 128; weight *= 128) {
      if (at >= bytes.length || weight > 2 ** 28) throw damaged("a page of values is cut short");
      byte = bytes[at++];
      head += (byte & 127) * weight;
    }
    if (head % 2 === 0) {
      let value = 0;
      if (at + valueBytes > bytes.length) throw damaged("a page of values is cut short");
      for (let i = 0; i < valueBytes; i++) value |= bytes[at++] << (8 * i);
      const end = Math.min(out.length, filled + head / 2);
      out.fill(value, filled, end);
      filled = end;
    } else {
      const groups = (head - 1) / 2;
      const end = Math.min(out.length, filled + groups * 8);
      if (at + Math.ceil(((end - filled) * width) / 8) > bytes.length) throw damaged("a page of values is cut short");
      for (let bit = at * 8; filled < end; filled++, bit += width) out[filled] = readBits(bytes, bit, width);
      at += groups * width;
    }
  }
}

/** Up to 32 bits from the bit `bit` on, the lowest first. */
export function readBits(bytes: Uint8Array, bit: number, width: number): number {
  let at = Math.floor(bit / 8);
  const skipped = bit - at * 8;
  let value = bytes[at++] >> skipped;
  for (let have = 8 - skipped; have < width; have += 8) value += bytes[at++] * POWERS[have];
  return value % POWERS[width];
}

const POWERS: readonly number[] = Array.from({ length: 41 }, (_, i) => Number(1n << BigInt(i)));
