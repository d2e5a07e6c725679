import { afterEach, expect, test, vi } from "vitest";
import { paragraphs } from "./marked-text.ts";

afterEach(() => vi.unstubAllEnvs());

test("the marks of code, stress and formulas are taken out, and lines break by what is shown", () => {
  vi.stubEnv("NO_COLOR", "1");
  expect(paragraphs("Try `--layers 2`: **much** of $h_{t-1}$ is new.", 100)).toBe(
    "Try --layers 2: much of h_(t-1) is new.",
  );
  expect(paragraphs("aaaa **bbbb** `cccc`", 9)).toBe("aaaa bbbb\ncccc");
});

test("stressed words are bold where there are colours", () => {
  vi.stubEnv("NO_COLOR", "");
  vi.stubEnv("FORCE_COLOR", "1");
  expect(paragraphs("a b **b c** b", 3)).toBe("a b\n\u001b[1mb\u001b[22m \u001b[1mc\u001b[22m\nb");
});

test("amounts of money are no formulas", () => {
  expect(paragraphs("from $5 to $6, or $ 7 $8", 100)).toBe("from $5 to $6, or $ 7 $8");
});

test("an empty line parts paragraphs, other line ends do not", () => {
  expect(paragraphs("one\ntwo\n\nthree", 100)).toBe("one two\n\nthree");
});

test("what would steer a terminal is written out", () => {
  expect(paragraphs("a `b\u001b[31m` **c\u202e**", 100)).toBe("a b\\x1b[31m c\\u202e");
});
