import { expect, test } from "vitest";
import { ahead, beside, markdownTable, textTable, threeDigits, time, timesWithSpread } from "./table.mjs";

test("times have three digits and the unit that fits", () => {
  expect([12.34, 1.2, 0.99951, 0.0341, 0.00012345, 0.0000009].map(time)).toEqual([
    "12.3 s",
    "1.20 s",
    "1.00 s",
    "34.1 ms",
    "123 µs",
    "0.90 µs",
  ]);
});

test("ratios have three digits", () => {
  expect([0.4, 3.516, 40.04, 251.7].map(threeDigits)).toEqual(["0.40", "3.52", "40.0", "252"]);
  expect(timesWithSpread({ median: 3.52, quartiles: [3.4, 3.6] })).toBe("3.52x (3.40 to 3.60)");
});

test("who is ahead is said plainly, and nobody is when half of the rounds lie on both sides of 1", () => {
  expect(ahead({ median: 2, quartiles: [1.9, 2.1] }, "PyTorch")).toBe("Recurra 2.00x");
  expect(ahead({ median: 0.5, quartiles: [0.4, 0.6] }, "PyTorch")).toBe("PyTorch 2.00x");
  expect(ahead({ median: 1.02, quartiles: [0.9, 1.1] }, "PyTorch")).toBe("even");
});

test("a goal stands beside its ratio, met from equal on", () => {
  expect(beside(3.5, 3.5)).toBe("goal 3.5x met");
  expect(beside(3.5, 3.49)).toBe("goal 3.5x missed");
  expect(beside(undefined, 2)).toBe("");
});

test("tables align in the terminal, and keep bars inside Markdown's cells", () => {
  expect(textTable([["a", "b"], ["long", "c"], ["d"]], " ")).toBe(" a     b\n long  c\n d");
  expect(
    markdownTable([
      ["a", "b"],
      ["x|y", undefined],
    ]),
  ).toBe("| a | b |\n| --- | ---: |\n| x\\|y |  |");
});
