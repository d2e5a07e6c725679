import { expect, test } from "vitest";
import { listed, listedFirst } from "./listed.ts";

test("the last of a list comes after an and, or the word that was asked for", () => {
  expect([[], [3], [3, 4], [3, 4, 5]].map((items) => listed(items))).toEqual(["", "3", "3 and 4", "3, 4 and 5"]);
  expect(listed(["a", "b", "c"], "or")).toBe("a, b or c");
});

test("of a long list the rest is counted", () => {
  expect(listedFirst(["a", "b"], 2)).toBe("a, b");
  expect(listedFirst(["a", "b", "c"], 2)).toBe("a, b and 1 more");
  expect(listedFirst(["a", "b", "c"], 1, "; ", "; ")).toBe("a; and 2 more");
  expect(
    listedFirst(
      Array.from({ length: 1234 }, () => "x"),
      1,
    ),
  ).toBe("x and 1,233 more");
});
