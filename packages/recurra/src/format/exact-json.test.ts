import { expect, test } from "vitest";
import { exactJson, exactNumber } from "./exact-json.ts";

test("every number comes back as it was", () => {
  const values = [0, -0, 1, -1.5, 0.1, 1e-320, 5e-324, 1.7976931348623157e308, 2 ** 53, Math.PI, Math.fround(0.1)];
  values.push(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
  const back = (JSON.parse(exactJson(values)) as unknown[]).map(exactNumber);
  expect(back.every((value, i) => Object.is(value, values[i]))).toBe(true);
});

test("keys are sorted at every depth, and lists keep their order", () => {
  expect(exactJson({ b: [{ d: -0, c: null }, 2, 1], a: "x" })).toBe('{"a":"x","b":[{"c":null,"d":"-0"},2,1]}');
});

test("what is no number is none", () => {
  for (const value of ["1", "", "nan", null, undefined, true, [1], {}]) expect(exactNumber(value)).toBeUndefined();
});
