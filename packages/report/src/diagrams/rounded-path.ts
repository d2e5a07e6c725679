import { short } from "recurra/drawing";
import { distance, type Point } from "../blocks/geometry.ts";

const bend = 7;

/** A line through the points, round at its corners, as the d of an SVG path. */
export function pathOf(points: readonly Point[]): string {
  let text = `M${short(points[0].x)} ${short(points[0].y)}`;
  for (let at = 1; at < points.length - 1; at++) {
    const [from, corner, to] = [points[at - 1], points[at], points[at + 1]];
    const [start, end] = [towards(corner, from), towards(corner, to)];
    text += `L${short(start.x)} ${short(start.y)}Q${short(corner.x)} ${short(corner.y)} ${short(end.x)} ${short(end.y)}`;
  }
  const last = points[points.length - 1];
  return `${text}L${short(last.x)} ${short(last.y)}`;
}

/** The point where the bend at a corner begins. */
function towards(corner: Point, other: Point): Point {
  const length = distance(corner, other) || 1;
  const share = Math.min(bend, length / 2) / length;
  return { x: corner.x + share * (other.x - corner.x), y: corner.y + share * (other.y - corner.y) };
}
