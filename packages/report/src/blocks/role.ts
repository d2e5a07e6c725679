import type { LegendEntry } from "../charts/chart.ts";
import type { Line, Role } from "../data/document.ts";
import type { SymbolName } from "../html/symbol.ts";
import { malformed } from "./malformed.ts";

interface RoleStyle {
  /** A custom property of the page. */
  readonly color: string;
  readonly dash?: string;
  readonly symbol: SymbolName;
  /** Lines of a greater layer lie over those of a smaller one. */
  readonly layer: number;
}

const styles: Record<Role, RoleStyle> = {
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

/** Throws the block's error unless what has this label has one of the roles: a document may come from a file. */
export function requireRole(
  block: { readonly kind: string; readonly title: string },
  { label, role }: Pick<Line, "label" | "role">,
): void {
  if (Object.hasOwn(styles, role)) return;
  throw malformed(block, `"${label}" has the role "${role}"; there are ${Object.keys(styles).sort().join(", ")}.`);
}

/** How whatever has this role is drawn on every chart. */
export function roleStyle(role: Role): RoleStyle {
  return styles[role];
}

/** One entry for each label and role among the lines, in their order. */
export function legendOf(lines: readonly Pick<Line, "label" | "role" | "mark">[]): LegendEntry[] {
  const entries = new Map<string, LegendEntry>();
  for (const { label, role, mark = "line" } of lines) {
    const { color, dash, symbol } = roleStyle(role);
    const key = JSON.stringify([label, role]);
    if (!entries.has(key)) entries.set(key, { label, color, dash, symbol, shape: mark });
  }
  return [...entries.values()];
}
