// Shapes of every rank against a model in float64 that walks all indices one by one.
import fc from "fast-check";
import { expect, test } from "vitest";
import { add, div, mul, sub } from "./arithmetic.ts";
import { tensor } from "./creation.ts";
import { expectOperation, numbers } from "./gradients.conformance.ts";
import { matmul } from "./matmul.ts";
import { type Shape, sizeOf, stridesOf } from "./shape.ts";
import type { Tensor } from "./tensor.ts";

const runs = { seed: 1, numRuns: 60 };

/** A shape and two that broadcast to it: some dimensions of each are 1, and leading ones may be missing. */
function triples(most: number): fc.Arbitrary<{ a: Shape; b: Shape; out: Shape }> {
  const dimension = fc.record({ n: fc.integer({ min: 1, max: 3 }), one: fc.constantFrom("a", "b", "none", "none") });
  return fc
    .record({
      dims: fc.array(dimension, { maxLength: most }),
      cutA: fc.nat({ max: most }),
      cutB: fc.nat({ max: most }),
    })
    .map(({ dims, cutA, cutB }) => {
      const rank = dims.length;
      // Only one of the two may lack leading dimensions.
      const missingA = cutA <= cutB ? Math.min(cutA, rank) : 0;
      const missingB = cutA <= cutB ? 0 : Math.min(cutB, rank);
      const a = dims.map(({ n, one }) => (one === "a" ? 1 : n)).slice(missingA);
      const b = dims.map(({ n, one }, d) => (one === "b" && d >= missingA ? 1 : n)).slice(missingB);
      return { a, b, out: dims.map(({ n, one }, d) => (one === "a" && d < missingB ? 1 : n)) };
    });
}

/** The offset in `own` of the index that is `flat` in `out`. */
function offset(own: Shape, out: Shape, flat: number): number {
  const strides = stridesOf(out);
  const ownStrides = stridesOf(own);
  let at = 0;
  for (let d = 0; d < own.length; d++) {
    const o = out.length - own.length + d;
    const index = Math.floor(flat / strides[o]) % out[o];
    at += (own[d] === 1 ? 0 : index) * ownStrides[d];
  }
  return at;
}

const operations: [string, (a: Tensor, b: Tensor) => Tensor, (a: number, b: number) => number][] = [
  ["add", add, (a, b) => a + b],
  ["sub", sub, (a, b) => a - b],
  ["mul", mul, (a, b) => a * b],
  ["div", div, (a, b) => a / b],
];

test.each(operations)(
  "%s and its gradients equal float64 within 1e-5 for all shapes that broadcast",
  (_, run, formula) => {
    fc.assert(
      fc.property(triples(4), ({ a, b, out }) => {
        expect(run(tensor(numbers(sizeOf(a), 1), a), tensor(numbers(sizeOf(b), 2), b)).shape).toEqual(out);
        expectOperation({
          shapes: [a, b],
          run,
          formula: (x, y) =>
            Float64Array.from({ length: sizeOf(out) }, (_, i) => formula(x[offset(a, out, i)], y[offset(b, out, i)])),
          low: 0.5,
          high: 2,
        });
      }),
      runs,
    );
  },
);

test("matmul and its gradients equal float64 within 1e-5 for all batches that broadcast", () => {
  const size = fc.integer({ min: 1, max: 9 });
  fc.assert(
    fc.property(triples(3), size, size, size, (batches, m, k, n) => {
      const { out } = batches;
      const count = sizeOf(out);
      const product = (x: Float64Array, y: Float64Array): Float64Array => {
        const result = new Float64Array(count * m * n);
        for (let i = 0; i < count; i++) {
          const a = offset(batches.a, out, i) * m * k;
          const b = offset(batches.b, out, i) * k * n;
          for (let r = 0; r < m; r++) {
            for (let c = 0; c < n; c++) {
              let sum = 0;
              for (let j = 0; j < k; j++) sum += x[a + r * k + j] * y[b + j * n + c];
              result[(i * m + r) * n + c] = sum;
            }
          }
        }
        return result;
      };
      const shapes = [
        [...batches.a, m, k],
        [...batches.b, k, n],
      ];
      fc.pre(sizeOf(shapes[0]) + sizeOf(shapes[1]) <= 120); // central differences of more take long
      expectOperation({ shapes, run: matmul, formula: product });
    }),
    { ...runs, numRuns: 30 },
  );
});
