import { expect, test } from "vitest";
import type { CellKind } from "./cell-kind.ts";
import { cellWriter, type Stored } from "./cell-text.ts";

const never = (): void => {
  throw new Error("large");
};
const text = (kind: CellKind, value: Stored): string => cellWriter(kind, never)(value);
const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

test("times are those of the clock, before 1970 too, and keep what is below a second", () => {
  const stamp = (second: number, utc = false): CellKind => ({ of: "timestamp", second, utc });
  expect(text(stamp(1e3), -1n)).toBe("1969-12-31 23:59:59.999");
  expect(text(stamp(1e6), 1_500_000n)).toBe("1970-01-01 00:00:01.500");
  expect(text(stamp(1e9), 1_704_067_200_000_000_001n)).toBe("2024-01-01 00:00:00.000000001");
  expect(text(stamp(1e3, true), 0n)).toBe("1970-01-01 00:00:00Z");
  expect(text(stamp(1e9), -(2n ** 63n))).toBe(""); // pandas' NaT
  expect(text({ of: "time", second: 1e6 }, 86_399_000_000n)).toBe("23:59:59");
  expect(text({ of: "date" }, -719_528)).toBe("0000-01-01");
  // No text of a year beyond 9999 would be read as what it is.
  expect(text({ of: "date" }, 2_932_897)).toBe("day 2932897");
});

test("decimals and whole numbers keep all their digits", () => {
  expect(text({ of: "decimal", scale: 2 }, -5)).toBe("-0.05");
  expect(text({ of: "decimal", scale: 0 }, 12n)).toBe("12");
  expect(text({ of: "decimal", scale: 1 }, bytes(0xff, 0x38))).toBe("-20.0");
  expect(text({ of: "decimal", scale: 1 }, bytes())).toBe("0.0");
  expect(text({ of: "unsigned" }, -1)).toBe("4294967295");
  expect(text({ of: "integer" }, 2n ** 53n)).toBe("9007199254740992");
  expect(() => text({ of: "integer" }, 2n ** 53n + 1n)).toThrow("large");
  expect(() => text({ of: "unsigned" }, -1n)).toThrow("large");
});

test("what is no number is a missing cell; what is too large for one says so", () => {
  expect(text({ of: "number" }, Number.NaN)).toBe("");
  expect(text({ of: "number" }, Number.NEGATIVE_INFINITY)).toBe("-Infinity");
  expect(text({ of: "uuid" }, new Uint8Array(16).fill(0xa1))).toBe("a1a1a1a1-a1a1-a1a1-a1a1-a1a1a1a1a1a1");
});
