import { beforeEach, describe, expect, test } from "vitest";
import { Generator } from "../../core/random.ts";
import { allocate, mark, resetTo } from "./arena.ts";
import { f32, kernels, withMode } from "./engine.ts";
import { modes } from "./modes.conformance.ts";

const start = mark();
beforeEach(() => resetTo(start));

const numbers = (name: string, n: number): Float32Array => {
  const stream = new Generator(5).stream(name);
  return Float32Array.from({ length: n }, (_, i) => stream.normal(i));
};

/** The address of a copy whose end is followed by NaN: products may read it, but must not use it. */
function put(values: Float32Array): number {
  const at = allocate((values.length + 16) * 4);
  f32().fill(Number.NaN, at >>> 2, (at >>> 2) + values.length + 16);
  f32().set(values, at >>> 2);
  return at;
}

const get = (at: number, n: number): Float32Array => f32().slice(at >>> 2, (at >>> 2) + n);

/** start + A x B in the kernels' order: one accumulator per output, k ascending; float64 unless rounded. */
function product(
  m: number,
  n: number,
  k: number,
  a: Float32Array,
  b: Float32Array,
  from: (i: number, j: number) => number,
  round: (x: number) => number,
) {
  const c: number[] = [];
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = from(i, j);
      for (let l = 0; l < k; l++) sum = round(sum + round(a[i * k + l] * b[l * n + j]));
      c.push(sum);
    }
  }
  return c;
}

const sizes = [1, 2, 3, 4, 5, 7, 8, 9, 17];
const cases = sizes.flatMap((m) => sizes.map((n) => [m, n, ((m * 7 + n * 3) % 13) + 1] as const));

function expectClose(found: Float32Array, exact: readonly number[]): void {
  const scale = Math.max(1, ...exact.map(Math.abs));
  for (let i = 0; i < exact.length; i++) expect(Math.abs(found[i] - exact[i]) / scale).toBeLessThan(1e-5);
}

describe.each(modes)("in mode %s", (mode) => {
  test("gemm equals the float64 product within 1e-5 for every tail, from zero, from a bias and onto C", () => {
    withMode(mode, () => {
      for (const [m, n, k] of cases) {
        const [a, b, bias, before] = [
          numbers("a", m * k),
          numbers("b", k * n),
          numbers("bias", n),
          numbers("c", m * n),
        ];
        const panels = put(new Float32Array(k * ((n + 7) & ~7)));
        kernels().packPanels(panels, put(b), k, n, n, 1);
        const padded = new Float32Array((n + 7) & ~7);
        padded.set(bias);
        const run = (biasAt: number, accumulate: number): Float32Array => {
          const c = put(accumulate ? before : new Float32Array(m * n).fill(Number.NaN));
          kernels().gemm(m, n, k, put(a), k, panels, biasAt, c, n, accumulate);
          expect(Number.isNaN(get(c + m * n * 4, 1)[0])).toBe(true);
          return get(c, m * n);
        };
        const exact = (x: number) => x;
        expectClose(
          run(0, 0),
          product(m, n, k, a, b, () => 0, exact),
        );
        expectClose(
          run(put(padded), 0),
          product(m, n, k, a, b, (_, j) => bias[j], exact),
        );
        expectClose(
          run(0, 1),
          product(m, n, k, a, b, (i, j) => before[i * n + j], exact),
        );
        resetTo(start);
      }
    });
  });

  test("gemmTN adds A^T B to C within 1e-5 of float64 for every tail, over blocks of rows, and writes nothing beside C", () => {
    withMode(mode, () => {
      for (const [m, n, k] of [...cases, [5, 11, 300] as const, [33, 40, 129] as const, [35, 261, 131] as const]) {
        const [a, b, before] = [numbers("a", k * m), numbers("b", k * n), numbers("c", m * n)];
        const transposed = new Float32Array(m * k);
        for (let l = 0; l < k; l++) for (let i = 0; i < m; i++) transposed[i * k + l] = a[l * m + i];
        const c = put(before);
        kernels().gemmTN(m, n, k, put(a), m, put(b), n, c, n);
        expectClose(
          get(c, m * n),
          product(
            m,
            n,
            k,
            transposed,
            b,
            (i, j) => before[i * n + j],
            (x) => x,
          ),
        );
        expect(Number.isNaN(get(c + m * n * 4, 1)[0])).toBe(true);
        resetTo(start);
      }
    });
  });
});

test("strict products round after every multiplication and addition, k ascending: the bits of a float32 loop", () => {
  for (const [m, n, k] of cases) {
    const [a, b] = [numbers("a", m * k), numbers("b", k * n)];
    const panels = put(new Float32Array(k * ((n + 7) & ~7)));
    kernels().packPanels(panels, put(b), k, n, n, 1);
    const c = put(new Float32Array(m * n));
    kernels().gemm(m, n, k, put(a), k, panels, 0, c, n, 0);
    expect(get(c, m * n)).toEqual(Float32Array.from(product(m, n, k, a, b, () => 0, Math.fround)));
    resetTo(start);
  }
});

test("strict gemmTN keeps one accumulator and ascending k, whether its operands are laid out anew or not", () => {
  for (const [m, n, k] of [[6, 19, 131] as const, [37, 267, 131] as const]) {
    const [a, b, before] = [numbers("a", k * m), numbers("b", k * n), numbers("c", m * n)];
    const c = put(before);
    kernels().gemmTN(m, n, k, put(a), m, put(b), n, c, n);
    const transposed = new Float32Array(m * k);
    for (let l = 0; l < k; l++) for (let i = 0; i < m; i++) transposed[i * k + l] = a[l * m + i];
    const from = (i: number, j: number) => before[i * n + j];
    expect(get(c, m * n)).toEqual(Float32Array.from(product(m, n, k, transposed, b, from, Math.fround)));
    resetTo(start);
  }
});
