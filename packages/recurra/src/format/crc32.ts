// CRC-32 as zip, gzip and PNG have it: finds bytes that were lost or changed by accident, not those changed on purpose.

/** For each byte, what it does to the remainder (polynomial 0xedb88320, bits reversed). */
const TABLE: Uint32Array = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

/**
 * The checksum of some bytes, a whole number below 2^32. `seed` is the checksum of the bytes before them, so that
 * crc32(b, crc32(a)) is that of a and b together.
 *
 * Source: ISO 3309, RFC 1952 section 8.
 */
export function crc32(bytes: Uint8Array, seed = 0): number {
  let rest = ~seed;
  for (let i = 0; i < bytes.length; i++) rest = TABLE[(rest ^ bytes[i]) & 0xff] ^ (rest >>> 8);
  return ~rest >>> 0;
}
