// Comparisons, choices by them, and magnitudes, element by element. A mask is a number: 0 is no, anything else is yes. Vectors go in
// pairs, which an engine can join into one of 256 bits; a tail is computed in lane 0 by the same instructions.

const LESS = 0, LESS_EQUAL = 1, EQUAL = 2;
const ABSOLUTE = 0, ROOT = 1;

// @ts-ignore: decorator
@inline
function compare4(kind: i32, a: v128, b: v128): v128 {
  const yes = kind == LESS ? f32x4.lt(a, b) : kind == LESS_EQUAL ? f32x4.le(a, b) : kind == EQUAL ? f32x4.eq(a, b) : f32x4.ne(a, b);
  return v128.and(yes, f32x4.splat(1));
}

/** out = 1 where a < b (kind 0), a <= b (1), a = b (2), a != b (3), else 0. */
export function compareArrays(out: usize, a: usize, b: usize, n: i32, kind: i32): void {
  const end = out + (<usize>n << 2);
  const whole = out + (<usize>(n & ~3) << 2);
  for (; out < whole; out += 16, a += 16, b += 16) v128.store(out, compare4(kind, v128.load(a), v128.load(b)));
  for (; out < end; out += 4, a += 4, b += 4) {
    store<f32>(out, f32x4.extract_lane(compare4(kind, v128.load32_zero(a), v128.load32_zero(b)), 0));
  }
}

// @ts-ignore: decorator
@inline
function choose4(mask: v128, a: v128, b: v128): v128 {
  return v128.bitselect(a, b, f32x4.ne(mask, f32x4.splat(0)));
}

/** out = a where the mask says yes, else b. */
export function chooseArrays(out: usize, mask: usize, a: usize, b: usize, n: i32): void {
  const end = out + (<usize>n << 2);
  const pairs = out + (<usize>(n & ~7) << 2);
  for (; out < pairs; out += 32, mask += 32, a += 32, b += 32) {
    const one = choose4(v128.load(mask), v128.load(a), v128.load(b));
    const two = choose4(v128.load(mask, 16), v128.load(a, 16), v128.load(b, 16));
    v128.store(out, one);
    v128.store(out, two, 16);
  }
  for (; out < end; out += 4, mask += 4, a += 4, b += 4) store<f32>(out, load<f32>(mask) != 0 ? load<f32>(a) : load<f32>(b));
}

/** out (+)= g where the mask says yes (`wanted` 1) or no (0), else nothing. */
export function maskArrays(out: usize, g: usize, mask: usize, n: i32, wanted: i32, accumulate: i32): void {
  const turn = i32x4.splat(wanted - 1);
  const end = out + (<usize>n << 2);
  const whole = out + (<usize>(n & ~3) << 2);
  for (; out < whole; out += 16, g += 16, mask += 16) {
    const yes = v128.xor(f32x4.ne(v128.load(mask), f32x4.splat(0)), turn);
    const value = v128.and(v128.load(g), yes);
    v128.store(out, accumulate ? f32x4.add(v128.load(out), value) : value);
  }
  for (; out < end; out += 4, g += 4, mask += 4) {
    const value: f32 = i32(load<f32>(mask) != 0) == wanted ? load<f32>(g) : 0;
    store<f32>(out, accumulate ? load<f32>(out) + value : value);
  }
}

// @ts-ignore: decorator
@inline
function magnitude4(kind: i32, x: v128): v128 {
  return kind == ABSOLUTE ? f32x4.abs(x) : f32x4.sqrt(x);
}

/** out = |x| (kind 0) or the square root of x (1). */
export function magnitudeArray(out: usize, x: usize, n: i32, kind: i32): void {
  const end = out + (<usize>n << 2);
  const whole = out + (<usize>(n & ~3) << 2);
  for (; out < whole; out += 16, x += 16) v128.store(out, magnitude4(kind, v128.load(x)));
  for (; out < end; out += 4, x += 4) store<f32>(out, f32x4.extract_lane(magnitude4(kind, v128.load32_zero(x)), 0));
}

/** out (+)= g with the sign of x, and nothing where x is 0: the gradient of |x|. */
export function signGradient(out: usize, g: usize, x: usize, n: i32, accumulate: i32): void {
  for (let i = 0; i < n; i++, out += 4, g += 4, x += 4) {
    const at = load<f32>(x);
    const value: f32 = at > 0 ? load<f32>(g) : at < 0 ? -load<f32>(g) : 0;
    store<f32>(out, accumulate ? load<f32>(out) + value : value);
  }
}

/** out = x, but no less than `low` and no more than `high`; NaN stays. */
export function clampArray(out: usize, x: usize, low: f32, high: f32, n: i32): void {
  const least = f32x4.splat(low), most = f32x4.splat(high);
  const end = out + (<usize>n << 2);
  const whole = out + (<usize>(n & ~3) << 2);
  for (; out < whole; out += 16, x += 16) v128.store(out, f32x4.min(f32x4.max(v128.load(x), least), most));
  for (; out < end; out += 4, x += 4) store<f32>(out, min<f32>(max<f32>(load<f32>(x), low), high));
}

/** out (+)= g where low <= x <= high: the gradient of clampArray. */
export function clampGradient(out: usize, g: usize, x: usize, low: f32, high: f32, n: i32, accumulate: i32): void {
  const least = f32x4.splat(low), most = f32x4.splat(high);
  const end = out + (<usize>n << 2);
  const whole = out + (<usize>(n & ~3) << 2);
  for (; out < whole; out += 16, g += 16, x += 16) {
    const at = v128.load(x);
    const value = v128.and(v128.load(g), v128.and(f32x4.ge(at, least), f32x4.le(at, most)));
    v128.store(out, accumulate ? f32x4.add(v128.load(out), value) : value);
  }
  for (; out < end; out += 4, g += 4, x += 4) {
    const at = load<f32>(x);
    const value: f32 = at >= low && at <= high ? load<f32>(g) : 0;
    store<f32>(out, accumulate ? load<f32>(out) + value : value);
  }
}
