import type { LegendEntry } from "./chart.ts";

/** One method, one colour and dash on the whole page. Colours after Okabe and Ito, for every kind of colour vision. */
export function methodLine(name: string, kind: "model" | "naive" | "simple"): LegendEntry {
  if (kind === "model") return { label: name, color: "--model", shape: "line" };
  const dashes: Record<string, [string, string]> = {
    "last value": ["--naive", "6 3"],
    drift: ["--drift", "2 3"],
    "seasonal naive": ["--seasonal", "9 3 2 3"],
  };
  const [color, dash] = dashes[name] ?? ["--naive", "6 3"];
  return { label: name, color, dash, shape: "line" };
}

export const truthLine: LegendEntry = { label: "actual", color: "--ink", shape: "line" };
