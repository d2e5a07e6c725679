import { expect, test } from "vitest";
import { zeros } from "../tensor/index.ts";
import { ShapeKeys } from "./shape-keys.ts";

test("keys are equal for equal shapes alone, whatever was asked before", () => {
  const keys = new ShapeKeys();
  const lists = [[[2, 3], [2]], [[2, 3], [3]], [[2, 3]], [[2], [3, 2]], [[2, 3, 1], [2]], [[], [2]], [[]]].map(
    (shapes) => shapes.map((shape) => zeros(shape)),
  );
  const found = [...lists, ...lists.toReversed()].map((list) => keys.of(list));
  expect(new Set(found).size).toBe(lists.length);
  expect(found.slice(lists.length).reverse()).toEqual(found.slice(0, lists.length));
  for (const list of lists) expect(keys.of(list)).toBe(keys.of(list));
});
