import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import { figure } from "./chart.ts";

const chart = figure({
  title: "Load <MW>",
  description: 'Said "aloud"',
  legend: [
    { label: "actual", color: "--ink", shape: "line" },
    { label: "naive", color: "--naive", shape: "line", dash: "6 3" },
    { label: "90% interval", color: "--band", shape: "band" },
  ],
  readings: {
    id: "load",
    domain: [0, 2],
    values: [{ label: "actual", color: "--ink" }],
    points: [1, 3, 2].map((y, x) => ({ x, label: `row ${x}`, texts: [String(y)] })),
  },
  note: (size) => (size.name === "narrow" ? "The last 90 of 300 windows." : undefined),
  draw: (size) => ({
    y: { label: `for ${size.name} screens` },
    marks: [Plot.lineY([1, 3, 2], { stroke: "var(--ink)" })],
  }),
}).text;
const document = parseHTML(`<body>${chart}</body>`).document as unknown as Document;

test("a chart is drawn once for wide and once for narrow screens, each in its own proportions", () => {
  const drawings = Array.from(document.querySelectorAll("[role=img] svg"));
  expect(drawings.map((svg) => svg.getAttribute("viewBox"))).toEqual(["0 0 780 300", "0 0 360 260"]);
  expect(drawings.map((svg) => /for (wide|narrow) screens/.exec(svg.textContent ?? "")?.[1])).toEqual([
    "wide",
    "narrow",
  ]);
});

test("its title and description are text for those who do not see it", () => {
  for (const drawing of Array.from(document.querySelectorAll("[role=img]"))) {
    expect(drawing.getAttribute("aria-label")).toBe('Load <MW>. Said "aloud"');
  }
  expect(document.querySelector("figcaption")?.textContent).toBe("Load <MW>");
});

test("what only the narrow drawing leaves out is said beside that one", () => {
  expect(document.querySelector(".narrow .note")?.textContent).toBe("The last 90 of 300 windows.");
  expect(document.querySelector(".wide .note")).toBeNull();
});

test("lines in the legend differ by dash as well as by colour", () => {
  const lines = Array.from(document.querySelectorAll(".legend line"));
  expect(lines.map((line) => line.getAttribute("stroke-dasharray"))).toEqual(["none", "6 3"]);
  expect(document.querySelectorAll(".legend rect")).toHaveLength(1);
});

test("it brings no style of its own: colours come from the page", () => {
  expect(chart).not.toContain("<style");
  expect(/(stroke|fill)="(#|rgb|white|black)/.exec(chart)?.[0]).toBeUndefined();
});
