// Which rows of a table's gradient may be other than zero, so that nobody has to go through all of a large one. `notes` is [whether others may
// be too, how many rows, the rows ..] in 32 bits each, and then a byte for each of the table's rows: whether it is noted.
import { addInto } from "./elementwise";

// @ts-ignore: decorator
@inline
function marksOf(notes: usize, count: i32): usize {
  return notes + (<usize>(count + 2) << 2);
}

function note(notes: usize, marks: usize, row: i32): void {
  if (load<u8>(marks + row)) return;
  const rows = load<i32>(notes, 4);
  store<u8>(marks + row, 1);
  store<i32>(notes + (<usize>rows << 2), row, 8);
  store<i32>(notes, rows + 1, 4);
}

/** Notes the rows of n numbers of rows, float32, but for `padding` (-1: none) and what is none of `count`. */
export function noteRows(notes: usize, index: usize, n: i32, count: i32, padding: i32): void {
  const marks = marksOf(notes, count);
  for (let i = 0; i < n; i++, index += 4) {
    const v = load<f32>(index);
    if (v >= 0 && v < <f32>count && v == floor(v) && v != <f32>padding) note(notes, marks, <i32>v);
  }
}

/** Makes a gradient [count, width] zero: the noted rows, or all where others may be other than zero; and notes none. */
export function clearRows(out: usize, notes: usize, count: i32, width: i32): void {
  const marks = marksOf(notes, count);
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

/** Adds the noted rows of one gradient [count, width] to those of another, and notes them there. */
export function addRows(out: usize, outNotes: usize, g: usize, notes: usize, count: i32, width: i32): void {
  const marks = marksOf(outNotes, count);
  for (let i = 0; i < load<i32>(notes, 4); i++) {
    const row = load<i32>(notes + (<usize>i << 2), 8), at = <usize>row * <usize>width << 2;
    addInto(out + at, g + at, width);
    note(outNotes, marks, row);
  }
}
