// Colours for values: two maps in steps, each for light and for dark. Every arm runs from the ground's lightness to the
// other end of it in OKLab (Ottosson 2020), so that order can be read from lightness alone, whatever hues a reader can
// tell apart; the diverging one adds blue against orange. Halfway all have about the same lightness, so that the writing in
// cells turns at the same step on both grounds.
import * as portableMath from "../core/math.ts";
import type { Colors } from "./theme.ts";

/** Steps of the sequential map, and of the diverging one with its middle. */
export const steps = { sequential: 32, diverging: 33 } as const;

export type ColorMap = keyof typeof steps;

type Color = readonly [lightness: number, chroma: number, hue: number];
type Arm = readonly [ground: Color, half: Color, end: Color];

interface Theme {
  readonly sequential: Arm;
  readonly low: Arm;
  readonly high: Arm;
  /** Writing on the half of an arm that is near the ground, and on the far half. */
  readonly near: string;
  readonly far: string;
}

const light: Theme = {
  sequential: [
    [0.965, 0.02, 130],
    [0.565, 0.09, 222],
    [0.26, 0.12, 285],
  ],
  low: [
    [0.955, 0.003, 100],
    [0.583, 0.14, 250],
    [0.34, 0.13, 264],
  ],
  high: [
    [0.955, 0.003, 100],
    [0.583, 0.15, 46],
    [0.35, 0.12, 36],
  ],
  near: "#000000",
  far: "#ffffff",
};

const dark: Theme = {
  sequential: [
    [0.26, 0.03, 285],
    [0.565, 0.1, 235],
    [0.95, 0.1, 130],
  ],
  low: [
    [0.265, 0.008, 260],
    [0.55, 0.14, 252],
    [0.86, 0.1, 225],
  ],
  high: [
    [0.265, 0.008, 260],
    [0.55, 0.14, 46],
    [0.88, 0.12, 78],
  ],
  near: "#ffffff",
  far: "#000000",
};

/** The custom properties of both maps: --seq-0 to --seq-31, --div-0 to --div-32, and the writing on them. */
export const heatColors: Colors = {
  light: /* @__PURE__ */ colorsOf(light),
  dark: /* @__PURE__ */ colorsOf(dark),
};

/** The step of a value; values beyond the domain have its first or last one. */
export function stepOf(value: number, [low, high]: readonly [number, number], map: ColorMap): number {
  const share = Math.min(1, Math.max(0, (value - low) / (high - low)));
  return map === "diverging" ? Math.round(share * 32) : Math.min(31, Math.floor(share * 32));
}

/** The custom property of a step's colour. */
export function stepColor(step: number, map: ColorMap): string {
  return `--${map === "diverging" ? "div" : "seq"}-${step}`;
}

/** The custom property of the writing on a step's colour. */
export function writingOn(step: number, map: ColorMap): string {
  const far = map === "diverging" ? Math.abs(step - 16) > 8 : step > 15;
  return far ? "--on-far" : "--on-near";
}

/** The colours of a theme by their custom properties. */
function colorsOf(theme: Theme): Readonly<Record<string, string>> {
  const colors: Record<string, string> = { "--on-near": theme.near, "--on-far": theme.far };
  for (let step = 0; step < steps.sequential; step++) colors[`--seq-${step}`] = along(theme.sequential, step / 31);
  for (let step = 0; step < steps.diverging; step++) {
    const arm = step < 16 ? theme.low : theme.high;
    colors[`--div-${step}`] = along(arm, Math.abs(step - 16) / 16);
  }
  return colors;
}

/** The colour at a share of an arm's way, as a straight line in OKLab between its three colours. */
function along([ground, half, end]: Arm, share: number): string {
  const [from, to, way] = share <= 0.5 ? [ground, half, 2 * share] : [half, end, 2 * share - 1];
  const [a, b] = [lab(from), lab(to)];
  return hex(a.map((value, axis) => value + way * (b[axis] - value)));
}

function lab([lightness, chroma, hue]: Color): number[] {
  const angle = (hue * Math.PI) / 180;
  return [lightness, chroma * portableMath.cos(angle), chroma * portableMath.sin(angle)];
}

function cube(value: number): number {
  return value * value * value;
}

/** OKLab to sRGB. */
function hex([lightness, a, b]: readonly number[]): string {
  const l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
  const m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
  const s = cube(lightness - 0.0894841775 * a - 1.291485548 * b);
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  const bytes = linear.map((value) => {
    const kept = Math.min(1, Math.max(0, value));
    const encoded = kept <= 0.0031308 ? 12.92 * kept : 1.055 * portableMath.pow(kept, 1 / 2.4) - 0.055;
    return Math.round(255 * encoded)
      .toString(16)
      .padStart(2, "0");
  });
  return `#${bytes.join("")}`;
}
