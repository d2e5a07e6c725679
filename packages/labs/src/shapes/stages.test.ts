import { ones } from "recurra";
import { expect, test } from "vitest";
import { formatStages, Stages, unseen } from "./stages.ts";

test("what passes is noted with its own shape and given back", () => {
  const stages = new Stages();
  const x = ones([5, 3, 2]);
  expect(stages.see("x", "[B, T, I]", x)).toBe(x);
  expect(unseen("x", "[B, T, I]", x)).toBe(x);
  expect(stages.list).toEqual([{ name: "x", letters: "[B, T, I]", shape: [5, 3, 2] }]);
  expect(stages.of("x")).toEqual([5, 3, 2]);
});

test("a tensor that did not pass has no shape", () => {
  expect(() => new Stages().of("y")).toThrow("no tensor called y passed");
});

test("the lines stand below each other", () => {
  const lines = formatStages([
    { name: "x", letters: "[B, T, I]", shape: [5, 3, 2] },
    { name: "state.h", letters: "[L*D, B, H]", shape: [1, 5, 24] },
  ]);
  expect(lines).toBe(
    "tensor    letters       sizes\nx         [B, T, I]     [5, 3, 2]\nstate.h   [L*D, B, H]   [1, 5, 24]",
  );
});
