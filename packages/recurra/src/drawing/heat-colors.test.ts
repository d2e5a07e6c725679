import { expect, test } from "vitest";
import { heatColors, stepColor, stepOf, writingOn } from "./heat-colors.ts";

/** Relative luminance as in WCAG 2. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const themes = Object.entries(heatColors).map(([name, colors]) => {
  const color = (property: string): string => colors[property] ?? "none";
  const map = (kind: "sequential" | "diverging", count: number): string[] =>
    Array.from({ length: count }, (_, step) => color(stepColor(step, kind)));
  return { name, color, sequential: map("sequential", 32), diverging: map("diverging", 33) };
});

test("the sequential map has 32 colours whose lightness only goes up or only down, from the ground's end", () => {
  for (const { name, sequential } of themes) {
    const lights = sequential.map(luminance);
    const sorted = [...lights].sort((a, b) => (name === "light" ? b - a : a - b));
    expect(lights).toEqual(sorted);
    expect(new Set(sequential).size).toBe(32);
  }
});

test("the diverging map has its neutral in the middle: light on light, dark on dark, and away from it on both sides", () => {
  for (const { name, diverging } of themes) {
    const lights = diverging.map(luminance);
    const sign = name === "light" ? 1 : -1;
    for (let step = 1; step <= 16; step++) {
      expect(sign * (lights[16 - step + 1] - lights[16 - step])).toBeGreaterThan(0);
      expect(sign * (lights[16 + step - 1] - lights[16 + step])).toBeGreaterThan(0);
    }
    expect(name === "light" ? lights[16] > 0.8 : lights[16] < 0.03).toBe(true);
    // Blue below, orange above: hues that every kind of colour vision can tell apart.
    const [low, high] = [diverging[4], diverging[28]].map(
      (hex) => Number.parseInt(hex.slice(5), 16) - Number.parseInt(hex.slice(1, 3), 16),
    );
    expect(low).toBeGreaterThan(60);
    expect(high).toBeLessThan(-60);
  }
});

test("writing in cells has a contrast of at least 4.5 on every colour of both maps in both themes", () => {
  for (const theme of themes) {
    for (const map of ["sequential", "diverging"] as const) {
      const ratios = theme[map].map((ground, step) => contrast(ground, theme.color(writingOn(step, map))));
      expect(Math.min(...ratios)).toBeGreaterThan(4.5);
    }
  }
});

test("values beyond the domain have its first or last colour, and the middle of a diverging one is neutral", () => {
  expect([-2, -1, 0, 1, 2].map((value) => stepOf(value, [-1, 1], "diverging"))).toEqual([0, 0, 16, 32, 32]);
  expect([-1, 0, 0.5, 0.999, 1, 5].map((value) => stepOf(value, [0, 1], "sequential"))).toEqual([0, 0, 16, 31, 31, 31]);
});
