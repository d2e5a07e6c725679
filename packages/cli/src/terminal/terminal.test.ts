import { afterEach, expect, test, vi } from "vitest";
import { printable, styled, wrap } from "./terminal.ts";

afterEach(() => vi.unstubAllEnvs());

test("text breaks at spaces, and a word longer than the line stays whole", () => {
  expect(wrap("one two three four", 9)).toBe("one two\nthree\nfour");
  expect(wrap("a verylongword b", 6, "  ")).toBe("  a\n  verylongword\n  b");
});

test("NO_COLOR makes text plain, whatever else is set", () => {
  vi.stubEnv("FORCE_COLOR", "1");
  vi.stubEnv("NO_COLOR", "");
  expect(styled("bold", "x")).toBe("\u001b[1mx\u001b[22m");
  vi.stubEnv("NO_COLOR", "1");
  expect(styled("bold", "x")).toBe("x");
});

test("what would steer a terminal is written out: escapes, control characters, line ends and reading direction", () => {
  expect(printable("\u001b[31mred\u001b]0;title\u0007")).toBe("\\x1b[31mred\\x1b]0;title\\x07");
  expect(printable("a\u009b2Jb\nc\u202ed")).toBe("a\\x9b2Jb\\nc\\u202ed");
  expect(printable("Größe 株価 €/MWh")).toBe("Größe 株価 €/MWh");
});
