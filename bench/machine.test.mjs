import { expect, test } from "vitest";
import { busyness } from "./machine.mjs";

test("a machine with more than half of its cores at work is called busy", () => {
  expect(busyness(1, 2)).toBeUndefined();
  expect(busyness(1.26, 2)).toBe(
    "The machine was busy when this run began: a load of 1.3 in the minute before, on 2 cores. The times may mislead.",
  );
});
