// Straight lines across a picture, such as a threshold or a chosen epoch.

import { OptionError } from "../core/errors.ts";
import { made, type OptionRule } from "../core/option-rules.ts";
import { type Frame, fitted, html, type Markup, short, textWidth } from "../drawing/index.ts";
import { placeOf } from "./values.ts";

/** A straight line across with its name, at a place on the x axis or on the y axis. */
export type RuleLine =
  | { readonly label: string; readonly x: number | string | Date }
  | { readonly label: string; readonly y: number };

export type DrawnRule = { readonly label: string; readonly x: number } | { readonly label: string; readonly y: number };

/** Lines across. */
export const RULE_LINES: OptionRule<readonly RuleLine[]> = made(
  "a list of lines across, each { label, x } or { label, y }",
  (value): value is readonly RuleLine[] =>
    Array.isArray(value) &&
    value.every(
      (one) =>
        typeof one === "object" &&
        one !== null &&
        typeof one.label === "string" &&
        "x" in one !== "y" in one &&
        (!("y" in one) || typeof one.y === "number"),
    ),
);

export function rulesOf(subject: string, rules: readonly RuleLine[]): DrawnRule[] {
  return rules.map((rule) => {
    const place = "x" in rule ? placeOf(rule.x) : rule.y;
    if (Number.isFinite(place)) return "x" in rule ? { label: rule.label, x: place } : { label: rule.label, y: place };
    throw new OptionError("PICTURE_VALUES", subject, "a line across stands at no place on the axis", {
      found: rule,
      remedies: ['give a finite number, a Date, or an ISO date such as "2024-05-31"'],
    });
  });
}

/** The lines across, and their names, which stand over all else; those outside of the frame are left out. */
export function ruleLayers(
  rules: readonly DrawnRule[],
  frame: Frame,
): { readonly lines: Markup; readonly names: Markup } {
  const { left, right, top, bottom } = frame;
  const seen = rules.filter((rule) => {
    const [at, from, to] = "y" in rule ? [frame.y(rule.y), top, bottom] : [frame.x(rule.x), left, right];
    return at >= from - 1 && at <= to + 1;
  });
  const drawn = seen.map((rule) => {
    if ("y" in rule) return line(left, frame.y(rule.y), right, frame.y(rule.y));
    return line(frame.x(rule.x), top, frame.x(rule.x), bottom);
  });
  let row = 0;
  const named = seen.filter(({ label }) => label !== "");
  const names = named.map((rule) => {
    if ("y" in rule) {
      const y = frame.y(rule.y);
      return name(rule.label, right - 2, y - 5 > top + 8 ? y - 5 : y + 14, "end", right - left);
    }
    const x = frame.x(rule.x);
    const y = top + 10 + 14 * (row++ % 4);
    const end = right - x < Math.min(textWidth(rule.label, 12) + 6, (right - left) / 2);
    return name(rule.label, end ? x - 5 : x + 5, y, end ? "end" : "start", end ? x - left - 6 : right - x - 6);
  });
  return { lines: html`${drawn}`, names: html`${names}` };
}

function line(x1: number, y1: number, x2: number, y2: number): Markup {
  return html`<line x1="${short(x1)}" y1="${short(y1)}" x2="${short(x2)}" y2="${short(y2)}" stroke="var(--muted)" stroke-width="1.5" stroke-dasharray="2 3"/>\n`;
}

/** A name that stays readable where a line passes below it. */
function name(label: string, x: number, y: number, anchor: "start" | "end", room: number): Markup {
  return html`<text x="${short(x)}" y="${short(y)}" text-anchor="${anchor}" fill="var(--ink)" stroke="var(--ground)" stroke-width="4" stroke-linejoin="round" paint-order="stroke">${fitted(label, 12, room)}</text>\n`;
}
