// Numbers that vanish. Below 2^-126 float32 is subnormal, and there many processors compute 20 to 100 times slower; a gradient on its way back through
// time, or a state that decays, would stay there for many steps. So what is carried from step to step, and what an optimizer keeps, is 0 below 2^-100:
// a part of the bits, in every mode. What lies between is room for the factors that such a number meets.

const V = memory.data<f32>([
  7.888609052210118e-31, 7.888609052210118e-31, 7.888609052210118e-31, 7.888609052210118e-31, // 0  2^-100
  1.3877787807814457e-17, 1.3877787807814457e-17, 1.3877787807814457e-17, 1.3877787807814457e-17, // 16  2^-56
  1.2379400392853803e27, 1.2379400392853803e27, 1.2379400392853803e27, 1.2379400392853803e27, // 32  2^90
  0.0009765625, 0.0009765625, 0.0009765625, 0.0009765625, // 48  2^-10
]);

/** 2^-100 in four lanes, for loops to keep in a register. */
// @ts-ignore: decorator
@inline
export function leastKept(): v128 {
  return v128.load(V);
}

/** 2^-56 in four lanes, whose square is a normal number. */
// @ts-ignore: decorator
@inline
export function leastSquared(): v128 {
  return v128.load(V, 16);
}

/** x, or 0 where its magnitude is below `least`. NaN and infinity pass. */
// @ts-ignore: decorator
@inline
export function kept4(x: v128, least: v128): v128 {
  return v128.andnot(x, f32x4.lt(f32x4.abs(x), least));
}

/** x, or 0 where its product with d would be below 2^-100. `up` is 2^90, `floor` 2^-10. */
// @ts-ignore: decorator
@inline
export function kept4With(d: v128, x: v128, up: v128, floor: v128): v128 {
  return v128.andnot(x, f32x4.lt(f32x4.abs(f32x4.mul(f32x4.mul(d, up), x)), floor));
}

/** 2^90 and 2^-10, for kept4With. */
// @ts-ignore: decorator
@inline
export function lifted4(): v128 {
  return v128.load(V, 32);
}
// @ts-ignore: decorator
@inline
export function liftedLeast(): v128 {
  return v128.load(V, 48);
}

/** 1 - x * x; of a small x, whose square would not be a normal number, without it. */
// @ts-ignore: decorator
@inline
export function tanhSlope4(small: bool, x: v128, one: v128): v128 {
  if (small) x = kept4(x, leastSquared());
  return f32x4.sub(one, f32x4.mul(x, x));
}

/** Bits of a number without its sign, moved up: those of 2^-20 and of 2^15. */
const SMALL: u32 = 107 << 24, LARGE: u32 = 142 << 24;

// @ts-ignore: decorator
@inline
function least4(a: v128): u32 {
  return min(
    min(<u32>i32x4.extract_lane(a, 0), <u32>i32x4.extract_lane(a, 1)), min(<u32>i32x4.extract_lane(a, 2), <u32>i32x4.extract_lane(a, 3)),
  );
}

/** Whether n padded rows of states (P floats each) have a number below 2^-20 that is not 0. */
export function hasSmall(at: usize, stride: usize, n: i32, bytes: usize): bool {
  const one = i32x4.splat(1);
  let a = i32x4.splat(-1), b = a;
  for (; n > 0; n--, at += stride) {
    for (let i: usize = 0; i < bytes; i += 32) {
      a = i32x4.min_u(a, i32x4.sub(i32x4.shl(v128.load(at + i), 1), one));
      b = i32x4.min_u(b, i32x4.sub(i32x4.shl(v128.load(at + i, 16), 1), one));
    }
  }
  return least4(i32x4.min_u(a, b)) < SMALL - 1;
}

/**
 * What is in `rows` rows of n numbers: 1 if there is one below 2^-20 but 0, plus 2 if there is one from 2^15 on or NaN.
 */
function extremes(at: usize, stride: usize, rows: i32, n: i32): i32 {
  const one = i32x4.splat(1);
  let low = i32x4.splat(-1), up = i32x4.splat(-1);
  for (; rows > 0; rows--, at += stride) {
    let i: usize = 0;
    for (; i + 16 <= <usize>n << 2; i += 16) {
      const bits = i32x4.shl(v128.load(at + i), 1);
      low = i32x4.min_u(low, i32x4.sub(bits, one));
      up = i32x4.min_u(up, v128.not(bits));
    }
    for (; i < <usize>n << 2; i += 4) {
      const bits = i32x4.shl(v128.load32_splat(at + i), 1);
      low = i32x4.min_u(low, i32x4.sub(bits, one));
      up = i32x4.min_u(up, v128.not(bits));
    }
  }
  return (least4(low) < SMALL - 1 ? 1 : 0) | (~least4(up) >= LARGE ? 2 : 0);
}

/** x = x * factor in `rows` rows of n numbers; 0 where x is below `least`. */
function rescale(at: usize, stride: usize, rows: i32, n: i32, factor: f32, least: f32): void {
  const f = f32x4.splat(factor), l = f32x4.splat(least);
  for (; rows > 0; rows--, at += stride) {
    let i: usize = 0;
    for (; i + 32 <= <usize>n << 2; i += 32) {
      const a = f32x4.mul(kept4(v128.load(at + i), l), f), b = f32x4.mul(kept4(v128.load(at + i, 16), l), f);
      v128.store(at + i, a);
      v128.store(at + i, b, 16);
    }
    for (; i < <usize>n << 2; i += 4) {
      store<f32>(at + i, f32x4.extract_lane(f32x4.mul(kept4(v128.load32_zero(at + i), l), f), 0));
    }
  }
}

/** n rows of states: 0 below 2^-100. `bytes` is a multiple of 32. In the loops that compute them, registers would run out. */
export function keepRows(at: usize, stride: usize, n: i32, bytes: usize): void {
  const least = leastKept();
  for (; n > 0; n--, at += stride) {
    for (let i: usize = 0; i < bytes; i += 32) {
      const a = kept4(v128.load(at + i), least), b = kept4(v128.load(at + i, 16), least);
      v128.store(at + i, a);
      v128.store(at + i, b, 16);
    }
  }
}

const UP: f32 = 1.2379400392853803e27, DOWN: f32 = 8.077935669463161e-28, LEAST: f32 = 7.888609052210118e-31;

/**
 * Before C[m, n] += A[k, m]^T x B[k, n] with small numbers in B: B and C times 2^90, if there are small ones in A too, and nothing becomes too large.
 * Then products that would be subnormal are not. lower() takes it back: no bit is another, but sums below 2^-100 are 0.
 */
export function lift(m: i32, k: i32, n: i32, a: usize, lda: usize, b: usize, ldb: usize, c: usize, ldc: usize): bool {
  const found = extremes(a, lda, k, m);
  if (!(found & 1) || ((found | extremes(b, ldb, k, n) | extremes(c, ldc, m, n)) & 2)) return false;
  rescale(b, ldb, k, n, UP, 0);
  rescale(c, ldc, m, n, UP, LEAST);
  return true;
}

export function lower(m: i32, k: i32, n: i32, b: usize, ldb: usize, c: usize, ldc: usize): void {
  rescale(b, ldb, k, n, DOWN, 0);
  rescale(c, ldc, m, n, DOWN, LEAST * UP);
}
