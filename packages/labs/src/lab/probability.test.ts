import { expect, test } from "vitest";
import { probability } from "./probability.ts";

test("a probability has three decimals, or is less than the last of them", () => {
  expect([probability(0.0344), probability(0.0004), probability(1)]).toEqual(["p = 0.034", "p < 0.001", "p = 1.000"]);
});
