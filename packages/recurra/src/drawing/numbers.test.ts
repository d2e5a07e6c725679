import { expect, test } from "vitest";
import { fixed, shorten, shortFormat, tick, valueFormat } from "./numbers.ts";

test("values get the decimals that tell five digits of the largest one", () => {
  expect([188.59, 3.1].map(valueFormat([188.59, 3.1]))).toEqual(["188.59", "3.10"]);
  expect([0.012345, -0.001].map(valueFormat([0.012345]))).toEqual(["0.012345", "−0.001000"]);
  expect(valueFormat([79_237_200])(79_237_200)).toBe("79,237,200");
  expect(valueFormat([1.5e-9])(-1.5e-9)).toBe("−1.5000e−9");
  expect(valueFormat([0])(0)).toBe("0");
});

test("a value that rounds to zero has no minus sign", () => {
  expect(fixed(-0.001, 2)).toBe("0.00");
});

test("thousands are grouped only before the decimal point", () => {
  expect(fixed(1234567.891234, 6)).toBe("1,234,567.891234");
});

test("ticks are short at any size", () => {
  expect([0, 0.25, -150, 9999, 12_500, 3_400_000, 2e9, 4e-7].map(tick)).toEqual([
    "0",
    "0.25",
    "−150",
    "9999",
    "12.5k",
    "3.4M",
    "2G",
    "4e−7",
  ]);
});

test("a long text is cut by characters, never within one", () => {
  expect(shorten("𝒞lose", 3)).toBe("𝒞l…");
  expect(shorten("Close", 5)).toBe("Close");
});

test("short numbers have as few decimals as tell them, the same for all", () => {
  const written = (values: number[]): string[] => values.map(shortFormat(values));
  expect(written([0.53, 0.5, 0.6])).toEqual(["0.53", "0.50", "0.60"]);
  expect(written([40, 73, 1002])).toEqual(["40", "73", "1,002"]);
  expect(written([18.29123, 41.3])).toEqual(["18.29", "41.30"]);
  expect(written([-1, 0.25])).toEqual(["−1.00", "0.25"]);
  expect(written([0, 0])).toEqual(["0", "0"]);
});
