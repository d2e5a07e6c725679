import { expect, test } from "vitest";
import { mcnemarTest } from "./mcnemar.ts";

/** Two classifiers of which one alone is right so often; on `shared` samples both are right, on as many both wrong. */
function pair(firstOnly: number, secondOnly: number, shared: number) {
  const rows = [
    ...new Array(firstOnly).fill([1, 1, 0]),
    ...new Array(secondOnly).fill([1, 0, 1]),
    ...new Array(shared).fill([0, 0, 0]),
    ...new Array(shared).fill([0, 1, 1]),
  ];
  return [0, 1, 2].map((column) => rows.map((row) => row[column])) as [number[], number[], number[]];
}

test("it counts the samples that only one of the two got right, whatever they share", () => {
  expect(mcnemarTest(...pair(2, 5, 0))).toEqual(mcnemarTest(...pair(2, 5, 40)));
  expect(mcnemarTest(...pair(2, 5, 3))).toMatchObject({ firstOnly: 2, secondOnly: 5 });
});

test("p is that of a fair coin: SciPy 1.17.1, binomtest(k, n, 0.5).pvalue", () => {
  const values: [firstOnly: number, secondOnly: number, p: number][] = [
    [0, 1, 1],
    [1, 5, 0.21875],
    [3, 7, 0.34375],
    [5, 5, 1],
    [40, 60, 0.05688793364098089],
    [470, 530, 0.06202319509836343],
    [9, 1, 0.021484375],
  ];
  for (const [firstOnly, secondOnly, p] of values) {
    expect(mcnemarTest(...pair(firstOnly, secondOnly, 1)).p).toBeCloseTo(p, 12);
    expect(mcnemarTest(...pair(secondOnly, firstOnly, 1)).p).toBeCloseTo(p, 12);
  }
});

test("classifiers that are right on the same samples have p = 1", () => {
  expect(mcnemarTest([0, 1], [0, 0], [0, 0])).toEqual({ firstOnly: 0, secondOnly: 0, p: 1 });
});

test("it refuses classifiers of other samples", () => {
  expect(() => mcnemarTest([0, 1], [0, 0], [0])).toThrow(
    "mcnemarTest: actual has 2, first has 2, second has 1 samples. Give as many in each, and at least one.",
  );
});
