import { exp, log } from "../../core/math.ts";

/**
 * The regularised incomplete beta function I_x(a, b), given x and y = 1 - x, so that neither loses its digits when it is small.
 *
 * The continued fraction converges fast on the side of the mean that is chosen here.
 * Source: Abramowitz and Stegun 26.5.
 */
export function incompleteBeta(a: number, b: number, x: number, y: number): number {
  if (x <= 0) return 0;
  if (y <= 0) return 1;
  const front = exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log(y));
  if (x < (a + 1) / (a + b + 2)) return (front * betaFraction(a, b, x)) / a;
  return 1 - (front * betaFraction(b, a, y)) / b;
}

/**
 * The continued fraction of the incomplete beta function by Lentz's method.
 * Source: Abramowitz and Stegun 26.5.8; Thompson and Barnett 1986 for the evaluation.
 */
function betaFraction(a: number, b: number, x: number): number {
  const tiny = 1e-300;
  const away = (value: number): number => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    const change = d * c;
    fraction *= change;
    if (Math.abs(change - 1) < 1e-15) break;
  }
  return fraction;
}

/** log of the gamma function for x > 0, to about 1e-15 relative. Source: Lanczos 1964, with g = 7 and 9 terms (Godfrey). */
function logGamma(x: number): number {
  const terms = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
    12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ];
  const z = x - 1;
  let sum = terms[0];
  for (let i = 1; i < terms.length; i++) sum += terms[i] / (z + i);
  const t = z + 7.5;
  return 0.9189385332046728 + (z + 0.5) * log(t) - t + log(sum);
}
