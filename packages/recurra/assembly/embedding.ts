// Rows of a table by their numbers, which are float32 as all numbers of a tensor are. A number that is not that of a row gives NaN and
// has no gradient: so a plan, whose numbers nobody looks at, stays within the table.
//
// Of a large table it is noted which rows of the gradient may be other than zero, so that nobody has to go through all of it: `notes` is
// [whether others may be too, how many rows, the rows ..] in 32 bits each, and then a byte for each of the table's rows: whether it is noted.
import { addInto, fillArray } from "./elementwise";
import { sgdStep } from "./optimizers";

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

/** out[index[i]] += g[i], i ascending, but for the row `padding` (-1: none). `notes` may be 0. */
export function embeddingGradient(
  out: usize, g: usize, index: usize, n: i32, width: i32, count: i32, padding: i32, notes: usize,
): void {
  const marks = notes + (<usize>(count + 2) << 2);
  for (let i = 0; i < n; i++, index += 4, g += <usize>width << 2) {
    const row = rowOf(out, index, width, count);
    if (!row || load<f32>(index) == <f32>padding) continue;
    addInto(row, g, width);
    if (notes) note(notes, marks, <i32>load<f32>(index));
  }
}

function note(notes: usize, marks: usize, row: i32): void {
  if (load<u8>(marks + row)) return;
  const rows = load<i32>(notes, 4);
  store<u8>(marks + row, 1);
  store<i32>(notes + (<usize>rows << 2), row, 8);
  store<i32>(notes, rows + 1, 4);
}

/** Adds the noted rows of one gradient [count, width] to those of another, and notes them there. */
export function embeddingAdd(out: usize, outNotes: usize, g: usize, notes: usize, count: i32, width: i32): void {
  const marks = outNotes + (<usize>(count + 2) << 2);
  for (let i = 0; i < load<i32>(notes, 4); i++) {
    const row = load<i32>(notes + (<usize>i << 2), 8), at = <usize>row * <usize>width << 2;
    addInto(out + at, g + at, width);
    note(outNotes, marks, row);
  }
}

/** Makes a gradient [count, width] zero: the noted rows, or all where others may be other than zero; and notes none. */
export function embeddingOpen(out: usize, notes: usize, count: i32, width: i32): void {
  const marks = notes + (<usize>(count + 2) << 2);
  if (load<i32>(notes)) {
    memory.fill(out, 0, <usize>count * <usize>width << 2);
    memory.fill(marks, 0, count);
  } else {
    for (let i = 0; i < load<i32>(notes, 4); i++) {
      const row = load<i32>(notes + (<usize>i << 2), 8);
      memory.fill(out + (<usize>row * <usize>width << 2), 0, <usize>width << 2);
      store<u8>(marks + row, 0);
    }
  }
  store<u64>(notes, 0);
}

/** p -= rate scale g in the noted rows: sgdStep of the whole table, where the others are zero. */
export function embeddingStep(p: usize, g: usize, notes: usize, width: i32, rate: f32, scale: f32): void {
  for (let i = 0; i < load<i32>(notes, 4); i++) {
    const row = <usize>load<i32>(notes + (<usize>i << 2), 8) * <usize>width << 2;
    sgdStep(p + row, g + row, 0, width, rate, 0, 0, 0, scale);
  }
}
