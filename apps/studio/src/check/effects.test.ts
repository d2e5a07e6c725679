import { expect, test } from "vitest";
import { effectOf, withSettings } from "./effects.ts";

test("what a remedy sets comes beside what is set already: marks are added, a condition replaces that on its column", () => {
  expect(withSettings({ missing: "-9999", where: "Store=1" }, { missing: "M", where: "Dept=2" }, true)).toEqual({
    missing: "-9999,M",
    where: "Store=1\nDept=2",
  });
  expect(withSettings({ missing: "M", where: "Store=1\nDept=2" }, { missing: "M", where: "Store=3" }, true)).toEqual({
    missing: "M",
    where: "Dept=2\nStore=3",
  });
});

test("a field replaces what it held, and an empty one takes the setting away", () => {
  expect(withSettings({ missing: "-9999", sort: "true" }, { missing: "M", sort: "" })).toEqual({ missing: "M" });
});

test("what is left out is said to be", () => {
  expect(effectOf("repair", "drop")).toContain("left out");
  expect(effectOf("time", "false")).not.toBe(effectOf("time", "Date"));
  expect(effectOf("seed", "1")).toBe("");
});
