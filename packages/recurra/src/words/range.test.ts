import { expect, test } from "vitest";
import { rangeWords } from "./range.ts";

test("a range names its ends, or what lies beyond the only one", () => {
  expect(rangeWords({ min: 0 })).toBe("at or above 0");
  expect(rangeWords({ min: null, max: 100 })).toBe("at or below 100");
  expect(rangeWords({ min: -0.5, max: 1 })).toBe("between -0.5 and 1");
  expect(rangeWords({})).toBe("anywhere");
});
