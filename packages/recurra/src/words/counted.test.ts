import { expect, test } from "vitest";
import { counted } from "./counted.ts";

test("counted things are in the singular for one alone, and have commas between thousands", () => {
  expect([0, 1, 2, 1260].map((n) => counted(n, "row"))).toEqual(["0 rows", "1 row", "2 rows", "1,260 rows"]);
});

test("a noun says its own plural where it takes no s", () => {
  expect([counted(1, "series", "series"), counted(3, "series", "series")]).toEqual(["1 series", "3 series"]);
});
