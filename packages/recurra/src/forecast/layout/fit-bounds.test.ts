import { expect, test } from "vitest";
import { fitBounds, refitBounds } from "./fit-bounds.ts";

const counts = Float64Array.from({ length: 60 }, (_, i) => i % 4);
const prices = counts.map((value) => 100 + value);

test('what was asked for is kept to, whatever the values are; "none" keeps to nothing', () => {
  expect(fitBounds({ min: 2, max: 3 }, counts)).toEqual({ min: 2, max: 3 });
  expect(fitBounds({ min: "none" }, counts)).toBeUndefined();
  expect(fitBounds({ min: "none", max: 3 }, counts)).toEqual({ max: 3 });
});

test("without being asked, an end at 0 is found from the values, and never one above", () => {
  expect(fitBounds({}, counts)).toEqual({ min: 0 });
  expect(fitBounds({ max: "none" }, counts)).toEqual({ min: 0 });
  expect(fitBounds({ max: 100 }, counts)).toEqual({ min: 0, max: 100 });
  expect(fitBounds({ max: -1 }, counts)).toEqual({ max: -1 });
  expect(fitBounds({}, prices)).toBeUndefined();
});

test("a refit keeps to what was found unless one of its rows lies below, and finds nothing new", () => {
  expect(refitBounds({}, { min: 0 }, prices)).toEqual({ min: 0 });
  expect(refitBounds({}, { min: 0 }, Float64Array.of(1, -1))).toBeUndefined();
  expect(refitBounds({}, undefined, counts)).toBeUndefined();
  expect(refitBounds({ min: 0, max: 9 }, { min: 0, max: 9 }, Float64Array.of(1, -1))).toEqual({ min: 0, max: 9 });
});
