// exp, log, sin, cos, tanh and pow from + - * / and Math.sqrt alone. IEEE 754 fixes those operations to the last bit,
// but not Math.exp and its siblings: they differ between JavaScript engines, and Math.pow does between versions of Node.
// Whatever reaches weights or data uses these, so that a seed gives the same bytes everywhere.

import { cosOf, LARGEST, type Reduced, reduceQuadrant, sinOf } from "./angle.ts";
import { productError, reduceHuge } from "./huge-angle.ts";

const LN2_HIGH = 0.6931471803691238; // 32 bits, so that k * LN2_HIGH is exact
const LN2_LOW = 1.9082149292705877e-10;
const TWO_52 = 4503599627370496;
const TWO_54 = 18014398509481984;

let exponent = 0;
const bits = new DataView(new ArrayBuffer(8));

/** 2^k for k from -1022 to 1023. */
function powerOfTwo(k: number): number {
  bits.setUint32(0, (k + 1023) << 20);
  bits.setUint32(4, 0);
  return bits.getFloat64(0);
}

/** y * 2^k with one rounding, for y near 1 and k from -1100 to 1024. */
function scale(y: number, k: number): number {
  if (k > 1023) return y * 2 * powerOfTwo(k - 1);
  if (k >= -1021) return y * powerOfTwo(k);
  return y * powerOfTwo(k + 100) * powerOfTwo(-100);
}

/** Cuts a normal x > 0 into m * 2^k with m in [sqrt(1/2), sqrt(2)); returns m and leaves k in `exponent`. */
function mantissa(x: number): number {
  let k = 0;
  if (x < 2.2250738585072014e-308) {
    x *= TWO_54;
    k = -54;
  }
  bits.setFloat64(0, x);
  const high = bits.getUint32(0);
  k += (high >>> 20) - 1022;
  bits.setUint32(0, (high & 0xfffff) | 0x3fe00000);
  let m = bits.getFloat64(0);
  if (m < Math.SQRT1_2) {
    m *= 2;
    k -= 1;
  }
  exponent = k;
  return m;
}

/** exp(x + low) for |low| far below |x|, or both small. */
function expOfSum(x: number, low: number): number {
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY;
  if (x < -745.1332191019412) return 0;
  const k = Math.floor(x * Math.LOG2E + 0.5);
  const high = x - k * LN2_HIGH;
  const rest = k * LN2_LOW - low;
  const r = high - rest;
  const t = r * r;
  const c =
    r -
    t *
      (0.16666666666666602 +
        t *
          (-0.0027777777777015593 +
            t * (6.613756321437934e-5 + t * (-1.6533902205465252e-6 + t * 4.1381367970572385e-8))));
  return scale(1 - (rest - (r * c) / (2 - c) - high), k);
}

/**
 * e^x, at most 1 ulp from the true value. exp(NaN) = NaN, exp(-Infinity) = 0, exp(+-0) = 1.
 *
 * Source: the method of FreeBSD msun's e_exp.c: x = k ln 2 + r, and a rational form of e^r with minimax coefficients.
 */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  return expOfSum(x, 0);
}

/**
 * The natural logarithm, at most 1 ulp from the true value. log(0) = -Infinity, log(x < 0) = NaN.
 *
 * Source: the method of FreeBSD msun's e_log.c: x = 2^k m, s = (m - 1) / (m + 1), log m as an odd polynomial in s.
 */
export function log(x: number): number {
  if (Number.isNaN(x) || x < 0) return Number.NaN;
  if (x === 0) return Number.NEGATIVE_INFINITY;
  if (x === Number.POSITIVE_INFINITY) return x;
  const f = mantissa(x) - 1;
  const k = exponent;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
  const odd = z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)));
  const half = 0.5 * f * f;
  return k * LN2_HIGH - (half - (s * (half + even + odd) + k * LN2_LOW) - f);
}

/** The remainder of any x by pi/2; NaN for what is not finite. */
function reduce(x: number): Reduced {
  const size = Math.abs(x);
  if (!(size < Number.POSITIVE_INFINITY)) return { quadrant: 0, high: Number.NaN, low: 0 };
  return size > LARGEST ? reduceHuge(x) : reduceQuadrant(x);
}

/**
 * The sine of an angle in radians, at most 1 ulp from the true value for every finite x. NaN for infinities.
 *
 * Source: angle.ts.
 */
export function sin(x: number): number {
  return Math.abs(x) < 7.450580596923828e-9 ? x : sinOf(reduce(x));
}

/**
 * The cosine of an angle in radians, at most 1 ulp from the true value for every finite x. NaN for infinities.
 *
 * Source: angle.ts.
 */
export function cos(x: number): number {
  return cosOf(reduce(x));
}

/**
 * The hyperbolic tangent, at most 2 ulp from the true value; tanh(-0) = -0.
 *
 *   tanh x = x + x^3 P(x^2) / Q(x^2)  for |x| < 0.625,        1 - 2 / (e^2x + 1)  beyond
 *
 * Source: the method and coefficients of Cephes' tanh.c.
 */
export function tanh(x: number): number {
  const size = Math.abs(x);
  if (size < 0.625) {
    if (x === 0) return x;
    const s = x * x;
    const p = (-0.9643991794250523 * s - 99.28772310019185) * s - 1614.6876844170845;
    const q = ((s + 112.81167849163293) * s + 2235.4883906010045) * s + 4844.063053251255;
    return x + x * s * (p / q);
  }
  if (Number.isNaN(x)) return x;
  const result = size > 22 ? 1 : 1 - 2 / (exp(2 * size) + 1);
  return x < 0 ? -result : result;
}

/** x^y for finite x > 0, x != 1 and finite y != 0, through the logarithm as a sum of two doubles. */
function powPositive(x: number, y: number): number {
  // |log x| is at least 2^-53, so such a y leaves the range whatever x is.
  if (y > 1.8446744073709552e19 || y < -1.8446744073709552e19) {
    return x > 1 === y > 0 ? Number.POSITIVE_INFINITY : 0;
  }
  const m = mantissa(x);
  const k = exponent;
  // s = (m - 1) / (m + 1) as s + sLow; m - 1 is exact, m + 1 is top + topLow.
  const f = m - 1;
  const top = m + 1;
  const topLow = m - (top - 1);
  const s = f / top;
  const product = s * top;
  const sLow = (f - product - productError(s, top, product) - s * topLow) / top;
  // log m = 2 (s + s^3/3 + s^5/5 + ...): the first two terms as sums of two doubles, the rest is small enough for one.
  const z = s * s;
  const zLow = productError(s, s, z) + 2 * s * sLow;
  const cube = z * s;
  const cubeLow = productError(z, s, cube) + zLow * s + z * sLow;
  const third = cube / 3;
  const thirdProduct = third * 3;
  const thirdLow = (cube - thirdProduct - productError(third, 3, thirdProduct) + cubeLow) / 3;
  let series = 0;
  for (let n = 25; n >= 5; n -= 2) series = series * z + 1 / n;
  const tail = series * z * cube;
  // k ln 2 + 2 s + 2/3 s^3, largest first, each sum with its error.
  const base = k * LN2_HIGH;
  const sum1 = base + 2 * s;
  const error1 = base === 0 ? 0 : 2 * s - (sum1 - base);
  const sum2 = sum1 + 2 * third;
  const error2 = 2 * third - (sum2 - sum1);
  const low = error1 + error2 + (2 * (tail + sLow + thirdLow) + k * LN2_LOW);
  const logHigh = sum2 + low;
  const logLow = low - (logHigh - sum2);
  const scaled = y * logHigh;
  if (scaled > 710) return Number.POSITIVE_INFINITY;
  if (scaled < -746) return 0;
  return expOfSum(scaled, productError(y, logHigh, scaled) + y * logLow);
}

/**
 * x^y, at most 2 ulp from the true value, with the special cases of ECMAScript's `Math.pow`:
 * pow(x, 0) = 1, pow(+-1, +-Infinity) = NaN, NaN for a negative x and a y that is not whole.
 *
 * Source: y log x with the logarithm as a sum of two doubles (Dekker 1971), then exp.
 */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const size = Math.abs(x);
  const whole = Math.floor(y) === y;
  const odd = whole && Math.abs(y) < 2 * TWO_52 && Math.floor(y / 2) * 2 !== y;
  const negative = odd && (x < 0 || (x === 0 && 1 / x < 0));
  if (y === Number.POSITIVE_INFINITY || y === Number.NEGATIVE_INFINITY) {
    if (size === 1) return Number.NaN;
    return size > 1 === y > 0 ? Number.POSITIVE_INFINITY : 0;
  }
  if (x < 0 && !whole && size !== Number.POSITIVE_INFINITY) return Number.NaN;
  let result: number;
  if (size === 0 || size === Number.POSITIVE_INFINITY) result = (size === 0) === y < 0 ? Number.POSITIVE_INFINITY : 0;
  else result = size === 1 ? 1 : powPositive(size, y);
  return negative ? -result : result;
}
