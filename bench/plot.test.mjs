import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import { growthPlot } from "./plot.mjs";
import { growth } from "./results.fixture.mjs";

const svg = growthPlot(growth);

test("the plot is one file with a panel for each axis that was measured", () => {
  expect(svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg"')).toBe(true);
  expect(svg).toContain("T, steps");
  expect(svg).toContain("B, sequences");
  expect(svg).not.toContain("H, units");
  for (const tick of [">10</text>", ">100</text>", ">4</text>", ">1 ms</text>", ">10 ms</text>"])
    expect(svg).toContain(tick);
  const { document } = parseHTML(svg);
  expect(document.querySelectorAll("circle, path[d]").length).toBeGreaterThan(0);
});

test("it brings its own ground and colours for light and for dark, and needs no script and no other file", () => {
  expect(svg).toContain("prefers-color-scheme: dark");
  expect(svg).toContain('<rect width="100%" height="100%" fill="var(--ground)"/>');
  expect(svg).not.toMatch(/<script|href=|url\(|currentColor.*<style/);
});

test("equal powers are parallel: ten times the seconds are the same height on both scales", () => {
  // Ours grows from 1 to 10 ms over T, PyTorch from 10 to 20 ms: the line of ours rises log(10) / log(2) times as much.
  const paths = [...svg.matchAll(/<path[^>]* d="M([\d.]+),([\d.]+)L([\d.]+),([\d.]+)"/g)].map((match) =>
    match.slice(1).map(Number),
  );
  const rises = paths.map(([, from, , to]) => from - to).filter((rise) => rise > 0);
  expect(rises.length).toBeGreaterThanOrEqual(2);
  expect(rises[0] / rises[1]).toBeCloseTo(Math.log(10) / Math.log(2), 1);
});

test("it is the same text every time", () => {
  expect(growthPlot(growth)).toBe(svg);
});
