// Four vectors as the rows of a 4 x 4 matrix, written as its columns.

/** Writes the columns of the matrix with rows r0 .. r3 to `to`, one every `step` bytes. */
// @ts-ignore: decorator
@inline
export function storeColumns(to: usize, step: usize, r0: v128, r1: v128, r2: v128, r3: v128): void {
  const low0 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5), low1 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
  const up0 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7), up1 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f64>(low0, low1, 0, 2));
  v128.store(to + step, v128.shuffle<f64>(low0, low1, 1, 3));
  v128.store(to + 2 * step, v128.shuffle<f64>(up0, up1, 0, 2));
  v128.store(to + 3 * step, v128.shuffle<f64>(up0, up1, 1, 3));
}
