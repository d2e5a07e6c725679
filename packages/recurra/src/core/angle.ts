// Angles brought into [-pi/4, pi/4], and sine and cosine there. Up to 2^19 quarter turns three pieces of pi/2 with
// trailing zeros give an exact enough remainder; huge-angle.ts goes beyond, with digits that random draws need not load.

/** The largest angle that `reduceQuadrant` takes. */
export const LARGEST = 823549;

const TWO_OVER_PI = 0.6366197723675814;
const PIECE_1 = 1.5707963267341256; // the first 33 bits of pi/2
const PIECE_2 = 6.077100506303966e-11; // the next 33 bits
const PIECE_3 = 2.0222662487111665e-21; // the next 33 bits
const PIECE_4 = 8.4784276603689e-32;

/** x = (4 n + quadrant) pi/2 + high + low for a whole n, |high| at most a little above pi/4. */
export interface Reduced {
  readonly quadrant: number;
  readonly high: number;
  readonly low: number;
}

/** The remainder of x by pi/2 as a sum of two doubles, for |x| up to LARGEST. Source: Cody and Waite. */
export function reduceQuadrant(x: number): Reduced {
  if (Math.abs(x) <= 0.7853981633974483) return { quadrant: 0, high: x, low: 0 };
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

/** sin(x + low) for |x| up to pi/4. Source: the polynomial of FreeBSD msun's k_sin.c. */
function sinReduced(x: number, low: number): number {
  const z = x * x;
  const v = z * x;
  const r =
    0.00833333333332249 +
    z *
      (-0.0001984126982985795 + z * (2.7557313707070068e-6 + z * (-2.5050760253406863e-8 + z * 1.58969099521155e-10)));
  return x - (z * (0.5 * low - v * r) - low - v * -0.16666666666666632);
}

/** cos(x + low) for |x| up to pi/4. Source: the polynomial of FreeBSD msun's k_cos.c. */
function cosReduced(x: number, low: number): number {
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

/** The sine of an angle that was brought near 0. */
export function sinOf({ quadrant, high, low }: Reduced): number {
  if (quadrant === 0) return sinReduced(high, low);
  if (quadrant === 1) return cosReduced(high, low);
  if (quadrant === 2) return -sinReduced(high, low);
  return -cosReduced(high, low);
}

/** The cosine of an angle that was brought near 0. */
export function cosOf({ quadrant, high, low }: Reduced): number {
  return sinOf({ quadrant: (quadrant + 1) % 4, high, low });
}
