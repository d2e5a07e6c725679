import { fitted, textWidth } from "recurra/drawing";
import { type Box, overlap } from "./geometry.ts";

/** A vertical line with its name above the chart, beside the line's upper end. */
export interface Flag {
  readonly x: number;
  readonly label: string;
  readonly anchor: "start" | "end";
  /** From 0, upwards from the frame. */
  readonly row: number;
}

interface Flags {
  readonly placed: readonly Flag[];
  /** Lines among so many others that their names have no place. */
  readonly unplaced: readonly Rule[];
}

const fontSize = 12;
const mostRows = 6;

type Rule = Pick<Flag, "label" | "x">;

/** Places for the names of vertical lines, in rows, so that no name lies on another or on another's line. */
export function flagsOf(rules: readonly Rule[], left: number, right: number): Flags {
  const fits = ({ label, x }: Rule): boolean => textWidth(label, fontSize) + 8 <= right - x;
  const rightwards = [...rules].sort((a, b) => a.x - b.x);
  const leftwards = [...rightwards].reverse();
  // Names to the right of their lines, from the last line on, so that each climbs over those that it reaches; lines too
  // near the edge for that come after them. Or the other way round, names to the left of their lines.
  const tries = [
    placing([...leftwards.filter(fits), ...rightwards.filter((rule) => !fits(rule))], ["start", "end"], left, right),
    placing(rightwards, ["end", "start"], left, right),
  ];
  const [first, second] = tries;
  return second.unplaced.length < first.unplaced.length ? second : first;
}

function placing(rules: readonly Rule[], sides: readonly Flag["anchor"][], left: number, right: number): Flags {
  const placed: Flag[] = [];
  const unplaced: Rule[] = [];
  for (const rule of rules) {
    const flag = candidates(rule, sides, left, right).find((candidate) =>
      placed.every((other) => apart(candidate, other)),
    );
    if (flag === undefined) unplaced.push(rule);
    else placed.push(flag);
  }
  return { placed, unplaced };
}

/** On each side that has room for the whole name, else cut on the wider one; the lowest row first. */
function candidates({ label, x }: Rule, sides: readonly Flag["anchor"][], left: number, right: number): Flag[] {
  const room = { start: right - x - 8, end: x - left - 8 };
  const whole = sides.filter((anchor) => textWidth(label, fontSize) <= room[anchor]);
  const wider = room.start >= room.end ? "start" : "end";
  const possible = whole.length > 0 ? whole : ([wider] as const);
  return Array.from({ length: mostRows }, (_, row) =>
    possible.map((anchor): Flag => ({ x, label: fitted(label, fontSize, room[anchor]), anchor, row })),
  ).flat();
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
