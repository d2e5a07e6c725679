// Rows of a table by their numbers, which are float32 as all numbers of a tensor are. A number that is not that of a row gives NaN and
// has no gradient: so a plan, whose numbers nobody looks at, stays within the table.
import { addInto, fillArray } from "./elementwise";

/** Where the row of a number begins; 0, where no table is, when there is none. */
function rowOf(table: usize, index: usize, width: i32, count: i32): usize {
  const v = load<f32>(index);
  return v >= 0 && v < <f32>count && v == floor(v) ? table + (<usize>v * <usize>width << 2) : 0;
}

/** out[i] = table[index[i]] for n rows of `width` numbers; the table has `count` rows. */
export function embeddingRows(out: usize, table: usize, index: usize, n: i32, width: i32, count: i32): void {
  for (let i = 0; i < n; i++, index += 4, out += <usize>width << 2) {
    const row = rowOf(table, index, width, count);
    if (row) memory.copy(out, row, <usize>width << 2);
    else fillArray(out, NaN, width);
  }
}

/** out[index[i]] += g[i], i ascending, but for the row `padding` (-1: none). */
export function embeddingGradient(out: usize, g: usize, index: usize, n: i32, width: i32, count: i32, padding: i32): void {
  for (let i = 0; i < n; i++, index += 4, g += <usize>width << 2) {
    const row = rowOf(out, index, width, count);
    if (row && load<f32>(index) != <f32>padding) addInto(row, g, width);
  }
}
