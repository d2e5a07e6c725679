import { expect, test } from "vitest";
import { style } from "../html/style.ts";
import { legendOf, roleStyle } from "./role.ts";

type Triple = readonly [number, number, number];

// How the cones' loss turns linear sRGB, after Machado, Oliveira and Fernandes 2009, at full severity.
const visions: Record<string, readonly Triple[]> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** A colour in OKLab as a reader with this vision sees it. */
function seen(hex: string, vision: readonly Triple[]): number[] {
  const linear = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const times = (rows: readonly Triple[], by: readonly number[]): number[] =>
    rows.map((row) => row.reduce((sum, factor, at) => sum + factor * by[at], 0));
  const shown = times(vision, linear).map((share) => Math.min(1, Math.max(0, share)));
  const cones = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    shown,
  ).map(Math.cbrt);
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    cones,
  );
}

function closest(theme: string, names: readonly string[], vision: readonly Triple[]): number {
  const colors = names.map((name) => seen(new RegExp(`${name}: (#[0-9a-f]{6})`).exec(theme)?.[1] ?? "", vision));
  const pairs = colors.flatMap((a, i) =>
    colors.slice(0, i).map((b) => Math.hypot(...a.map((value, at) => value - b[at]))),
  );
  return Math.min(...pairs);
}

test("the seven kinds are told apart by every kind of colour vision, in both themes: at least 0.07 in OKLab", () => {
  const kinds = (["1", "2", "3", "4", "5", "6", "7"] as const).map((role) => roleStyle(role).color);
  for (const theme of style.split("prefers-color-scheme: dark")) {
    for (const vision of Object.values(visions)) expect(closest(theme, kinds, vision)).toBeGreaterThan(0.07);
  }
});

test("truth, model, naive and input are told apart likewise: at least 0.11", () => {
  const names = (["truth", "model", "naive", "input"] as const).map((role) => roleStyle(role).color);
  for (const theme of style.split("prefers-color-scheme: dark")) {
    for (const vision of Object.values(visions)) expect(closest(theme, names, vision)).toBeGreaterThan(0.11);
  }
});

test("lines of the same name and role share one entry of the legend; of another role they do not", () => {
  const entries = legendOf([
    { label: "loss", role: "1" },
    { label: "loss", role: "1" },
    { label: "loss", role: "2", mark: "dots" },
  ]);
  expect(entries.map(({ label, color, shape }) => [label, color, shape])).toEqual([
    ["loss", "--kind-1", "line"],
    ["loss", "--kind-2", "dots"],
  ]);
});
