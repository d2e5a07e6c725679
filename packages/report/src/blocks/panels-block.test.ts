import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import type { Line, PanelsBlock } from "../data/document.ts";
import { panelsBlock } from "./panels-block.ts";

const line = (label: string, role: Line["role"], height: number): Line => ({
  label,
  role,
  x: [0, 1, 2],
  y: [0, height, 0],
});

function block(count: number): PanelsBlock {
  return {
    kind: "panels",
    title: "Sequences",
    description: "six of them",
    x: { label: "step" },
    y: { label: "value" },
    panels: Array.from({ length: count }, (_, k) => ({
      title: `Number <${k}>`,
      lines: [line("clean", "truth", 10 * (k + 1)), line("GRU", "model", 9)],
    })),
  };
}

function drawn(count: number): Document {
  return parseHTML(`<body>${panelsBlock(block(count)).text}</body>`).document as unknown as Document;
}

test("one legend stands for all panels", () => {
  const document = drawn(6);
  expect(Array.from(document.querySelectorAll(".legend li"), (entry) => entry.textContent?.trim())).toEqual([
    "clean",
    "GRU",
  ]);
  expect(document.querySelectorAll(".wide .panels svg.plot")).toHaveLength(6);
  expect(document.querySelectorAll(".wide path.line")).toHaveLength(12);
  expect(Array.from(document.querySelectorAll(".narrow .panel"), (title) => title.textContent)[5]).toBe("Number <5>");
});

test("two or three stand side by side, and one below the other on a narrow screen", () => {
  const across = [1, 2, 3, 4, 6].map((count) => drawn(count).querySelector(".wide .panels")?.className);
  expect(across).toEqual([
    "panels across-1",
    "panels across-2",
    "panels across-3",
    "panels across-2",
    "panels across-3",
  ]);
  expect(drawn(4).querySelector(".narrow .panels")?.className).toBe("panels across-1");
});

test("all panels have the same scales: the same line has the same shape in each", () => {
  const paths = Array.from(drawn(3).querySelectorAll(".wide path.line[stroke='var(--model)']"), (path) =>
    path.getAttribute("d"),
  );
  expect(new Set(paths).size).toBe(1);
  const truths = Array.from(drawn(3).querySelectorAll(".wide path.line[stroke='var(--ink)']"), (path) =>
    path.getAttribute("d"),
  );
  expect(new Set(truths).size).toBe(3);
});

test("panels of a row are equally high, whichever of them names the axes", () => {
  const heights = Array.from(drawn(5).querySelectorAll(".wide svg.plot"), (svg) => svg.getAttribute("height"));
  expect(new Set(heights.slice(0, 3)).size).toBe(1);
  expect(new Set(heights.slice(3)).size).toBe(1);
});
