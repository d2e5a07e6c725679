import type { LegendEntry } from "./chart.ts";

// One colour and dash for each on the whole page. Colours after Okabe and Ito, for every kind of colour vision.

export const truthLine: LegendEntry = { label: "actual", color: "--ink", shape: "line" };

export function modelLine(name: string): LegendEntry {
  return { label: name, color: "--model", shape: "line" };
}

const RIVALS = [
  ["--naive", "6 3"],
  ["--drift", "2 3"],
  ["--seasonal", "9 3 2 3"],
] as const;

/** A rival's line; `rank` 0 is the best of them. */
export function rivalLine(name: string, rank = 0): LegendEntry {
  const [color, dash] = RIVALS[rank % RIVALS.length];
  return { label: name, color, dash, shape: "line" };
}
