/** The buffers of all arrays in plain data, each once: they go to the page without being copied. */
export function buffersIn(data: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const visit = (one: unknown): void => {
    if (typeof one !== "object" || one === null) return;
    if (ArrayBuffer.isView(one)) found.add(one.buffer as ArrayBuffer);
    else for (const part of Object.values(one)) visit(part);
  };
  visit(data);
  return [...found];
}
