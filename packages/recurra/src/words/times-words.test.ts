import { expect, test } from "vitest";
import { timesWords } from "./times-words.ts";

test("how many times one error is another has two decimals, and an end", () => {
  expect([0.789, 1, 999, 2.2e13, Number.POSITIVE_INFINITY].map(timesWords)).toEqual([
    "0.79",
    "1.00",
    "999.00",
    "over 999",
    "over 999",
  ]);
});
