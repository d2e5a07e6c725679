// Sums. A sum of n numbers adds in float64, so that a mean over a large batch keeps float32's full precision; the order
// depends on n alone: four interleaved partial sums over whole vectors, folded (0 + 1) + (2 + 3), then the tail.

// @ts-ignore: decorator
@inline
function high(v: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<i64>(v, v, 1, 1));
}

// @ts-ignore: decorator
@inline
function fold(low: v128, up: v128): f64 {
  return (f64x2.extract_lane(low, 0) + f64x2.extract_lane(low, 1)) + (f64x2.extract_lane(up, 0) + f64x2.extract_lane(up, 1));
}

/** The sum of n numbers, in float64. */
export function sumArray(x: usize, n: i32): f64 {
  let low = f64x2.splat(0), up = f64x2.splat(0);
  const end = x + (<usize>n << 2);
  const whole = x + (<usize>(n & ~3) << 2);
  for (; x < whole; x += 16) {
    const v = v128.load(x);
    low = f64x2.add(low, f64x2.promote_low_f32x4(v));
    up = f64x2.add(up, high(v));
  }
  let sum = fold(low, up);
  for (; x < end; x += 4) sum += <f64>load<f32>(x);
  return sum;
}

/** The sum of the squares of n numbers, squared and added in float64. */
export function sumOfSquares(x: usize, n: i32): f64 {
  let low = f64x2.splat(0), up = f64x2.splat(0);
  const end = x + (<usize>n << 2);
  const whole = x + (<usize>(n & ~3) << 2);
  for (; x < whole; x += 16) {
    const v = v128.load(x);
    const a = f64x2.promote_low_f32x4(v), b = high(v);
    low = f64x2.add(low, f64x2.mul(a, a));
    up = f64x2.add(up, f64x2.mul(b, b));
  }
  let sum = fold(low, up);
  for (; x < end; x += 4) sum += <f64>load<f32>(x) * <f64>load<f32>(x);
  return sum;
}

// @ts-ignore: decorator
@inline
function deliver(out: usize, value: f32, accumulate: i32): void {
  store<f32>(out, accumulate ? load<f32>(out) + value : value);
}

/** out[o, i] (+)= (sum over j of x[o, j, i]) / divisor, for x [outer, n, inner]; with inner > 1, j ascends. */
export function sumDim(out: usize, x: usize, outer: i32, n: i32, inner: i32, divisor: f64, accumulate: i32): void {
  if (inner == 1) {
    for (let o = 0; o < outer; o++, out += 4, x += <usize>n << 2) deliver(out, <f32>(sumArray(x, n) / divisor), accumulate);
    return;
  }
  const row = <usize>inner << 2;
  for (let o = 0; o < outer; o++) {
    let i = 0;
    for (; i + 4 <= inner; i += 4) {
      let low = f64x2.splat(0), up = f64x2.splat(0);
      let p = x + (<usize>i << 2);
      for (let j = 0; j < n; j++, p += row) {
        const v = v128.load(p);
        low = f64x2.add(low, f64x2.promote_low_f32x4(v));
        up = f64x2.add(up, high(v));
      }
      const q = out + (<usize>i << 2);
      deliver(q, <f32>(f64x2.extract_lane(low, 0) / divisor), accumulate);
      deliver(q + 4, <f32>(f64x2.extract_lane(low, 1) / divisor), accumulate);
      deliver(q + 8, <f32>(f64x2.extract_lane(up, 0) / divisor), accumulate);
      deliver(q + 12, <f32>(f64x2.extract_lane(up, 1) / divisor), accumulate);
    }
    for (; i < inner; i++) {
      let sum: f64 = 0;
      let p = x + (<usize>i << 2);
      for (let j = 0; j < n; j++, p += row) sum += <f64>load<f32>(p);
      deliver(out + (<usize>i << 2), <f32>(sum / divisor), accumulate);
    }
    out += row;
    x += <usize>n * row;
  }
}

/** out[o, j, i] (+)= g[o, i] / divisor: the gradient of sumDim. */
export function spreadDim(out: usize, g: usize, outer: i32, n: i32, inner: i32, divisor: f32, accumulate: i32): void {
  for (let o = 0; o < outer; o++, g += <usize>inner << 2) {
    if (inner == 1) {
      const value = load<f32>(g) / divisor;
      const four = f32x4.splat(value);
      let j = 0;
      for (; j + 4 <= n; j += 4, out += 16) v128.store(out, accumulate ? f32x4.add(v128.load(out), four) : four);
      for (; j < n; j++, out += 4) deliver(out, value, accumulate);
      continue;
    }
    for (let j = 0; j < n; j++) {
      let i = 0;
      for (; i + 4 <= inner; i += 4, out += 16) {
        const four = f32x4.div(v128.load(g + (<usize>i << 2)), f32x4.splat(divisor));
        v128.store(out, accumulate ? f32x4.add(v128.load(out), four) : four);
      }
      for (; i < inner; i++, out += 4) deliver(out, load<f32>(g + (<usize>i << 2)) / divisor, accumulate);
    }
  }
}
