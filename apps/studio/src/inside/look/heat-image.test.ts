import { stepOf } from "recurra/drawing";
import { expect, test } from "vitest";
import { mapOf, paintHeat, stepOn } from "./heat-image.ts";

const colorsOf = (count: number): Uint32Array => Uint32Array.from({ length: count }, (_, step) => 1000 + step);

test("a value has the colour that the reports' heat maps give it, on both scales and beyond their ends", () => {
  for (const [range, count] of [
    [[0, 1], 32],
    [[-1, 1], 33],
  ] as const) {
    const values = Float32Array.from({ length: 401 }, (_, i) => (i - 200) / 150);
    const pixels = new Uint32Array(values.length);
    paintHeat(pixels, { values, steps: values.length, units: 1, range, colors: colorsOf(count) });
    expect([...pixels]).toEqual([...values].map((value) => 1000 + stepOf(value, range, mapOf(range))));
    expect([...values].map((value) => stepOn(value, range, mapOf(range)))).toEqual(
      [...values].map((value) => stepOf(value, range, mapOf(range))),
    );
  }
});

test("units are rows and steps are columns; what is no number stays clear", () => {
  const pixels = new Uint32Array(6);
  // Three steps of two units.
  const values = Float32Array.of(0, 0.99, 0.5, Number.NaN, 1, 0.25);
  paintHeat(pixels, { values, steps: 3, units: 2, range: [0, 1], colors: colorsOf(32) });
  expect([...pixels]).toEqual([1000, 1016, 1031, 1031, 0, 1008]);
});
