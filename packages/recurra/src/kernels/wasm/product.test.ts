import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Generator } from "../../core/random.ts";
import { loadFrom } from "../../native/load-native.ts";
import { FakeMemory, fakeHost } from "../../native/plain-blas.fixture.ts";
import { allocate, mark, resetTo } from "./arena.ts";
import { f32, withMode } from "./engine.ts";
import { provideNative } from "./native-mode.ts";
import { Product, RightMatrix } from "./product.ts";

const start = mark();
beforeEach(() => resetTo(start));
afterEach(() => provideNative(undefined));

const numbers = (name: string, n: number): Float32Array => {
  const stream = new Generator(5).stream(name);
  return Float32Array.from({ length: n }, (_, i) => stream.normal(i));
};

function put(values: Float32Array): number {
  const at = allocate((values.length + 16) * 4);
  f32().set(values, at >>> 2);
  return at;
}

/** A float64 product of matrices that are given by their numbers. */
function exact(
  m: number,
  n: number,
  k: number,
  a: (i: number, l: number) => number,
  b: (l: number, j: number) => number,
) {
  return Array.from({ length: m * n }, (_, at) => {
    let sum = 0;
    for (let l = 0; l < k; l++) sum += a(Math.floor(at / n), l) * b(l, at % n);
    return sum;
  });
}

function expectClose(at: number, wanted: readonly number[]): void {
  const found = f32().subarray(at >>> 2, (at >>> 2) + wanted.length);
  const scale = Math.max(1, ...wanted.map(Math.abs));
  for (let i = 0; i < wanted.length; i++) expect(Math.abs(found[i] - wanted[i]) / scale).toBeLessThan(1e-5);
}

describe.each([false, true])("with B turned %s", (turned) => {
  test.each([
    ["by panels", "strict", [3, 5, 7]],
    ["by panels, of rows enough for a BLAS", "strict", [64, 65, 66]],
    ["by a BLAS in mode native", "native", [64, 65, 66]],
    ["by panels in mode native, where it is small", "native", [15, 65, 66]],
  ] as const)("A B + bias, G B^T and A^T G are the float64 products within 1e-5 %s", (_, mode, [rows, k, n]) => {
    let calls = 0;
    const memory = new FakeMemory();
    loadFrom(fakeHost(memory, { plain: () => ({ cblas_sgemm: memory.sgemm(() => calls++) }) }), { library: "plain" });
    calls = 0; // it is tried when it is loaded
    const [a, b, g] = [numbers("a", rows * k), numbers("b", k * n), numbers("g", rows * n)];
    const [bias, before] = [numbers("bias", n), numbers("before", Math.max(rows, n) * k)];
    const bAt = (l: number, j: number): number => (turned ? b[j * k + l] : b[l * n + j]);
    withMode(mode, () => {
      const matrix = new RightMatrix(k, n, turned);
      const product = new Product(rows, matrix);
      const from = put(b);
      let packed = 0;
      const panels = (transposed: boolean) => (): number => {
        packed++;
        const to = allocate(matrix.panelBytes(transposed));
        matrix.pack(to, from, transposed);
        return to;
      };
      const out = put(new Float32Array(rows * n).fill(Number.NaN));
      product.forward(put(a), from, panels(false), put(bias), out);
      const forward = exact(rows, n, k, (i, l) => a[i * k + l], bAt).map((sum, at) => sum + bias[at % n]);
      expectClose(out, forward);

      const left = exact(
        rows,
        k,
        n,
        (i, l) => g[i * n + l],
        (l, j) => bAt(j, l),
      );
      const fresh = put(new Float32Array(rows * k).fill(Number.NaN));
      product.left(put(g), from, panels(true), fresh, 0);
      expectClose(fresh, left);
      const added = put(before.subarray(0, rows * k));
      product.left(put(g), from, panels(true), added, 1);
      expectClose(
        added,
        left.map((sum, i) => sum + before[i]),
      );

      const [height, width] = turned ? [n, k] : [k, n];
      const right = exact(
        height,
        width,
        rows,
        (i, l) => (turned ? g[l * n + i] : a[l * k + i]),
        (l, j) => (turned ? a[l * k + j] : g[l * n + j]),
      );
      const onto = put(before.subarray(0, k * n));
      product.right(put(a), put(g), onto);
      expectClose(
        onto,
        right.map((sum, i) => sum + before[i]),
      );
      const byBlas = mode === "native" && rows === 64;
      expect([product.packs, packed, calls]).toEqual(byBlas ? [false, 0, 4] : [true, 3, 0]);
    });
  });
});
