// LZ4 blocks. Source: https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md

/** The `size` bytes behind a block; undefined where it is damaged or holds another number of bytes. */
export function unpackLz4(packed: Uint8Array, size: number): Uint8Array | undefined {
  const out = new Uint8Array(size);
  let at = 0;
  let filled = 0;
  /** A length goes on in bytes of 255. */
  const more = (length: number): number => {
    if (length < 15) return length;
    let all = length;
    for (;;) {
      const byte = packed[at++] ?? -1;
      if (byte < 0) return Number.POSITIVE_INFINITY;
      all += byte;
      if (byte < 255) return all;
    }
  };
  while (at < packed.length) {
    const token = packed[at++];
    const literals = more(token >> 4);
    if (literals > packed.length - at || literals > size - filled) return undefined;
    out.set(packed.subarray(at, at + literals), filled);
    at += literals;
    filled += literals;
    if (at === packed.length) break; // the last sequence has no copy
    const back = packed[at] + (packed[at + 1] ?? 0) * 256;
    at += 2;
    const length = more(token & 15) + 4;
    if (back === 0 || back > filled || length > size - filled) return undefined;
    for (const end = filled + length; filled < end; filled++) out[filled] = out[filled - back];
  }
  return filled === size ? out : undefined;
}

/** The same behind the lengths that Hadoop puts before each block (both big-endian). */
export function unpackHadoopLz4(packed: Uint8Array, size: number): Uint8Array | undefined {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const out = new Uint8Array(size);
  let filled = 0;
  for (let at = 0; at < packed.length; ) {
    if (at + 8 > packed.length) return undefined;
    const [plain, length] = [view.getUint32(at), view.getUint32(at + 4)];
    at += 8;
    if (length > packed.length - at || plain > size - filled) return undefined;
    const block = unpackLz4(packed.subarray(at, at + length), plain);
    if (block === undefined) return undefined;
    out.set(block, filled);
    filled += plain;
    at += length;
  }
  return filled === size ? out : undefined;
}
