// Snappy blocks. Source: https://github.com/google/snappy/blob/main/format_description.txt

/** The `size` bytes behind a block; undefined where it is damaged or holds another number of bytes. */
export function unpackSnappy(packed: Uint8Array, size: number): Uint8Array | undefined {
  const out = new Uint8Array(size);
  let at = 0;
  let claimed = 0;
  for (let shift = 1; ; shift *= 128) {
    if (at >= packed.length || at > 4) return undefined;
    const byte = packed[at++];
    claimed += (byte & 127) * shift;
    if (byte < 128) break;
  }
  if (claimed !== size) return undefined;
  let filled = 0;
  while (at < packed.length) {
    const tag = packed[at++];
    if ((tag & 3) === 0) {
      let length = (tag >> 2) + 1;
      if (length > 60) {
        const bytes = length - 60;
        if (at + bytes > packed.length) return undefined;
        length = 1;
        for (let i = 0, weight = 1; i < bytes; i++, weight *= 256) length += packed[at + i] * weight;
        at += bytes;
      }
      if (length > packed.length - at || length > size - filled) return undefined;
      out.set(packed.subarray(at, at + length), filled);
      at += length;
      filled += length;
      continue;
    }
    const bytes = [0, 1, 2, 4][tag & 3];
    if (at + bytes > packed.length) return undefined;
    const length = bytes === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
    let back = bytes === 1 ? (tag >> 5) * 256 : 0;
    for (let i = 0, weight = 1; i < bytes; i++, weight *= 256) back += packed[at + i] * weight;
    at += bytes;
    if (back === 0 || back > filled || length > size - filled) return undefined;
    for (const end = filled + length; filled < end; filled++) out[filled] = out[filled - back];
  }
  return filled === size ? out : undefined;
}
