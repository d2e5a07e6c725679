import { expect, test } from "vitest";
import { tabulateCuts } from "./cut.ts";

test("shapes are written as NumPy prints them, with thousands apart", () => {
  const { rows } = tabulateCuts([{ name: "x, training", shape: [8000, 100, 1], counts: "sequences, steps, numbers" }]);
  expect(rows).toEqual([{ cells: ["x, training", "(8,000, 100, 1)", "sequences, steps, numbers"] }]);
});
