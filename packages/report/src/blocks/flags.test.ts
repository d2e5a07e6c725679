import { textWidth } from "recurra/drawing";
import { expect, test } from "vitest";
import { type Flag, flagsOf } from "./flags.ts";

/** The span of a name. */
function span({ x, label, anchor }: Flag): [number, number] {
  const width = textWidth(label, 12);
  return anchor === "start" ? [x + 5, x + 5 + width] : [x - 5 - width, x - 5];
}

function checked(flags: readonly Flag[]): void {
  for (const a of flags) {
    for (const b of flags) {
      if (a === b) continue;
      const [[aLeft, aRight], [bLeft, bRight]] = [span(a), span(b)];
      expect(a.row === b.row && aLeft < bRight && bLeft < aRight).toBe(false);
      // The line of b reaches up to the row of its own name.
      expect(b.row >= a.row && b.x > aLeft && b.x < aRight).toBe(false);
    }
  }
}

test("names far from each other stand in one row, to the right of their lines", () => {
  const { placed } = flagsOf(
    [
      { label: "a", x: 100 },
      { label: "b", x: 300 },
    ],
    50,
    700,
  );
  expect(placed.map(({ anchor, row }) => [anchor, row])).toEqual([
    ["start", 0],
    ["start", 0],
  ]);
});

test("names never meet, neither each other nor another's line, however close the lines are", () => {
  const names = ["training ends", "best epoch, kept for the test", "stopped early", "test begins"];
  for (const width of [360, 780]) {
    for (const start of [60, 150, 250]) {
      for (const step of [3, 15, 40]) {
        const { placed } = flagsOf(
          names.map((label, at) => ({ label, x: start + at * step })),
          56,
          width,
        );
        checked(placed);
      }
    }
  }
});

test("near the right edge names stand to the left, and no name leaves the chart", () => {
  const { placed, unplaced } = flagsOf(
    [
      { label: "validation", x: 313 },
      { label: "test begins", x: 357 },
    ],
    56,
    390,
  );
  expect(unplaced).toEqual([]);
  checked(placed);
  for (const flag of placed) expect(span(flag)[1]).toBeLessThanOrEqual(390);
});

test("a name with room on neither side is cut", () => {
  const { placed } = flagsOf([{ label: "x".repeat(200), x: 200 }], 56, 344);
  expect(placed[0].label).toMatch(/^x+…$/);
});

test("of lines on the same place some names are left for the note", () => {
  const { placed, unplaced } = flagsOf(
    [
      { label: "one", x: 200 },
      { label: "two", x: 200 },
      { label: "three", x: 200 },
    ],
    56,
    700,
  );
  checked(placed);
  expect(placed.length + unplaced.length).toBe(3);
});
