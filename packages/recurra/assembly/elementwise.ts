// One value in, one value out. Vectors go in pairs, which an engine can join into one of 256 bits. A tail is computed in lane 0 by the same instructions as a full vector: the bits of an
// element never depend on where it lies. `accumulate` adds to what is there; otherwise `out` is overwritten entirely.
import { expRow, log4 } from "./exponential";

// The operation is a constant at each call of an inlined loop, so the compiler keeps only its branch.
const ADD = 0, SUB = 1, MUL = 2, DIV = 3, RELU_GRADIENT = 4, TANH_GRADIENT = 5, SIGMOID_GRADIENT = 6;
const PLUS = 0, TIMES = 1, OVER = 2, FROM = 3, UNDER = 4, RELU = 5, LOG = 6;

// @ts-ignore: decorator
@inline
function apply2(op: i32, a: v128, b: v128): v128 {
  if (op == ADD) return f32x4.add(a, b);
  if (op == SUB) return f32x4.sub(a, b);
  if (op == MUL) return f32x4.mul(a, b);
  if (op == DIV) return f32x4.div(a, b);
  // Here a is the gradient of the output and b the output. andnot: a NaN output lets the gradient pass, as in PyTorch.
  if (op == RELU_GRADIENT) return v128.andnot(a, f32x4.le(b, f32x4.splat(0)));
  if (op == TANH_GRADIENT) return f32x4.mul(a, f32x4.sub(f32x4.splat(1), f32x4.mul(b, b)));
  return f32x4.mul(a, f32x4.mul(b, f32x4.sub(f32x4.splat(1), b)));
}

// @ts-ignore: decorator
@inline
function apply1(op: i32, a: v128, s: v128): v128 {
  if (op == PLUS) return f32x4.add(a, s);
  if (op == TIMES) return f32x4.mul(a, s);
  if (op == OVER) return f32x4.div(a, s);
  if (op == FROM) return f32x4.sub(s, a);
  if (op == UNDER) return f32x4.div(s, a);
  if (op == RELU) return f32x4.max(a, f32x4.splat(0));
  return log4(a);
}

// @ts-ignore: decorator
@inline
function loop2(op: i32, out: usize, a: usize, b: usize, n: i32, accumulate: i32): void {
  const end = out + (<usize>n << 2);
  const whole = out + (<usize>(n & ~3) << 2);
  const pairs = out + (<usize>(n & ~7) << 2);
  if (accumulate) {
    for (; out < pairs; out += 32, a += 32, b += 32) {
      const one = f32x4.add(v128.load(out), apply2(op, v128.load(a), v128.load(b)));
      const two = f32x4.add(v128.load(out, 16), apply2(op, v128.load(a, 16), v128.load(b, 16)));
      v128.store(out, one);
      v128.store(out, two, 16);
    }
    for (; out < whole; out += 16, a += 16, b += 16) {
      v128.store(out, f32x4.add(v128.load(out), apply2(op, v128.load(a), v128.load(b))));
    }
  } else {
    for (; out < pairs; out += 32, a += 32, b += 32) {
      const one = apply2(op, v128.load(a), v128.load(b));
      const two = apply2(op, v128.load(a, 16), v128.load(b, 16));
      v128.store(out, one);
      v128.store(out, two, 16);
    }
    for (; out < whole; out += 16, a += 16, b += 16) v128.store(out, apply2(op, v128.load(a), v128.load(b)));
  }
  for (; out < end; out += 4, a += 4, b += 4) {
    let value = apply2(op, v128.load32_zero(a), v128.load32_zero(b));
    if (accumulate) value = f32x4.add(v128.load32_zero(out), value);
    store<f32>(out, f32x4.extract_lane(value, 0));
  }
}

// @ts-ignore: decorator
@inline
function loop1(op: i32, out: usize, a: usize, s: f32, n: i32, accumulate: i32): void {
  const scalar = f32x4.splat(s);
  const end = out + (<usize>n << 2);
  const whole = out + (<usize>(n & ~3) << 2);
  if (accumulate) {
    for (; out < whole; out += 16, a += 16) {
      v128.store(out, f32x4.add(v128.load(out), apply1(op, v128.load(a), scalar)));
    }
  } else {
    for (; out < whole; out += 16, a += 16) v128.store(out, apply1(op, v128.load(a), scalar));
  }
  for (; out < end; out += 4, a += 4) {
    let value = apply1(op, v128.load32_zero(a), scalar);
    if (accumulate) value = f32x4.add(v128.load32_zero(out), value);
    store<f32>(out, f32x4.extract_lane(value, 0));
  }
}

/** out = a + b */
export function addArrays(out: usize, a: usize, b: usize, n: i32): void {
  loop2(ADD, out, a, b, n, 0);
}

/** out = a - b */
export function subArrays(out: usize, a: usize, b: usize, n: i32): void {
  loop2(SUB, out, a, b, n, 0);
}

/** out (+)= a * b */
export function mulArrays(out: usize, a: usize, b: usize, n: i32, accumulate: i32): void {
  loop2(MUL, out, a, b, n, accumulate);
}

/** out (+)= a / b */
export function divArrays(out: usize, a: usize, b: usize, n: i32, accumulate: i32): void {
  loop2(DIV, out, a, b, n, accumulate);
}

/** out (+)= -g * y / b, the gradient of y = a / b with respect to b. */
export function divisorGradient(out: usize, g: usize, y: usize, b: usize, n: i32, accumulate: i32): void {
  for (let i = 0; i < n; i++, out += 4, g += 4, y += 4, b += 4) {
    const value = -(load<f32>(g) * load<f32>(y)) / load<f32>(b);
    store<f32>(out, accumulate ? load<f32>(out) + value : value);
  }
}

/** out (+)= g where y > 0, for y = relu(x) */
export function reluGradient(out: usize, g: usize, y: usize, n: i32, accumulate: i32): void {
  loop2(RELU_GRADIENT, out, g, y, n, accumulate);
}

/** out (+)= g (1 - y^2), for y = tanh(x) */
export function tanhGradient(out: usize, g: usize, y: usize, n: i32, accumulate: i32): void {
  loop2(TANH_GRADIENT, out, g, y, n, accumulate);
}

/** out (+)= g y (1 - y), for y = sigmoid(x) */
export function sigmoidGradient(out: usize, g: usize, y: usize, n: i32, accumulate: i32): void {
  loop2(SIGMOID_GRADIENT, out, g, y, n, accumulate);
}

/** out = a + s */
export function addScalar(out: usize, a: usize, s: f32, n: i32): void {
  loop1(PLUS, out, a, s, n, 0);
}

/** out (+)= a * s */
export function mulScalar(out: usize, a: usize, s: f32, n: i32, accumulate: i32): void {
  loop1(TIMES, out, a, s, n, accumulate);
}

/** out (+)= a / s */
export function divScalar(out: usize, a: usize, s: f32, n: i32, accumulate: i32): void {
  loop1(OVER, out, a, s, n, accumulate);
}

/** out = s - a */
export function subFromScalar(out: usize, a: usize, s: f32, n: i32): void {
  loop1(FROM, out, a, s, n, 0);
}

/** out = s / a */
export function divideScalar(out: usize, a: usize, s: f32, n: i32): void {
  loop1(UNDER, out, a, s, n, 0);
}

/** out = max(a, 0) */
export function reluArray(out: usize, a: usize, n: i32): void {
  loop1(RELU, out, a, 0, n, 0);
}

/** out = exp(a) */
export function expArray(out: usize, a: usize, n: i32): void {
  expRow(out, a, n);
}

/** out = log(a) */
export function logArray(out: usize, a: usize, n: i32): void {
  loop1(LOG, out, a, 0, n, 0);
}

/** out += a */
export function addInto(out: usize, a: usize, n: i32): void {
  loop2(ADD, out, out, a, n, 0);
}

/** out = value, n times */
export function fillArray(out: usize, value: f32, n: i32): void {
  if (reinterpret<u32>(value) == 0) {
    memory.fill(out, 0, <usize>n << 2);
    return;
  }
  for (let i = 0; i < n; i++) store<f32>(out + (<usize>i << 2), value);
}

/** out = a; the two may overlap. */
export function copyArray(out: usize, a: usize, n: i32): void {
  memory.copy(out, a, <usize>n << 2);
}
