import { expect, test } from "vitest";
import { thin } from "./thin.ts";

test("a short series keeps every row", () => {
  expect(thin([5, 4, 6], 3)).toEqual([0, 1, 2]);
});

test("a long series keeps its ends, its order and its highest and lowest rows, and little more than asked", () => {
  const values = Array.from({ length: 10_000 }, (_, i) => Math.sin(i / 50));
  values[777] = 9;
  values[4321] = -9;
  const rows = thin(values, 200);
  expect(rows[0]).toBe(0);
  expect(rows[rows.length - 1]).toBe(9999);
  expect(rows).toEqual(rows.toSorted((a, b) => a - b));
  expect(rows).toContain(777);
  expect(rows).toContain(4321);
  expect(rows.length).toBeLessThanOrEqual(202);
});
