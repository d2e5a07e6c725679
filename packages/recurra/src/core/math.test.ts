import { expect, test } from "vitest";
import { cos, exp, log, pow, sin, tanh } from "./math.ts";
import { Generator } from "./random.ts";

const view = new DataView(new ArrayBuffer(8));

/** The place of a double in the order of all doubles, so that neighbours differ by 1. */
function place(x: number): bigint {
  view.setFloat64(0, x);
  const bits = view.getBigInt64(0);
  return bits < 0n ? -(bits & 0x7fffffffffffffffn) : bits;
}

/** How many doubles apart two results are; infinite where only one of them is NaN. */
function ulps(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) && Number.isNaN(b) ? 0 : Number.POSITIVE_INFINITY;
  const difference = place(a) - place(b);
  return Number(difference < 0n ? -difference : difference);
}

const draws = new Generator(20).stream("math.test");
const SAMPLES = 50_000;

function worst(ours: (x: number) => number, theirs: (x: number) => number, sample: (u: number, v: number) => number) {
  let largest = 0;
  for (let i = 0; i < SAMPLES; i++) {
    const x = sample(draws.uniform(2 * i), draws.uniform(2 * i + 1));
    largest = Math.max(largest, ulps(ours(x), theirs(x)));
  }
  return largest;
}

test("exp is within 1 ulp of Math.exp on its whole range, subnormal results included", () => {
  expect(worst(exp, Math.exp, (u) => (u - 0.5) * 1500)).toBeLessThanOrEqual(1);
  expect(worst(exp, Math.exp, (u) => (u - 0.5) * 2)).toBeLessThanOrEqual(1);
});

test("log is within 1 ulp of Math.log on its whole range, and near 1", () => {
  expect(worst(log, Math.log, (u) => Math.exp((u - 0.5) * 1480))).toBeLessThanOrEqual(1);
  expect(worst(log, Math.log, (u) => 0.5 + u)).toBeLessThanOrEqual(1);
});

test("sin and cos are within 1 ulp of Math.sin and Math.cos for small, large and huge angles", () => {
  const samples = [
    (u: number) => (u - 0.5) * 13,
    (u: number) => (u - 0.5) * 1.6e6,
    (u: number, v: number) => (u - 0.5) * Math.exp(v * 709),
  ];
  for (const sample of samples) {
    expect(worst(sin, Math.sin, sample)).toBeLessThanOrEqual(1);
    expect(worst(cos, Math.cos, sample)).toBeLessThanOrEqual(1);
  }
});

test("tanh is within 2 ulp of Math.tanh, also relative to tiny arguments", () => {
  expect(worst(tanh, Math.tanh, (u) => (u - 0.5) * 50)).toBeLessThanOrEqual(2);
  expect(worst(tanh, Math.tanh, (u) => (u - 0.5) * 1.5)).toBeLessThanOrEqual(2);
  expect(worst(tanh, Math.tanh, (u, v) => (u - 0.5) * Math.exp(-v * 700))).toBeLessThanOrEqual(2);
});

test("pow is within 2 ulp of Math.pow for large exponents, bases near 1 and extreme bases", () => {
  const pairs: ((u: number, v: number) => [number, number])[] = [
    (u, v) => [u * 10, (v - 0.5) * 600],
    (u, v) => [1 + (u - 0.5) * 1e-3, (v - 0.5) * 1e6],
    (u, v) => [Math.exp((u - 0.5) * 1480), (v - 0.5) * 2],
    (u, v) => [Math.floor(u * 21) - 10, Math.floor(v * 41) - 20],
  ];
  for (const pair of pairs) {
    let largest = 0;
    for (let i = 0; i < SAMPLES; i++) {
      const [x, y] = pair(draws.uniform(2 * i), draws.uniform(2 * i + 1));
      largest = Math.max(largest, ulps(pow(x, y), x ** y));
    }
    expect(largest).toBeLessThanOrEqual(2);
  }
});

test("hard cases are within 1 ulp of values computed with 2000 bits (mpmath)", () => {
  const cases: [number, number][] = [
    [sin(1e22), -0.8522008497671888],
    [cos(1e22), 0.523214785395139],
    [cos(6381956970095103 * pow(2, 797)), -4.687165924254628e-19],
    [sin(1.7976931348623157e308), 0.004961954789184062],
    [cos(1.7976931348623157e308), -0.9999876894265599],
    [sin(823550.5), 0.7415765680232939],
    [sin(355), -3.014435335948845e-5],
    [pow(1.0000001, 1e9), 2.6881038582144647e43],
    [pow(0.9999999999, 7e12), 9.85910515992136e-305],
    [pow(1.5, 1750), 1.4444527745742028e308],
    [pow(3.7, -560.3), 4.3309e-319],
    [pow(2.5, -0.5), 0.6324555320336759],
    [pow(1e-310, 0.3), 1.000000000000007e-93],
    [pow(5e-324, -0.9), 9.45352569147208e290],
  ];
  for (const [found, expected] of cases) expect(ulps(found, expected)).toBeLessThanOrEqual(1);
});

test("pow gives whole powers of ten and two exactly", () => {
  for (let n = 0; n <= 22; n++) expect(pow(10, n)).toBe(Number(`1e${n}`));
  for (let n = -1074; n <= 1023; n++) expect(pow(2, n)).toBe(2 ** n);
});

test("special cases are those of ECMAScript: zeros with their signs, infinities and NaN", () => {
  const specials = [0, -0, 1, -1, 2, -2, 3, 0.5, -0.5, 1e300, -1e300, 1e-320, 9007199254740991, 9007199254740992];
  specials.push(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, 710, -746, 5e-324, -5e-324);
  for (const x of specials) {
    for (const [ours, theirs] of [
      [exp, Math.exp],
      [log, Math.log],
      [sin, Math.sin],
      [cos, Math.cos],
      [tanh, Math.tanh],
    ] as const) {
      const expected = theirs(x);
      if (Number.isFinite(expected) && expected !== 0) expect(ulps(ours(x), expected)).toBeLessThanOrEqual(2);
      else expect(ours(x)).toBe(expected);
    }
    for (const y of specials) {
      const expected = x ** y;
      if (Number.isFinite(expected) && expected !== 0) expect(ulps(pow(x, y), expected)).toBeLessThanOrEqual(2);
      else expect(pow(x, y)).toBe(expected);
    }
  }
});

test("the bits are pinned: a checksum over all six functions is the same on every engine", () => {
  let checksum = 0;
  const take = (value: number) => {
    view.setFloat64(0, value);
    checksum = Math.imul(checksum ^ view.getUint32(0), 0x01000193);
    checksum = Math.imul(checksum ^ view.getUint32(4), 0x01000193);
  };
  for (let i = 0; i < 20_000; i++) {
    const x = (draws.uniform(i) - 0.5) * 40;
    for (const f of [exp, sin, cos, tanh]) take(f(x));
    take(log(x + 20));
    take(pow(x + 20, x));
  }
  expect(checksum >>> 0).toBe(1627721981);
});
