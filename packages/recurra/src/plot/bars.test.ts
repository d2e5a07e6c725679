import { expect, test } from "vitest";
import { tensor } from "../tensor/index.ts";
import { bars } from "./bars.ts";
import { readSvg } from "./svg.fixture.ts";

/** Widths of the bars: the rectangles that are as high as one. */
function widths(svg: string): number[] {
  const { elements } = readSvg(svg);
  return elements
    .filter(({ name, attributes }) => name === "rect" && attributes.height === "16")
    .map(({ attributes }) => Number(attributes.width));
}

test("bars are as long as their values, from 0 on", () => {
  const [one, three] = widths(bars({ a: 1, b: 3 }).svg());
  expect(three / one).toBeCloseTo(3, 1);
  expect(bars([1, 3]).svg()).toContain(">2</text>");
  expect(widths(bars(tensor([1, 3]), { names: ["a", "b"] }).svg())).toEqual(widths(bars({ a: 1, b: 3 }).svg()));
});

test("a range, or an axis that does not begin at 0, makes points of them", () => {
  expect(widths(bars({ a: { value: 2, low: 1, high: 3 }, b: 2 }).svg())).toEqual([]);
  expect(widths(bars({ a: 12, b: 13 }, { value: { domain: [10, 15] } }).svg())).toEqual([]);
  expect(widths(bars({ a: 1, b: 100 }, { value: { scale: "log" } }).svg())).toEqual([]);
});

test("what cannot be a bar is refused by its name", () => {
  expect(() => bars({})).toThrow("bars: there are no bars. Give at least one value.");
  expect(() => bars({ mae: Number.NaN })).toThrow('bars: "mae" has NaN, which is no number. Give a finite number');
  expect(() => bars({ mae: { value: 5, low: 1, high: 2 } })).toThrow(
    '"mae" has the range 1 to 2, which does not hold its value 5',
  );
  expect(() => bars([1, 2], { names: ["a"] })).toThrow("bars: there are 1 name for 2 values.");
  expect(() => bars(new Float64Array(500))).toThrow(
    "bars: there are 500 bars, and 200 at most can be compared. Draw them with lines()",
  );
});
