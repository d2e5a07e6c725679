import { expect, test } from "vitest";
import { decimalsFor, fixed } from "./fixed-number.ts";

test("numbers have the decimals that show their error with four digits", () => {
  expect(fixed(1234.5678, decimalsFor(0.5))).toBe("1,234.5678");
  expect(fixed(1234.5678, decimalsFor(500))).toBe("1,234.6");
  expect([fixed(null, 2), fixed(0, 2), fixed(1e15, 2)]).toEqual(["-", "0.00", "1.000e+15"]);
});

test("tiny numbers have an exponent, with the digits that their error deserves, and are never shown as zero", () => {
  const decimals = decimalsFor(1.2e-11);
  expect(fixed(4.374206282466e-9, decimals)).toBe("4.37421e-9");
  expect(fixed(1.2e-11, decimals)).toBe("1.200e-11");
  expect(fixed(-4.374206282466e-9, decimals)).toBe("-4.37421e-9");
  expect(fixed(0, decimals)).toBe("0");
  expect(fixed(12.5, decimals)).toBe("12.50000000");
  expect(fixed(1e-300, decimalsFor(1e-300))).toBe("1.000e-300");
});
