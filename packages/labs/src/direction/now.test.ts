import { expect, test } from "vitest";
import { countCalls } from "./now.ts";

test("days are counted by what they were and what is said from the threshold on", () => {
  const labels = [1, 1, 0, 0, 1];
  const chances = [0.6, 0.4, 0.5, 0.2, 0.5];
  expect(countCalls(labels, chances, 0.5)).toEqual([
    [1, 1],
    [1, 2],
  ]);
  expect(countCalls(labels, chances, 0.3)).toEqual([
    [1, 1],
    [0, 3],
  ]);
  expect(countCalls(labels, chances, 0.7)).toEqual([
    [2, 0],
    [3, 0],
  ]);
});
