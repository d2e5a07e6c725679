import { expect, test } from "vitest";
import { timeLeft } from "./time-left.ts";

test("the time left is a bound in seconds, minutes or hours, and nothing at the end", () => {
  expect([0, 0.2, 99, 100, 5000, 7300].map(timeLeft)).toEqual([
    "",
    "< 1 s left",
    "< 99 s left",
    "< 2 min left",
    "< 84 min left",
    "< 3 h left",
  ]);
});
