// Reads the bytes of the kernels out of the text that scripts/byte-text.mjs wrote.

const excluded = '"\\`$<';

/** The bytes of a text; `order` has the bytes by rank, two hexadecimal digits each. */
export function bytesOf(text: string, order: string): Uint8Array<ArrayBuffer> {
  // Printable ASCII without what has a meaning in strings or in HTML, by rank; the first two are escapes: -2 and -1.
  const ranks = new Int16Array(128);
  let signs = 0;
  for (let code = 32; code < 127; code++) {
    if (!excluded.includes(String.fromCharCode(code))) ranks[code] = signs++ - 2;
  }
  const lot = signs - 2;
  const bytes = Uint8Array.from(order.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));
  const out = new Uint8Array(text.length);
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    let rank = ranks[text.charCodeAt(i)];
    if (rank < 0) rank = lot * (rank + 3) + ranks[text.charCodeAt(++i)];
    out[length++] = bytes[rank];
  }
  return out.slice(0, length);
}
