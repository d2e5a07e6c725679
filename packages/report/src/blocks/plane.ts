// Lines as numbers on two axes: dates become milliseconds, and what cannot be drawn becomes a gap.

import * as Plot from "@observablehq/plot";
import { type AxisSpan, type DrawnLine, moment } from "recurra/drawing";
import { counted } from "recurra/words";
import type { Axis, Line } from "../data/document.ts";
import { malformed } from "./malformed.ts";
import { requireRole } from "./role.ts";

export interface PlaneAxis extends AxisSpan {
  readonly label: string;
}

export interface Plane {
  readonly x: PlaneAxis;
  readonly y: PlaneAxis;
  readonly lines: readonly DrawnLine[];
  /** Values that a logarithmic axis has no place for. */
  readonly leftOut: number;
}

/** A block that has axes. */
export interface Charted {
  readonly kind: string;
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
}

/** The plane that holds these lines, and further values on its axes, such as rules. */
export function planeOf(
  block: Charted,
  lines: readonly Line[],
  further: { readonly x?: readonly number[]; readonly y?: readonly number[] } = {},
): Plane {
  let leftOut = 0;
  const placed = lines.map((line): DrawnLine => {
    requireRole(block, line);
    if (line.x.length !== line.y.length) {
      throw malformed(
        block,
        `line "${line.label}" has ${counted(line.x.length, "x value")} and ${counted(line.y.length, "y value")}; give one y for each x, null for a gap.`,
      );
    }
    const x = line.x.map((value) => placeOf(value, block.x, block));
    const y = line.y.map((value, at) => {
      if (value === null || !Number.isFinite(value)) return Number.NaN;
      if ((block.y.scale === "log" && value <= 0) || (block.x.scale === "log" && x[at] <= 0)) {
        leftOut++;
        return Number.NaN;
      }
      return value;
    });
    return { label: line.label, role: line.role, mark: line.mark ?? "line", x, y };
  });
  return { ...axesOf(block, placed, further), lines: placed, leftOut };
}

/** A value's number on an axis: milliseconds on one of time. */
export function placeOf(value: number | string, axis: Axis, block: Charted): number {
  const place = axis.scale === "time" && typeof value === "string" ? moment(value) : value;
  if (typeof place === "number" && Number.isFinite(place)) return place;
  const wanted =
    axis.scale === "time"
      ? 'an ISO date or date-time such as "2024-05-31"'
      : 'a finite number (for dates, set the scale to "time")';
  const found = typeof value === "string" ? JSON.stringify(value) : String(value);
  throw malformed(block, `${found} on the axis "${axis.label}" is not ${wanted}.`);
}

function axesOf(
  block: Charted,
  lines: readonly DrawnLine[],
  { x = [], y = [] }: { readonly x?: readonly number[]; readonly y?: readonly number[] },
): { x: PlaneAxis; y: PlaneAxis } {
  const seen = lines.flatMap((line) => line.x.filter((place) => block.x.scale !== "log" || place > 0));
  const values = lines.flatMap((line) => line.y.filter(Number.isFinite));
  return { x: axisOf(block.x, block, [...seen, ...x], false), y: axisOf(block.y, block, [...values, ...y], true) };
}

/** An axis for these values; round at both ends where that is wished for. */
export function axisOf(axis: Axis, block: Charted, values: readonly number[], round: boolean): PlaneAxis {
  const { label, scale = "linear" } = axis;
  if (!["linear", "log", "time"].includes(scale))
    throw malformed(block, `the scale of "${label}" is "${scale}"; there are linear, log and time.`);
  const type = scale === "time" ? "utc" : scale;
  const whole = values.every(Number.isInteger);
  if (type === "log") {
    const unplaced = values.find((value) => value <= 0);
    if (unplaced !== undefined)
      throw malformed(block, `${unplaced} has no place on the logarithmic axis "${label}", whose values are above 0.`);
  }
  if (axis.domain !== undefined) {
    const [low, high] = axis.domain;
    if (!(low < high)) throw malformed(block, `the domain of "${label}" must go up, but is [${low}, ${high}].`);
    requireSpan(block, label, low, high);
    if (type === "log" && low <= 0)
      throw malformed(block, `the logarithmic axis "${label}" must begin above 0, but begins at ${low}.`);
    return { label, type, domain: [low, high], whole };
  }
  const domain = room(values, type);
  requireSpan(block, label, ...domain);
  return { label, type, domain: round && type !== "utc" ? rounded(domain, type) : domain, whole };
}

function requireSpan(block: Charted, label: string, low: number, high: number): void {
  if (Number.isFinite(high - low)) return;
  throw malformed(block, `the axis "${label}" cannot reach from ${low} to ${high}, which is no finite distance.`);
}

/** The least and the greatest value, with room around where they are the same. */
function room(values: readonly number[], type: PlaneAxis["type"]): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return type === "log" ? [0.1, 10] : type === "utc" ? [0, 864e5] : [0, 1];
  if (low < high) return [low, high];
  if (type === "log") return [low / 2, low * 2];
  const around = type === "utc" ? 864e5 : Math.abs(low) > 1e-300 ? Math.abs(low) / 2 : 1;
  return [low - around, high + around];
}

function rounded([low, high]: readonly [number, number], type: "linear" | "log"): [number, number] {
  // Less than a decade would grow to a whole one.
  if (type === "log" && high / low < 10) return [low / 1.1, high * 1.1];
  // A line that comes near to 0 is drawn above 0, so that its height can be seen.
  const least = type === "linear" && low > 0 && low < high / 3 ? 0 : low;
  // To the steps of about five ticks, so that the axis ends at a tick.
  const scale = Plot.scale({ y: { type, domain: [least, high], nice: type === "log" ? true : 5 } });
  const [from, to] = scale.domain as Iterable<number> as [number, number];
  // Powers of ten below the smallest number are 0.
  return type === "log" && from === 0 ? [low, high] : [from, to];
}
