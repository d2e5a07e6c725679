import { expect, test } from "vitest";
import { tensor } from "../tensor/index.ts";
import { heatMap } from "./heat-map.ts";
import { readSvg } from "./svg.fixture.ts";

test("rows of numbers and a tensor of two dimensions draw the same grid", () => {
  expect(
    heatMap(
      tensor([
        [1, 2],
        [3, 4],
      ]),
    ).svg(),
  ).toBe(heatMap([Float32Array.of(1, 2), [3, 4]]).svg());
  expect(
    heatMap(
      tensor([
        [
          [1, 2],
          [3, 4],
        ],
      ]),
    ).svg(),
  ).toBe(
    heatMap(
      tensor([
        [1, 2],
        [3, 4],
      ]),
    ).svg(),
  );
  expect(heatMap([1, 2, 3]).svg()).toBe(heatMap([[1, 2, 3]]).svg());
});

test("values on both sides of 0 have colours that part there, others go from end to end", () => {
  expect(heatMap([[-1, 2]]).svg()).toContain('data-stroke="div-32"');
  expect(heatMap([[-1, 2]]).svg()).toContain('data-stroke="div-8"');
  expect(heatMap([[1, 2]]).svg()).toContain('data-stroke="seq-31"');
  expect(heatMap([[5, 5]]).svg()).toContain('data-stroke="seq-16"');
});

test("small grids have their numbers in them, large ones are pooled to pixels, and a gap stays empty", () => {
  expect(
    readSvg(
      heatMap([
        [50, 3],
        [4, 43],
      ]).svg(),
    ).texts,
  ).toEqual(expect.arrayContaining(["50", "3", "4", "43"]));
  const rows = Array.from({ length: 900 }, () => new Float64Array(5000).fill(1));
  expect(heatMap(rows).svg().length).toBeLessThan(40_000);
  expect(readSvg(heatMap([[1, Number.NaN, 2]]).svg()).texts).not.toContain("NaN");
});

test("what is no grid is refused", () => {
  expect(() => heatMap([])).toThrow("heatMap: there is no number in the grid. Give at least one row with one number.");
  expect(() => heatMap([[1, 2], [3]])).toThrow(
    "heatMap: row 1 has 1 value, and row 0 has 2 values. Give rows of one length",
  );
  expect(() => heatMap([[1, "a" as never]])).toThrow('heatMap: "row 0" has "a" at place 1, which is no number.');
  expect(() => heatMap([[1]], { rowNames: ["a", "b"] })).toThrow("heatMap: there are 2 row names for 1 row.");
  expect(() =>
    heatMap(
      tensor([
        [[1], [2]],
        [[3], [4]],
      ]).reshape([2, 1, 2]) as never,
    ),
  ).not.toThrow();
  expect(() => heatMap(tensor(new Float32Array(8), [2, 2, 2]))).toThrow("heatMap: the tensor has the shape [2, 2, 2].");
});
