import { expect, test } from "vitest";
import { listedDays } from "./words.ts";

test("lengths are read aloud, as one day or several", () => {
  expect([[1], [3], [1, 2]].map(listedDays)).toEqual(["1 day", "3 days", "1 and 2 days"]);
});
