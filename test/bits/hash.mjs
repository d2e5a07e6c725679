// FNV-1a of 64 bits over the bytes of float32 numbers, least significant byte first: the same text for the same bits, anywhere.

const PRIME = 0x100000001b3n;
const BASIS = 0xcbf29ce484222325n;

/** Sixteen hexadecimal digits for arrays of numbers, one after another. */
export function hashOf(arrays) {
  let hash = BASIS;
  for (const numbers of arrays) {
    for (const word of new Uint32Array(Float32Array.from(numbers).buffer)) {
      for (let shift = 0; shift < 32; shift += 8) {
        hash = BigInt.asUintN(64, (hash ^ BigInt((word >>> shift) & 255)) * PRIME);
      }
    }
  }
  return hash.toString(16).padStart(16, "0");
}
