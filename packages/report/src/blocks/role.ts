import { type RoleStyle, roleStyles } from "recurra/drawing";
import type { LegendEntry } from "../charts/chart.ts";
import type { Line, Role } from "../data/document.ts";
import { malformed } from "./malformed.ts";

/** Throws the block's error unless what has this label has one of the roles: a document may come from a file. */
export function requireRole(
  block: { readonly kind: string; readonly title: string },
  { label, role }: Pick<Line, "label" | "role">,
): void {
  if (Object.hasOwn(roleStyles, role)) return;
  throw malformed(block, `"${label}" has the role "${role}"; there are ${Object.keys(roleStyles).sort().join(", ")}.`);
}

/** How whatever has this role is drawn on every chart. */
export function roleStyle(role: Role): RoleStyle {
  return roleStyles[role];
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
