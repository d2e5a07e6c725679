// Angles brought into [-pi/4, pi/4], and sine and cosine there. Up to 2^19 quarter turns three pieces of pi/2 with
// trailing zeros give an exact enough remainder; beyond, the digits of 2/pi as one big integer give it exactly.

const TWO_OVER_PI = 0.6366197723675814;
const PIECE_1 = 1.5707963267341256; // the first 33 bits of pi/2
const PIECE_2 = 6.077100506303966e-11; // the next 33 bits
const PIECE_3 = 2.0222662487111665e-21; // the next 33 bits
const PIECE_4 = 8.4784276603689e-32;
const PIO2_HIGH = 1.5707963267948966;
const PIO2_LOW = 6.123233995736766e-17;

// floor(2/pi * 2^1216): for the largest double (2^1024) that leaves 192 bits of fraction.
const DIGITS_SHIFT = 1216n;
const DIGITS = BigInt(
  "0xa2f9836e4e441529fc2757d1f534ddc0db6295993c439041fe5163abdebbc561b7246e3a424dd2e006492eea09d1921cfe1deb1c" +
    "b129a73ee88235f52ebb4484e99c7026b45f7e413991d639835339f49c845f8bbdf9283b1ff897ffde05980fef2f118b5a0a6d1f" +
    "6d367ecf27cb09b74f463f669e5fea2d7527bac7ebe5f17b3d0739f78a5292ea6bfb5fb11f8d5d0856033046fc7b6bab",
);

/** x = (4 n + quadrant) pi/2 + high + low for a whole n, |high| at most a little above pi/4. */
interface Reduced {
  readonly quadrant: number;
  readonly high: number;
  readonly low: number;
}

/** The remainder of x by pi/2 as a sum of two doubles; NaN for what is not finite. Source: Cody and Waite; Payne and Hanek. */
export function reduceQuadrant(x: number): Reduced {
  const size = Math.abs(x);
  if (size <= 0.7853981633974483) return { quadrant: 0, high: x, low: 0 };
  if (!(size < Number.POSITIVE_INFINITY)) return { quadrant: 0, high: Number.NaN, low: 0 };
  if (size > 823549) return reduceHuge(x);
  const n = Math.floor(x * TWO_OVER_PI + 0.5);
  // Each product with a piece of 33 bits is exact, because n has at most 20 bits.
  const first = x - n * PIECE_1;
  const p2 = n * PIECE_2;
  const second = first - p2;
  const secondError = first - second - p2;
  const p3 = n * PIECE_3;
  const third = second - p3;
  const thirdError = second - third - p3;
  const rest = secondError + thirdError - n * PIECE_4;
  const high = third + rest;
  return { quadrant: ((n % 4) + 4) % 4, high, low: third - high + rest };
}

const bits = new DataView(new ArrayBuffer(8));

function reduceHuge(x: number): Reduced {
  bits.setFloat64(0, Math.abs(x));
  const top = bits.getUint32(0);
  const mantissa = BigInt((top & 0xfffff) | 0x100000) * 4294967296n + BigInt(bits.getUint32(4));
  const shift = DIGITS_SHIFT - BigInt((top >>> 20) - 1075);
  // |x| * 2/pi in units of 2^-shift; its fraction to 128 bits is all that is needed.
  const turns = mantissa * DIGITS;
  const one = 1n << shift;
  let quadrant = Number((turns >> shift) & 3n);
  let fraction = turns & (one - 1n);
  if (fraction * 2n >= one) {
    fraction -= one;
    quadrant = (quadrant + 1) % 4;
  }
  // As a sum of two doubles: the leading 53 bits, then what they leave out.
  const scaled = fraction >> (shift - 192n);
  const lead = Number(scaled);
  const rest = Number(scaled - BigInt(lead));
  const unit = 1.5930919111324523e-58; // 2^-192
  const high = lead * unit;
  const low = rest * unit;
  // Times pi/2, with the error of the product of the leading parts.
  const product = high * PIO2_HIGH;
  const tail = productError(high, PIO2_HIGH, product) + high * PIO2_LOW + low * PIO2_HIGH;
  const sum = product + tail;
  const left = product - sum + tail;
  if (x > 0) return { quadrant, high: sum, low: left };
  return { quadrant: (4 - quadrant) % 4, high: -sum, low: -left };
}

/** The rounding error of the product a * b = product, exactly (Dekker 1971), for factors below 2^996. */
export function productError(a: number, b: number, product: number): number {
  const splitter = 134217729; // 2^27 + 1: cuts a double into two halves of 26 bits
  const ca = splitter * a;
  const aHigh = ca - (ca - a);
  const aLow = a - aHigh;
  const cb = splitter * b;
  const bHigh = cb - (cb - b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

/** sin(x + low) for |x| up to pi/4. Source: the polynomial of FreeBSD msun's k_sin.c. */
export function sinReduced(x: number, low: number): number {
  const z = x * x;
  const v = z * x;
  const r =
    0.00833333333332249 +
    z *
      (-0.0001984126982985795 + z * (2.7557313707070068e-6 + z * (-2.5050760253406863e-8 + z * 1.58969099521155e-10)));
  return x - (z * (0.5 * low - v * r) - low - v * -0.16666666666666632);
}

/** cos(x + low) for |x| up to pi/4. Source: the polynomial of FreeBSD msun's k_cos.c. */
export function cosReduced(x: number, low: number): number {
  const z = x * x;
  const r =
    z *
    (0.0416666666666666 +
      z *
        (-0.001388888888887411 +
          z *
            (2.480158728947673e-5 +
              z * (-2.7557314351390663e-7 + z * (2.087572321298175e-9 + z * -1.1359647557788195e-11)))));
  const half = 0.5 * z;
  const w = 1 - half;
  return w + (1 - w - half + (z * r - x * low));
}
