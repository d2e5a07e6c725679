// SHA-256 as text, in Node and in pages.

function hex(buffer) {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Of bytes. */
export async function hashOfBytes(bytes) {
  return hex(await crypto.subtle.digest("SHA-256", bytes));
}

/** Of a network's parameters as float32, least significant byte first, one after another in the order of their names. */
export async function hashOfWeights(model) {
  const parameters = model.namedParameters().sort(([a], [b]) => (a < b ? -1 : 1));
  const bytes = new Uint8Array(parameters.reduce((sum, [, { size }]) => sum + 4 * size, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [, { value }] of parameters) {
    for (const one of value) {
      view.setFloat32(at, one, true);
      at += 4;
    }
  }
  return hashOfBytes(bytes);
}
