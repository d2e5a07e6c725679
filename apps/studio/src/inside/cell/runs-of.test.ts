import { expect, test } from "vitest";
import { runsOf } from "./runs-of.ts";

test("what follows _ stands below the line, with a true minus", () => {
  expect(runsOf("W_{if} h_{t-1} + b")).toEqual([
    { text: "W", low: false },
    { text: "if", low: true },
    { text: " h", low: false },
    { text: "t−1", low: true },
    { text: " + b", low: false },
  ]);
  expect(runsOf("tanh")).toEqual([{ text: "tanh", low: false }]);
});
