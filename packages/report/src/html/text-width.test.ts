import { expect, test } from "vitest";
import { fitted, textWidth, wrapped } from "./text-width.ts";

test("a text is wider with more and with wider characters, and in proportion to its size", () => {
  expect(textWidth("iii", 12)).toBeLessThan(textWidth("mmm", 12));
  expect(textWidth("recurra", 24)).toBeCloseTo(2 * textWidth("recurra", 12));
  expect(textWidth("循環", 12)).toBeGreaterThan(textWidth("ab", 12));
});

test("what fits is left alone, what does not is cut with an ellipsis until it fits", () => {
  expect(fitted("short", 12, 100)).toBe("short");
  const cut = fitted("a name that is much too long", 12, 100);
  expect(cut).toMatch(/^a name.*…$/);
  expect(textWidth(cut, 12)).toBeLessThanOrEqual(100);
});

test("lines break at spaces, and inside words that are wider than a line, and lose nothing", () => {
  const text = "a long name and averyveryverylongwordwithoutanyspace end";
  const lines = wrapped(text, 12, 80);
  expect(lines.every((line) => textWidth(line, 12) <= 80)).toBe(true);
  expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
  expect(wrapped("one line", 12, 200)).toEqual(["one line"]);
  expect(wrapped("", 12, 200)).toEqual([]);
  expect(wrapped("mm", 12, 1)).toEqual(["m", "m"]);
});
