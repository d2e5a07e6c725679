import { expect, test } from "vitest";
import { FormatError } from "../core/errors.ts";
import { AheadScales } from "./ahead-scales.ts";

test("columns are measured from their mean in units of their spread, by the training rows alone", () => {
  const values = Float64Array.of(1, 3, 1, 3, 99);
  const scales = AheadScales.fit([values], 4);
  expect(scales.toJSON()).toEqual([{ centre: 2, scale: 1 }]);
  const out = new Float32Array(6).fill(7);
  scales.write([values], 1, 4, out, 0, 2);
  expect([...out]).toEqual([7, 1, 7, -1, 7, 1]);
});

test("a rare mark is four units at most from the other rows, and a constant column has the unit 1", () => {
  const mark = new Float64Array(1000);
  mark[500] = 1;
  const [{ scale }, constant] = AheadScales.fit([mark, new Float64Array(1000).fill(5)], 1000).scales;
  expect(scale).toBe(0.25);
  expect(constant).toEqual({ centre: 5, scale: 1 });
});

test.each([["none"], [[]], [[{ centre: 1 }]], [[{ centre: 1, scale: 0 }]], [[{ centre: 1, scale: 1, more: 2 }]]])(
  "scales of a file that are no scales are refused: %j",
  (value) => {
    expect(() => AheadScales.fromJSON(value, 1)).toThrow(FormatError);
    expect(() => AheadScales.fromJSON(value, 1)).toThrow("{ centre, scale }");
  },
);
