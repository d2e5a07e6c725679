import { expect, test } from "vitest";
import { grouped } from "./grouped.ts";

test("whole numbers have commas between thousands", () => {
  expect([0, 7, 999, 1000, 12345, 1234567].map(grouped)).toEqual(["0", "7", "999", "1,000", "12,345", "1,234,567"]);
  expect([-999, -1000].map(grouped)).toEqual(["-999", "-1,000"]);
});
