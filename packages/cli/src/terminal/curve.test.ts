import { expect, test } from "vitest";
import { type Curve, drawChart, joinBeside } from "./curve.ts";

const falling: Curve = { name: "falls", mark: "o", values: [4, 3, 2, 1] };

test("the greatest value is at the top, the least at the bottom, the epochs from left to right", () => {
  expect(drawChart([falling], 40, 4)).toEqual([
    "4 ┤o",
    "  │    o",
    "  │        o",
    "1 ┤            o",
    "  └─────────────",
    "   1   epochs  4",
    "   o falls",
  ]);
});

test("two curves keep their own marks, and the cells in which they meet say so", () => {
  const lines = drawChart([falling, { name: "rises", mark: "x", values: [1, 2, 2, 4] }], 40, 4);
  expect(lines.slice(0, 4)).toEqual(["4 ┤o           x", "  │    o", "  │    x   *", "1 ┤x           o"]);
  expect(lines.at(-1)).toBe("   o falls   x rises   * where they meet");
});

test("more epochs than columns: a column shows the mean of its epochs, and nothing is wider than asked", () => {
  const values = Array.from({ length: 1000 }, (_, n) => (n % 2 === 0 ? 0 : 2) + (n === 999 ? 2000 : 0));
  const lines = drawChart([{ name: "shakes", mark: "o", values }], 30, 3);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(30);
  expect(lines[2]).toMatch(/0 ┤o+$/);
  expect(lines[4]).toMatch(/1 +epochs +1000$/);
});

test("epochs stand evenly apart: as far as the room allows", () => {
  const values = Array.from({ length: 8 }, () => 1);
  const drawn = (width: number): string => drawChart([{ name: "level", mark: "o", values }], width, 1)[0];
  expect(drawn(100)).toBe("1 ┤o   o   o   o   o   o   o   o");
  expect(drawn(24)).toBe("1 ┤o o o o o o o o");
  expect(drawn(12)).toBe("1 ┤oooooooo");
  expect(drawn(8)).toBe("1 ┤ooooo");
});

test("values that span more than a factor of 30 are drawn on a logarithmic scale, and it is said", () => {
  const lines = drawChart([{ name: "far", mark: "o", values: [1000, 100, 10, 1] }], 40, 4);
  expect(lines.slice(0, 4)).toEqual(["1000 ┤o", "     │    o", "     │        o", "   1 ┤            o"]);
  expect(lines.at(-1)).toBe("      o far   log scale");
});

test("what is not a number leaves a gap; a curve that is level, or of one epoch, is drawn; nothing to draw is no line", () => {
  expect(drawChart([{ ...falling, values: [4, null, Number.NaN, 1] }], 40, 2).slice(0, 2)).toEqual([
    "4 ┤o",
    "1 ┤            o",
  ]);
  expect(drawChart([{ ...falling, values: [2, 2, 2] }], 40, 3).slice(0, 3)).toEqual(["  │", "2 ┤o   o   o", "  │"]);
  expect(drawChart([{ ...falling, values: [0] }], 40, 3)).toEqual([
    "  │",
    "0 ┤o",
    "  │",
    "  └─",
    "   epoch 1",
    "   o falls",
  ]);
  expect(drawChart([{ ...falling, values: [null, Number.POSITIVE_INFINITY] }], 40)).toEqual([]);
});

test("a legend that is too long goes on in the next line; colours take no room", () => {
  const paint = (text: string): string => `\u001b[32m${text}\u001b[39m`;
  const lines = drawChart(
    ["first", "second", "third"].map((name, n) => ({ name, mark: "abc"[n], values: [n], paint })),
    24,
  );
  const green = (mark: string): string => paint(mark);
  expect(lines.slice(-2)).toEqual([`   ${green("a")} first   ${green("b")} second`, `   ${green("c")} third`]);
});

test("charts stand beside each other, whatever their colours", () => {
  expect(joinBeside(["ab", "\u001b[32mc\u001b[39m"], ["x", "y", "z"], 2)).toEqual([
    "ab  x",
    "\u001b[32mc\u001b[39m   y",
    "    z",
  ]);
});
