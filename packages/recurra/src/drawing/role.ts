import type { SymbolName } from "./symbol.ts";

/**
 * What a line stands for, which gives its colour (the same on every chart of every page): the truth is ink, the model blue,
 * naive methods orange, the input grey. "1" to "7" are colours for things of one kind that are compared; each has a dash
 * of its own as well, for readers who cannot tell the colours.
 */
export type Role = "truth" | "model" | "naive" | "input" | "1" | "2" | "3" | "4" | "5" | "6" | "7";

export interface RoleStyle {
  /** A custom property: a name of `lineColors`. */
  readonly color: string;
  readonly dash?: string;
  readonly symbol: SymbolName;
  /** Lines of a greater layer lie over those of a smaller one. */
  readonly layer: number;
}

/** How whatever has a role is drawn on every chart. */
export const roleStyles: Readonly<Record<Role, RoleStyle>> = {
  input: { color: "--input", symbol: "circle", layer: 0 },
  truth: { color: "--ink", symbol: "circle", layer: 1 },
  naive: { color: "--naive", dash: "6 3", symbol: "square", layer: 2 },
  "1": { color: "--kind-1", symbol: "circle", layer: 3 },
  "2": { color: "--kind-2", dash: "7 3", symbol: "square", layer: 3 },
  "3": { color: "--kind-3", dash: "2.5 2.5", symbol: "triangle", layer: 3 },
  "4": { color: "--kind-4", dash: "10 3 2.5 3", symbol: "diamond", layer: 3 },
  "5": { color: "--kind-5", dash: "14 4", symbol: "down", layer: 3 },
  "6": { color: "--kind-6", dash: "10 3 2.5 3 2.5 3", symbol: "plus", layer: 3 },
  "7": { color: "--kind-7", dash: "5 5", symbol: "cross", layer: 3 },
  model: { color: "--model", symbol: "diamond", layer: 4 },
};
