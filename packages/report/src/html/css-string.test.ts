import { expect, test } from "vitest";
import { cssString } from "./css-string.ts";

test("what would end a string of a style sheet, or begin something else, is written by its number", () => {
  expect(cssString("90% interval")).toBe('"90% interval"');
  expect(cssString(`"}</style>\\`)).toBe('"\\22 \\7d \\3c \\2f style\\3e \\5c "');
  expect(cssString("°C\n😀")).toBe('"\\b0 C\\a \\1f600 "');
});
