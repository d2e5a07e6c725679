// Bytes as text that compresses well: the most frequent bytes are one printable sign each, the others an escape and a sign.
// Base64 moves the same bytes to other signs depending on where they stand, which hides repetitions from gzip: the kernels
// take a third more that way. src/kernels/wasm/byte-text.ts reads it.

/** Printable ASCII without what has a meaning in strings or in HTML. */
export const signs = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).filter(
  (sign) => !'"\\`$<'.includes(sign),
);

/** Every byte that occurs, the most frequent first (equals by value): as two hexadecimal digits each. */
export function orderOf(bytes) {
  const counts = new Array(256).fill(0);
  for (const byte of bytes) counts[byte]++;
  const order = counts.map((_, byte) => byte).filter((byte) => counts[byte] > 0);
  order.sort((a, b) => counts[b] - counts[a] || a - b);
  return order.map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The first two signs are escapes: the first for the second lot of bytes, the second for the third. */
export function textOf(bytes, order) {
  const lot = signs.length - 2;
  const codes = new Array(256);
  for (let rank = 0; rank < order.length / 2; rank++) {
    const sign = signs[2 + (rank % lot)];
    const prefix = rank < lot ? "" : signs[Math.floor(rank / lot) - 1];
    codes[Number.parseInt(order.slice(2 * rank, 2 * rank + 2), 16)] = prefix + sign;
  }
  return Array.from(bytes, (byte) => codes[byte]).join("");
}
