/** Factors between units: powers of ten, inches, miles, pounds, minutes, pints of a gallon, ounces. */
const FACTORS: readonly number[] = [
  10, 100, 1000, 1e6, 1e9, 2.54, 1.609344, 0.45359237, 3.6, 60, 3600, 24, 3.28084, 4.184, 28.349523,
];

/** How far from a factor a ratio may be; and one of ten or more, where few rows tell it. */
const NEAR = 0.05;
const NEAR_LARGE = 0.15;

/** The factor between units that a ratio is about, or one over it; undefined where it is none. `few`: of few rows. */
export function unitFactor(ratio: number, few = false): number | undefined {
  const off = (factor: number) => Math.abs(ratio / factor - 1);
  const near = (factor: number) => off(factor) < (few && (factor >= 10 || factor <= 0.1) ? NEAR_LARGE : NEAR);
  return FACTORS.flatMap((factor) => [factor, 1 / factor])
    .filter(near)
    .sort((a, b) => off(a) - off(b))[0];
}
