import { expect, test } from "vitest";
import type { Block, LinesBlock } from "../data/document.ts";
import { blockBody } from "../document-page.ts";
import { numbersBlock } from "./numbers-block.ts";

const lines: LinesBlock = {
  kind: "lines",
  title: "Two lines",
  description: "they cross",
  x: { label: "day" },
  y: { label: "value" },
  lines: [
    { label: "a", role: "model", x: [1, 2, 3], y: [0.12345, null, 3] },
    { label: "b", role: "truth", x: [2, 3, 4], y: [5, 6, 7] },
  ],
};

/** The cells of the rows of a table, without its head. */
function cellsOf(text: string): string[][] {
  return [...text.replace(/<thead>.*?<\/thead>/gs, "").matchAll(/<tr>(.*?)<\/tr>/gs)]
    .map(([, row]) => [...row.matchAll(/<(?:td|th scope="row")[^>]*>(.*?)<\/t[dh]>/gs)].map(([, cell]) => cell))
    .filter((row) => row.length > 0);
}

test("lines have a row for each place at which one of them has a number", () => {
  expect(cellsOf(numbersBlock(lines).text)).toEqual([
    ["1", "0.1235", "-"],
    ["2", "-", "5"],
    ["3", "3", "6"],
    ["4", "-", "7"],
  ]);
});

test("a table of many rows has some, the same distance apart, and says so", () => {
  const x = Array.from({ length: 5000 }, (_, i) => i);
  const text = numbersBlock({ ...lines, lines: [{ label: "a", role: "model", x, y: x }] }).text;
  expect(cellsOf(text)).toHaveLength(200);
  expect(text).toContain("200 of 5,000 rows");
});

test("bars, heat maps and passages have theirs, and a text has none", () => {
  const bars: Block = {
    ...{ kind: "bars", title: "Bars", description: "", value: { label: "error" } },
    bars: [{ label: "naive", role: "naive", value: 2, low: 1, high: 3 }],
  };
  expect(cellsOf(numbersBlock(bars).text)).toEqual([["naive", "2", "1", "3"]]);
  const heat: Block = {
    ...{ kind: "heat", title: "Heat", description: "", x: { label: "step" }, columns: [0, 1] },
    ...{ colors: "sequential", domain: [0, 1], legend: "open" },
    grids: [{ title: "forget", rowsLabel: "unit", rows: [[0.5, 1]] }],
  };
  expect(cellsOf(numbersBlock(heat).text)).toEqual([["1", "0.5", "1"]]);
  const untitled: Block = { ...heat, grids: [{ title: "", rowsLabel: "", rows: [[0, 1]] }] };
  expect(numbersBlock(untitled).text).toContain("Heat; columns: step");
  const passages: Block = {
    ...{ kind: "passages", title: "Texts", description: "", colors: "sequential", domain: [0, 1], legend: "chance" },
    passages: [{ label: "one", pieces: ["a", " "], values: [0.25, null] }],
  };
  expect(cellsOf(numbersBlock(passages).text)).toEqual([
    ["a", "0.25"],
    ["&quot; &quot;", "-"],
  ]);
  expect(numbersBlock({ kind: "text", text: "words" }).text).toBe("");
});

test("a readable block's values are read off point by point, under its own id, and its numbers fold out", () => {
  const text = blockBody(lines, { readable: "mine-1" });
  expect(text.match(/<input type=radio name=mine-1>/g)).toHaveLength(4);
  expect(text).toContain("<u>day 3<i>3</i><i>6</i></u>");
  expect(text).toContain('<details class="numbers">');
  expect(blockBody(lines)).not.toMatch(/<input|<details/);
});

test("a path over the plane, whose x goes to and fro, has its numbers only", () => {
  const path: LinesBlock = { ...lines, lines: [{ label: "a", role: "model", x: [1, 3, 2], y: [1, 2, 3] }] };
  const text = blockBody(path, { readable: "mine" });
  expect([text.includes("<input"), text.includes("<details")]).toEqual([false, true]);
});

test("an id that is none is refused", () => {
  expect(() => blockBody(lines, { readable: 'a"><script>' })).toThrow("an id of letters, digits and -");
});

test("each of the small charts is read by itself, and says what it shows", () => {
  const panels: Block = {
    ...{ kind: "panels", title: "Small", description: "waves", x: lines.x, y: lines.y },
    panels: [
      { title: "first", lines: lines.lines },
      { title: "second", lines: lines.lines },
    ],
  };
  const text = blockBody(panels, { readable: "p" });
  const names = [...text.matchAll(/<input type=radio name=([\w-]+)>/g)].map(([, name]) => name);
  expect([...new Set(names)]).toEqual(["p-wide-0", "p-wide-1", "p-narrow-0", "p-narrow-1"]);
  expect(text.match(/role="img" aria-label="Small: second\. waves"/g)).toHaveLength(2);
  expect(blockBody(panels).match(/role="img"/g)).toHaveLength(2);
});

test("parts that are named alike in two pictures have regions of their own", () => {
  const panels = (title: string): Block => ({
    ...{ kind: "panels", title, description: "", x: { label: "day" }, y: { label: "value" } },
    panels: [{ title: "GRU", lines: lines.lines }],
  });
  const named = (title: string) => numbersBlock(panels(title)).text.match(/role="region" aria-label="([^"]*)"/)?.[1];
  expect(named("Prices")).toBe("Prices: GRU");
  expect(named("Losses")).toBe("Losses: GRU");
  expect(numbersBlock(lines).text).toContain('role="region" aria-label="Two lines"');
});
