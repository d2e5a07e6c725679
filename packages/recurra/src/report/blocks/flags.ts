import { fitted, textWidth } from "../text-width.ts";
import { type Box, overlap } from "./geometry.ts";

/** A vertical line with its name above the chart, beside the line's upper end. */
export interface Flag {
  readonly x: number;
  readonly label: string;
  readonly anchor: "start" | "end";
  /** From 0, upwards from the frame. */
  readonly row: number;
}

export interface Flags {
  readonly placed: readonly Flag[];
  /** Lines among so many others that their names have no place. */
  readonly unplaced: readonly { readonly label: string; readonly x: number }[];
}

const fontSize = 12;
const mostRows = 6;

/** Places for the names of vertical lines, in rows, so that no name lies on another or on another's line. */
export function flagsOf(
  rules: readonly { readonly label: string; readonly x: number }[],
  left: number,
  right: number,
): Flags {
  const placed: Flag[] = [];
  const unplaced: { label: string; x: number }[] = [];
  const fits = ({ label, x }: { label: string; x: number }): boolean => textWidth(label, fontSize) + 8 <= right - x;
  // Names to the right of their lines first, from the right: each further left one climbs over those that it reaches.
  const rightmost = [...rules].sort((a, b) => b.x - a.x);
  for (const rule of [...rightmost.filter(fits), ...rightmost.filter((rule) => !fits(rule)).reverse()]) {
    const flag = candidates(rule, left, right).find((candidate) => placed.every((other) => apart(candidate, other)));
    if (flag === undefined) unplaced.push(rule);
    else placed.push(flag);
  }
  return { placed, unplaced };
}

function candidates({ label, x }: { readonly label: string; readonly x: number }, left: number, right: number): Flag[] {
  const starts = { x, label: fitted(label, fontSize, right - x - 8), anchor: "start" } as const;
  const ends = { x, label: fitted(label, fontSize, x - left - 8), anchor: "end" } as const;
  // Cut only where neither side has room for the whole name.
  const whole = [starts, ends].filter((flag) => flag.label === label);
  const longer = right - x >= x - left ? starts : ends;
  const sides = whole.length > 0 ? whole : [longer];
  return Array.from({ length: mostRows }, (_, row) => sides.map((side) => ({ ...side, row }))).flat();
}

/** Whether neither name lies on the other, nor on the other's line. */
function apart(a: Flag, b: Flag): boolean {
  return !overlap(nameBox(a), nameBox(b)) && !overlap(nameBox(a), lineBox(b)) && !overlap(lineBox(a), nameBox(b));
}

function nameBox({ x, label, anchor, row }: Flag): Box {
  const width = textWidth(label, fontSize) + 8;
  const sides = anchor === "start" ? { left: x + 1, right: x + width } : { left: x - width, right: x - 1 };
  return { ...sides, top: -row - 1, bottom: -row };
}

/** The line between the frame and the name. */
function lineBox({ x, row }: Flag): Box {
  return { left: x - 1, right: x + 1, top: -row - 1, bottom: 0 };
}
