import { expect, test } from "vitest";
import { showToyWindows } from "./windows.ts";

test("eight numbers have four windows of 3 in and 2 out, each one further than the one before", () => {
  expect(showToyWindows().text.split("\n")).toEqual([
    " 1 2 3 4 5 6 7 8",
    "[1 2 3] -> 4 5",
    "  [2 3 4] -> 5 6",
    "    [3 4 5] -> 6 7",
    "      [4 5 6] -> 7 8",
  ]);
});
