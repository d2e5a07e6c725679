import { expect, test } from "vitest";
import { moveBy, within } from "./cursor.ts";

const field = { steps: 30, units: 4 };
const at = (t: number, unit: number) => ({ t, unit, symbol: "f" });

test("arrows move by a step or a unit, pages by ten steps, Home and End to the ends", () => {
  expect(moveBy("ArrowRight", at(3, 1), field)).toEqual(at(4, 1));
  expect(moveBy("ArrowLeft", at(3, 1), field)).toEqual(at(2, 1));
  expect(moveBy("ArrowDown", at(3, 1), field)).toEqual(at(3, 2));
  expect(moveBy("ArrowUp", at(3, 1), field)).toEqual(at(3, 0));
  expect(moveBy("PageDown", at(3, 1), field)).toEqual(at(13, 1));
  expect(moveBy("Home", at(3, 1), field)).toEqual(at(0, 1));
  expect(moveBy("End", at(3, 1), field)).toEqual(at(29, 1));
});

test("it stays where there is something, and other keys are not its own", () => {
  expect(moveBy("ArrowLeft", at(0, 0), field)).toEqual(at(0, 0));
  expect(moveBy("ArrowDown", at(0, 3), field)).toEqual(at(0, 3));
  expect(moveBy("Tab", at(0, 0), field)).toBeUndefined();
  expect(within(at(99, 99), { steps: 10, units: 2 })).toEqual(at(9, 1));
});
