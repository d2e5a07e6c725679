// Four numbers of a list, or the next one where fewer are left: a tail is computed in lane 0 by the same instructions.

// @ts-ignore: decorator
@inline
export function keep(p: usize, value: v128, count: i32): void {
  if (count >= 4) v128.store(p, value);
  else store<f32>(p, f32x4.extract_lane(value, 0));
}

// @ts-ignore: decorator
@inline
export function take(p: usize, count: i32): v128 {
  return count >= 4 ? v128.load(p) : v128.load32_zero(p);
}
