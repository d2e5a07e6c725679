// Where a circuit's parts, wires and joints lie, in pixels: what the block of a report draws, and the studio with numbers on its wires.
import { short } from "recurra/drawing";
import { distance, type Point } from "../blocks/geometry.ts";
import { malformed } from "../blocks/malformed.ts";
import { labelWidth } from "../blocks/subscript.ts";
import type { CircuitBlock, CircuitPart, CircuitPoint, CircuitWire } from "../data/document.ts";
import { pathOf } from "./rounded-path.ts";

/** Pixels of a unit of the plane. */
const UNIT = 46;
/** Of the letters. */
export const LABEL_SIZE = 15;
const LAYER_HEIGHT = 32;
const POINT_RADIUS = 13;
const HEAD = 8;
/** Room around the drawing. */
const MARGIN = 8;

/** A box in pixels. */
interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A part with its place and size in pixels; a name has no border that a wire ends at. */
export interface LaidPart {
  readonly part: CircuitPart;
  readonly center: Point;
  readonly halfWidth: number;
  readonly halfHeight: number;
}

/** A wire as the d of SVG paths. */
export interface LaidWire {
  readonly wire: CircuitWire;
  readonly line: string;
  /** Pieces of it that pass over wires before it. */
  readonly bridges: readonly string[];
  /** None where it joins another wire. */
  readonly head?: string;
  /** Its joints with other wires. */
  readonly joints: readonly Point[];
  /** Where its number may stand, where it has one. */
  readonly reading?: Point;
}

/** A circuit in pixels, y downwards. */
export interface LaidCircuit extends Box {
  /** The cell's own ground. */
  readonly frame: Box;
  readonly wires: readonly LaidWire[];
  readonly parts: readonly LaidPart[];
}

/** Lays a circuit out. Throws OptionError where there is nothing to draw, or a wire of one point. */
export function layCircuit(block: CircuitBlock): LaidCircuit {
  check(block);
  const parts = block.parts.map(placed);
  const ways = block.wires.map((wire) => clipped(wire, parts));
  const [a, b] = [pixels(block.frame.from), pixels(block.frame.to)];
  const [left, top] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  const frame = { left, top, width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) };
  const around = extent([
    a,
    b,
    ...ways.flat(),
    ...parts.flatMap(({ center: { x, y }, halfWidth, halfHeight }) => [
      { x: x - halfWidth, y: y - halfHeight },
      { x: x + halfWidth, y: y + halfHeight },
    ]),
  ]);
  return { ...around, frame, parts, wires: block.wires.map((wire, at) => laid(wire, ways[at], ways.slice(0, at))) };
}

function check(block: CircuitBlock): void {
  if (block.parts.length === 0) throw malformed(block, "there are no parts.");
  for (const [at, { through }] of block.wires.entries()) {
    const still = through.findIndex((point, i) => i > 0 && distance(pixels(point), pixels(through[i - 1])) === 0);
    if (through.length < 2 || still !== -1)
      throw malformed(block, `wire ${at + 1} needs two points or more, each apart from the one before.`);
  }
}

function pixels([x, y]: CircuitPoint): Point {
  return { x: x * UNIT, y: -y * UNIT };
}

function placed(part: CircuitPart): LaidPart {
  const text = labelWidth(part.label, LABEL_SIZE) / 2;
  const sizes = {
    layer: [Math.max(0.45 * UNIT, text + 7), LAYER_HEIGHT / 2],
    point: [Math.max(POINT_RADIUS, text + 5), POINT_RADIUS],
    name: [text, LABEL_SIZE * 0.7],
  } as const;
  const [halfWidth, halfHeight] = sizes[part.shape];
  return { part, center: pixels(part.at), halfWidth, halfHeight };
}

/** The wire's corners in pixels, with its ends at the borders of the parts that they lie in. */
function clipped({ through }: CircuitWire, parts: readonly LaidPart[]): Point[] {
  const way = through.map(pixels);
  const last = way.length - 1;
  const ends = [border(way[0], way[1], parts), border(way[last], way[last - 1], parts)];
  return [ends[0], ...way.slice(1, -1), ends[1]];
}

/** Where a wire that ends in the middle of a part meets its border on the way from another place. */
function border(end: Point, other: Point, parts: readonly LaidPart[]): Point {
  const part = parts.find(({ part: { shape }, center }) => shape !== "name" && distance(center, end) === 0);
  if (part === undefined) return end;
  const length = distance(end, other);
  const [ux, uy] = [(other.x - end.x) / length, (other.y - end.y) / length];
  const out =
    part.part.shape === "point"
      ? 1 / Math.hypot(ux / part.halfWidth, uy / part.halfHeight)
      : Math.min(part.halfWidth / Math.abs(ux), part.halfHeight / Math.abs(uy));
  return { x: end.x + out * ux, y: end.y + out * uy };
}

function extent(points: readonly Point[]): Box {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [left, top] = [Math.floor(Math.min(...xs)) - MARGIN, Math.floor(Math.min(...ys)) - MARGIN];
  return {
    left,
    top,
    width: Math.ceil(Math.max(...xs)) + MARGIN - left,
    height: Math.ceil(Math.max(...ys)) + MARGIN - top,
  };
}

/** Half the length of the gap that a wire leaves in those it passes over. */
const GAP = 7;

/** Where a wire passes over those before it: pieces of its way around each crossing. */
function bridges(way: readonly Point[], before: readonly (readonly Point[])[]): (readonly [Point, Point])[] {
  return segments(way).flatMap(([from, to]) => {
    const length = distance(from, to);
    const [ux, uy] = [(to.x - from.x) / length, (to.y - from.y) / length];
    return before.flatMap(segments).flatMap(([a, b]): (readonly [Point, Point])[] => {
      const at = crossing(from, to, a, b);
      if (at === undefined) return [];
      return [
        [
          { x: at.x - GAP * ux, y: at.y - GAP * uy },
          { x: at.x + GAP * ux, y: at.y + GAP * uy },
        ],
      ];
    });
  });
}

function segments(way: readonly Point[]): (readonly [Point, Point])[] {
  return way.slice(1).map((to, at) => [way[at], to]);
}

/** Where two pieces of lines cross, apart from their ends; those that lie along one another do not. */
function crossing(a: Point, b: Point, c: Point, d: Point): Point | undefined {
  const [ax, ay, cx, cy] = [b.x - a.x, b.y - a.y, d.x - c.x, d.y - c.y];
  const across = ax * cy - ay * cx;
  if (across === 0) return undefined;
  const s = ((c.x - a.x) * cy - (c.y - a.y) * cx) / across;
  const t = ((c.x - a.x) * ay - (c.y - a.y) * ax) / across;
  const inside = (share: number, length: number): boolean => share * length > 1 && (1 - share) * length > 1;
  if (!inside(s, Math.hypot(ax, ay)) || !inside(t, Math.hypot(cx, cy))) return undefined;
  return { x: a.x + s * ax, y: a.y + s * ay };
}

/** The line, with gaps in those that it passes over, a head where it ends, and its joints. */
function laid(wire: CircuitWire, way: readonly Point[], before: readonly (readonly Point[])[]): LaidWire {
  const [corner, tip] = way.slice(-2);
  const length = distance(corner, tip) || 1;
  const [ux, uy] = [(tip.x - corner.x) / length, (tip.y - corner.y) / length];
  const head = wire.joins === true ? 0 : HEAD;
  const neck = { x: tip.x - ux * head, y: tip.y - uy * head };
  const wing = (side: number): string => `${short(neck.x - side * uy * 4.5)} ${short(neck.y + side * ux * 4.5)}`;
  return {
    wire,
    line: pathOf([...way.slice(0, -1), neck]),
    bridges: bridges(way, before).map(pathOf),
    ...(head > 0 && { head: `M${short(tip.x)} ${short(tip.y)}L${wing(1)}L${wing(-1)}z` }),
    joints: [...(wire.joint === true ? [way[0]] : []), ...(wire.joins === true ? [way[way.length - 1]] : [])],
    ...(wire.reading && { reading: pixels(wire.reading) }),
  };
}
