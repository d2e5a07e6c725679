// Rows of a table by their numbers, in float64.

/** y[i] = table[index[i]], rows of `width` numbers. */
export function embedding(table: Float64Array, index: readonly number[], width: number): Float64Array {
  return Float64Array.from(index.flatMap((row) => [...table.subarray(row * width, (row + 1) * width)]));
}

/** Gradient of embedding for dY [index, width]: dTable[index[i]] += dY[i], but for the row `padding` (-1: none). */
export function embeddingBackward(
  dY: Float64Array,
  index: readonly number[],
  width: number,
  rows: number,
  padding = -1,
): Float64Array {
  const dTable = new Float64Array(rows * width);
  for (const [i, row] of index.entries()) {
    if (row === padding) continue;
    for (let k = 0; k < width; k++) dTable[row * width + k]! += dY[i * width + k]!;
  }
  return dTable;
}
