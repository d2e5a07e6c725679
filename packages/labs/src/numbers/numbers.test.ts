import { expect, test } from "vitest";
import { counted, listed, percent, whole } from "./numbers.ts";

test("whole numbers have commas between thousands", () => {
  expect([0, 999, 1000, 1234567].map(whole)).toEqual(["0", "999", "1,000", "1,234,567"]);
});

test("counted things are in the singular for one alone", () => {
  expect([counted(1, "step"), counted(0, "step"), counted(2000, "step")]).toEqual(["1 step", "0 steps", "2,000 steps"]);
  expect(counted(2, "series", "series")).toBe("2 series");
});

test("a share is written in percent", () => {
  expect([percent(0.985), percent(1), percent(0.5, 0)]).toEqual(["98.5%", "100.0%", "50%"]);
});

test("the last of a list comes after an and", () => {
  expect([[3], [3, 4], [3, 4, 5]].map(listed)).toEqual(["3", "3 and 4", "3, 4 and 5"]);
});
