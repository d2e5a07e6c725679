import { html, type Markup, short } from "recurra/drawing";
import { distance, type Point } from "../blocks/geometry.ts";
import { malformed } from "../blocks/malformed.ts";
import { labelWidth, subscripted } from "../blocks/subscript.ts";
import type { CircuitBlock, CircuitPart, CircuitPoint, CircuitWire } from "../data/document.ts";
import { pathOf } from "./rounded-path.ts";

/** Pixels of a unit of the plane. */
const UNIT = 46;
const LABEL_SIZE = 15;
const LAYER_HEIGHT = 32;
const POINT_RADIUS = 13;
const HEAD = 8;
/** Room around the drawing. */
const MARGIN = 8;

/** A part with its place and size in pixels; a name has no border that a wire ends at. */
interface PlacedPart {
  readonly part: CircuitPart;
  readonly center: Point;
  readonly halfWidth: number;
  readonly halfHeight: number;
}

/** A cell with its operations and wires, drawn once: on a narrow screen it scrolls, so that its letters stay readable. */
export function circuitBlock(block: CircuitBlock): Markup {
  check(block);
  const parts = block.parts.map(placed);
  const wires = block.wires.map((wire) => ({ wire, way: clipped(wire, parts) }));
  const ways = wires.map(({ way }) => way);
  const [a, b] = [pixels(block.frame.from), pixels(block.frame.to)];
  const frame = {
    left: Math.min(a.x, b.x),
    top: Math.min(a.y, b.y),
    right: Math.max(a.x, b.x),
    bottom: Math.max(a.y, b.y),
  };
  const { left, top, width, height } = extent([
    { x: frame.left, y: frame.top },
    { x: frame.right, y: frame.bottom },
    ...ways.flat(),
    ...parts.flatMap(({ center: { x, y }, halfWidth, halfHeight }) => [
      { x: x - halfWidth, y: y - halfHeight },
      { x: x + halfWidth, y: y + halfHeight },
    ]),
  ]);
  return html`<figure>
<figcaption>${block.title}</figcaption>
<div class="scroll" role="region" aria-label="${block.title}" tabindex="0"><svg class="circuit" role="img" aria-label="${block.title}. ${block.description}" viewBox="${left} ${top} ${width} ${height}" width="${width}" height="${height}" style="min-width:${Math.round(0.8 * width)}px;max-width:100%"><rect class="frame" x="${short(frame.left)}" y="${short(frame.top)}" width="${short(frame.right - frame.left)}" height="${short(frame.bottom - frame.top)}" rx="14"/>${wires.map(({ wire, way }, at) => wireOf(wire, way, ways.slice(0, at)))}${wires.map(({ wire, way }) => jointOf(wire, way))}${parts.map(partOf)}</svg></div>
</figure>
`;
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

function placed(part: CircuitPart): PlacedPart {
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
function clipped({ through }: CircuitWire, parts: readonly PlacedPart[]): Point[] {
  const way = through.map(pixels);
  const last = way.length - 1;
  const ends = [border(way[0], way[1], parts), border(way[last], way[last - 1], parts)];
  return [ends[0], ...way.slice(1, -1), ends[1]];
}

/** Where a wire that ends in the middle of a part meets its border on the way from another place. */
function border(end: Point, other: Point, parts: readonly PlacedPart[]): Point {
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

function extent(points: readonly Point[]): { left: number; top: number; width: number; height: number } {
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

/** The line, with gaps in those that it passes over, and a head where it ends. */
function wireOf({ joins, role }: CircuitWire, way: readonly Point[], before: readonly (readonly Point[])[]): Markup {
  const [corner, tip] = way.slice(-2);
  const length = distance(corner, tip) || 1;
  const [ux, uy] = [(tip.x - corner.x) / length, (tip.y - corner.y) / length];
  const head = joins === true ? 0 : HEAD;
  const neck = { x: tip.x - ux * head, y: tip.y - uy * head };
  const wing = (side: number): string => `${short(neck.x - side * uy * 4.5)} ${short(neck.y + side * ux * 4.5)}`;
  const memory = role === "memory" && " memory";
  return html`${bridges(way, before).map((bridge) => html`<path class="halo" d="${pathOf(bridge)}"/>`)}<path class="wire${memory}" d="${pathOf([...way.slice(0, -1), neck])}"/>${
    head > 0 && html`<path class="head${memory}" d="M${short(tip.x)} ${short(tip.y)}L${wing(1)}L${wing(-1)}z"/>`
  }`;
}

function jointOf({ joint, joins }: CircuitWire, way: readonly Point[]): Markup {
  const dots = [...(joint === true ? [way[0]] : []), ...(joins === true ? [way[way.length - 1]] : [])];
  return html`${dots.map(({ x, y }) => html`<circle class="head" cx="${short(x)}" cy="${short(y)}" r="3.2"/>`)}`;
}

function partOf({ part, center: { x, y }, halfWidth, halfHeight }: PlacedPart): Markup {
  const label = html`<text x="${short(x)}" y="${short(y + 5)}" font-size="${LABEL_SIZE}">${subscripted(part.label, LABEL_SIZE)}</text>`;
  switch (part.shape) {
    case "layer":
      return html`<g class="layer"><rect x="${short(x - halfWidth)}" y="${short(y - halfHeight)}" width="${short(2 * halfWidth)}" height="${short(2 * halfHeight)}" rx="4"/>${label}</g>`;
    case "point":
      return html`<g class="point"><ellipse cx="${short(x)}" cy="${short(y)}" rx="${short(halfWidth)}" ry="${short(halfHeight)}"/>${label}</g>`;
    case "name":
      return html`<g class="name">${label}</g>`;
  }
}
