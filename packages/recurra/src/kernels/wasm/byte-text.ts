// Reads the bytes of the kernels out of the text that scripts/byte-text.mjs wrote.

/** Printable ASCII without what has a meaning in strings or in HTML; the first two are escapes. */
const signs = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i))
  .filter((sign) => !'"\\`$<'.includes(sign))
  .join("");

/** The bytes of a text; `order` has the bytes by rank, two hexadecimal digits each. */
export function bytesOf(text: string, order: string): Uint8Array<ArrayBuffer> {
  const lot = signs.length - 2;
  const out = new Uint8Array(text.length);
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    let sign = signs.indexOf(text[i]);
    let rank = -2;
    if (sign < 2) {
      rank += lot * (sign + 1);
      sign = signs.indexOf(text[++i]);
    }
    rank += sign;
    out[length++] = Number.parseInt(order.slice(2 * rank, 2 * rank + 2), 16);
  }
  return out.slice(0, length);
}
