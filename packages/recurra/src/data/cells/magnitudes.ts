// Suffixes that count thousands, millions and more: 99.75M, 12.3k, "1.2 Mio. €".

const powers: Readonly<Record<string, number>> = {
  k: 3,
  tsd: 3,
  thousand: 3,
  m: 6,
  mn: 6,
  mln: 6,
  mio: 6,
  million: 6,
  b: 9,
  bn: 9,
  mrd: 9,
  billion: 9,
  t: 12,
  tn: 12,
  trillion: 12,
  lakh: 5,
  crore: 7,
};

interface Magnitude {
  readonly suffix: string;
  readonly power: number;
  /** What stands behind the suffix: a unit or currency. */
  readonly rest: string;
}

/** The suffix with which what stands behind a number begins; undefined where it begins with none. */
export function magnitudeOf(behind: string): Magnitude | undefined {
  const match = /^(\p{L}+\.?)(?:\s+(.*)|(\p{Sc}))?$/u.exec(behind);
  if (match === null) return undefined;
  const key = match[1].toLowerCase().replace(".", "");
  if (!Object.hasOwn(powers, key)) return undefined;
  return { suffix: match[1], power: powers[key], rest: match[2] ?? match[3] ?? "" };
}

const tens = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12];

/** A value of so many decimal digits with its point moved, to the number that the digits mean. */
export function raised(value: number, power: number): number {
  // Of fifteen digits or fewer, with up to six behind the point, there is one whole number, and one rounding.
  for (let behind = 0; behind <= 6 && value !== 0 && power < tens.length; behind++) {
    const digits = Math.round(value * tens[behind]);
    if (Math.abs(digits) >= 1e15) break;
    if (digits / tens[behind] !== value) continue;
    return power >= behind ? digits * tens[power - behind] : digits / tens[behind - power];
  }
  const [digits, exponent = 0] = String(value).split("e");
  return Number(`${digits}e${Number(exponent) + power}`);
}
