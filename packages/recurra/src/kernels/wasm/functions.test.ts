import { beforeEach, describe, expect, test } from "vitest";
import { allocate, mark, resetTo } from "./arena.ts";
import { f32, kernels, withMode } from "./engine.ts";
import { modes } from "./modes.conformance.ts";

const start = mark();
beforeEach(() => resetTo(start));

type Name = "tanhArray" | "sigmoidArray";

/** Runs a kernel over the values, between guards of NaN. */
function run(name: Name, values: Float32Array): Float32Array {
  const x = allocate(values.length * 4);
  const out = allocate((values.length + 8) * 4);
  f32().set(values, x >>> 2);
  f32().fill(Number.NaN, out >>> 2, (out >>> 2) + values.length + 8);
  kernels()[name](out + 16, x, values.length);
  const found = f32().slice((out >>> 2) + 4, (out >>> 2) + 4 + values.length);
  const around = [
    ...f32().subarray(out >>> 2, (out >>> 2) + 4),
    ...f32().subarray((out >>> 2) + 4 + values.length, (out >>> 2) + values.length + 8),
  ];
  expect(around.every(Number.isNaN)).toBe(true);
  return found;
}

/** 400,001 numbers over [-limit, limit] and 400,000 whose size falls to 1e-20. */
function grid(limit: number): Float32Array {
  const values = new Float32Array(800_001);
  for (let i = 0; i <= 400_000; i++) values[i] = (i / 200_000 - 1) * limit;
  for (let i = 0; i < 400_000; i++) values[400_001 + i] = (i % 2 ? -1 : 1) * 10 ** (-20 + (i / 400_000) * 21);
  return values;
}

const truth = { tanhArray: Math.tanh, sigmoidArray: (x: number) => 1 / (1 + Math.exp(-x)) };

function largest(name: Name, values: Float32Array, error: (found: number, exact: number) => number): number {
  const found = run(name, values);
  let worst = 0;
  for (let i = 0; i < values.length; i++) worst = Math.max(worst, error(found[i], truth[name](values[i])));
  return worst;
}

describe.each(modes)("in mode %s", (mode) => {
  test("tanh has absolute error < 2e-7 on [-20, 20]", () => {
    withMode(mode, () => {
      expect(largest("tanhArray", grid(20), (found, exact) => Math.abs(found - exact))).toBeLessThan(2e-7);
    });
  });

  test("tanh has relative error < 1e-6 on [-1, 1], down to the smallest numbers", () => {
    withMode(mode, () => {
      const near = grid(1).map((x) => (Math.abs(x) <= 1 ? x : 1));
      const relative = (found: number, exact: number) => (exact === 0 ? Math.abs(found) : Math.abs(found / exact - 1));
      expect(largest("tanhArray", near, relative)).toBeLessThan(1e-6);
    });
  });

  test("sigmoid has absolute error < 2e-7 on [-100, 100]", () => {
    withMode(mode, () => {
      expect(largest("sigmoidArray", grid(100), (found, exact) => Math.abs(found - exact))).toBeLessThan(2e-7);
    });
  });

  test("sigmoid and tanh saturate without NaN, pass NaN on, and keep the sign of zero's neighbours", () => {
    withMode(mode, () => {
      const special = Float32Array.of(Infinity, -Infinity, NaN, 0, 3e38, -3e38, 1e-38);
      const tanh = run("tanhArray", special);
      expect([...tanh.slice(0, 6)]).toEqual([1, -1, NaN, 0, 1, -1]);
      expect(tanh[6]).toBeGreaterThanOrEqual(0);
      const sigmoid = run("sigmoidArray", special);
      expect(sigmoid[0]).toBe(1);
      expect(sigmoid[1]).toBeLessThan(1e-37);
      expect(sigmoid[2]).toBeNaN();
      expect(sigmoid[3]).toBe(0.5);
    });
  });

  test.each([1, 3, 4, 5, 8, 9])("sigmoid and tanh treat the tail of %i numbers as its lanes", (n) => {
    withMode(mode, () => {
      const values = Float32Array.from({ length: n }, (_, i) => i * 0.37 - 1);
      for (const name of ["tanhArray", "sigmoidArray"] as const) {
        const together = run(name, values);
        const alone = Float32Array.from(values, (x) => run(name, Float32Array.of(x))[0]);
        expect(together).toEqual(alone);
      }
    });
  });
});
