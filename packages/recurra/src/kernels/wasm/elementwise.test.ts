import { expect, test } from "vitest";
import * as arena from "./arena.ts";
import { f32, kernels, withMode } from "./engine.ts";
import { modes } from "./modes.conformance.ts";

const tails = [1, 3, 4, 5, 7, 8, 9];

function apply(run: (out: number, x: number, n: number) => void, values: ArrayLike<number>): Float32Array {
  const start = arena.mark();
  const x = arena.allocate(values.length * 4);
  const out = arena.allocate(values.length * 4 + 64);
  f32().set(values, x >>> 2);
  f32().fill(Number.NaN, out >>> 2, (out >>> 2) + values.length + 16);
  run(out, x, values.length);
  const result = f32().slice(out >>> 2, (out >>> 2) + values.length + 1);
  expect(result[values.length], "nothing is written past the end").toBeNaN();
  arena.resetTo(start);
  return result.subarray(0, values.length);
}

/** The largest error in units in the last place of the float32 result. */
function worstUlp(found: Float32Array, values: Float32Array, exact: (x: number) => number): number {
  const bits = new DataView(new ArrayBuffer(4));
  let worst = 0;
  for (let i = 0; i < values.length; i++) {
    const wanted = exact(values[i]);
    const rounded = Math.abs(Math.fround(wanted));
    bits.setFloat32(0, rounded);
    bits.setInt32(0, bits.getInt32(0) + 1);
    worst = Math.max(worst, Math.abs(found[i] - wanted) / (bits.getFloat32(0) - rounded));
  }
  return worst;
}

function grid(low: number, high: number, count = 50_000): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1));
}

for (const mode of modes) {
  test(`exp has an error < 2 ulp on [-87, 88.7] in ${mode} mode`, () => {
    withMode(mode, () => {
      const values = grid(-87, 88.7);
      expect(worstUlp(apply(kernels().expArray, values), values, Math.exp)).toBeLessThan(2);
      const small = grid(-1e-3, 1e-3);
      expect(worstUlp(apply(kernels().expArray, small), small, Math.exp)).toBeLessThan(2);
    });
  });

  test(`exp has an error < 2 ulp where the result is subnormal in ${mode} mode`, () => {
    withMode(mode, () => {
      const values = grid(-103, -87);
      expect(worstUlp(apply(kernels().expArray, values), values, Math.exp)).toBeLessThan(2);
    });
  });

  test(`log has an error < 2 ulp from the smallest subnormal to the largest float32 in ${mode} mode`, () => {
    withMode(mode, () => {
      const values = Float32Array.from(grid(-103, 88.7), Math.exp);
      expect(worstUlp(apply(kernels().logArray, values), values, Math.log)).toBeLessThan(2);
      const middle = grid(0.4, 2.5);
      expect(worstUlp(apply(kernels().logArray, middle), middle, Math.log)).toBeLessThan(2);
    });
  });
}

test("exp and log take zeros, infinities and NaN to their limits", () => {
  const values = [0, -0, Infinity, -Infinity, Number.NaN, 1];
  expect([...apply(kernels().expArray, values)]).toEqual([1, 1, Infinity, 0, Number.NaN, Math.fround(Math.E)]);
  expect([...apply(kernels().logArray, [0, -0, Infinity, -Infinity, Number.NaN, 1, -1])]).toEqual([
    -Infinity,
    -Infinity,
    Infinity,
    Number.NaN,
    Number.NaN,
    0,
    Number.NaN,
  ]);
});

test("every function of one value passes NaN, in a whole vector and in the tail", () => {
  const k = kernels();
  for (const run of [k.expArray, k.logArray, k.reluArray, k.tanhArray, k.sigmoidArray]) {
    for (const at of [0, 3, 4, 6]) {
      const values = new Float32Array(7).fill(0.5);
      values[at] = Number.NaN;
      const found = apply(run, values);
      for (let i = 0; i < 7; i++) expect(Number.isNaN(found[i])).toBe(i === at);
    }
  }
});

test("the bits of an element do not depend on where it lies or how long the array is", () => {
  const k = kernels();
  for (const run of [k.expArray, k.logArray, k.tanhArray, k.sigmoidArray, k.reluArray]) {
    for (const n of tails) {
      const values = Float32Array.from({ length: n }, (_, i) => 0.37 + 0.61 * i);
      const found = apply(run, values);
      for (let i = 0; i < n; i++) expect(found[i]).toBe(apply(run, [values[i]])[0]);
    }
  }
});

test("relu keeps positive numbers, and makes the others 0", () => {
  expect([...apply(kernels().reluArray, [-1, 0, 2, -Infinity, Infinity])]).toEqual([0, 0, 2, 0, Infinity]);
});

test("sums and sums of squares are added in float64, and show what is not finite", () => {
  const start = arena.mark();
  for (const n of [...tails, 1000]) {
    const x = arena.allocate(n * 4);
    f32().fill(1.1, x >>> 2, (x >>> 2) + n);
    const one = Math.fround(1.1);
    expect(kernels().sumOfSquares(x, n)).toBeCloseTo(n * one * one, 9);
    expect(kernels().sumArray(x, n)).toBeCloseTo(n * one, 9);
    for (const bad of [Number.NaN, Infinity, -Infinity]) {
      f32()[(x >>> 2) + n - 1] = bad;
      expect(kernels().sumOfSquares(x, n)).toBe(Math.abs(bad));
    }
  }
  arena.resetTo(start);
});
