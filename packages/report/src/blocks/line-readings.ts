// What can be read off the lines of a block, point by point.
import { moment } from "recurra/drawing";
import type { Readings } from "../charts/readout.ts";
import type { LinesBlock } from "../data/document.ts";
import { said, spread } from "./numbers-block.ts";
import type { Plane } from "./plane.ts";
import { roleStyle } from "./role.ts";

/** A block with lines, or a part of one. */
type Read = Pick<LinesBlock, "x" | "lines" | "square">;

/** Points that can be read at most: with more of them they are too narrow to be told apart. */
const MOST = 160;
/** Values that are read at a point at most: the style sheet has names for so many. */
const MOST_VALUES = 8;

/**
 * The places of the lines with what each has there. Undefined where x does not go along the lines, as in a path over the plane.
 */
export function readingsOf(block: Read, plane: Plane, id: string): Readings | undefined {
  if (block.square || plane.lines.length > MOST_VALUES) return undefined;
  if (plane.lines.some(({ x }) => x.some((place, at) => at > 0 && place <= x[at - 1]))) return undefined;
  const valuesOf = plane.lines.map(({ x, y }) => new Map(x.map((place, at) => [place, y[at]])));
  const places = [...new Set(plane.lines.flatMap(({ x, y }) => x.filter((_, at) => Number.isFinite(y[at]))))];
  places.sort((a, b) => a - b);
  if (places.length < 2) return undefined;
  const names = new Map<number, string>();
  for (const { x } of block.lines)
    for (const place of x) if (typeof place === "string") names.set(moment(place), place);
  // Columns lie over the picture: in its own distances.
  const across = plane.x.type === "log" ? Math.log : (x: number) => x;
  const [first, last] = plane.x.domain;
  return {
    id,
    domain: [across(first), across(last)],
    values: block.lines.map(({ label, role }) => ({ label, color: roleStyle(role).color })),
    points: spread(places.length, MOST).map((at) => ({
      x: across(places[at]),
      label: names.get(places[at]) ?? `${block.x.label} ${said(places[at])}`,
      texts: valuesOf.map((values) => {
        const value = values.get(places[at]);
        return value === undefined || Number.isNaN(value) ? "" : said(value);
      }),
    })),
  };
}
