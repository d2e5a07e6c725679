// Values that can be read off a chart without a script: over the drawing lie columns, one a point, and the one under the pointer, the
// finger or the keyboard's focus shows its values. A column is a radio button, so that arrow keys go from point to point.
import { html, type Markup } from "recurra/drawing";
import { cssString } from "../html/css-string.ts";

/** What can be read along a chart. */
export interface Readings {
  /** Tells the charts of a page apart. */
  readonly id: string;
  /** Of the x axis, in its numbers. */
  readonly domain: readonly [number, number];
  /** What each value of a point is, with a custom property for its colour. */
  readonly values: readonly { readonly label: string; readonly color: string }[];
  /** From left to right. */
  readonly points: readonly ReadPoint[];
  /** The first point that the narrow drawing shows; default 0. */
  readonly narrowFrom?: number;
  /** Stands after each value. */
  readonly unit?: string;
}

interface ReadPoint {
  readonly x: number;
  /** Where it is: a time, an epoch. */
  readonly label: string;
  /** In the order of the values; an empty one is left out. */
  readonly texts: readonly string[];
}

/** Where the frame of the axes lies in a drawing, in pixels of both. */
export interface FramedSize {
  readonly width: number;
  readonly height: number;
  /** Top, right, bottom, left. */
  readonly margins: readonly [number, number, number, number];
}

/** The part of the x axis that a drawing shows. */
export function spanOf({ domain, points, narrowFrom = 0 }: Readings, size: "wide" | "narrow"): [number, number] {
  return [size === "narrow" && narrowFrom > 0 ? points[narrowFrom].x : domain[0], domain[1]];
}

/** The columns over a chart that is drawn in two sizes. */
export function readout(readings: Readings, wide: FramedSize, narrow: FramedSize): Markup {
  const { id, values, unit, domain, points, narrowFrom = 0 } = readings;
  const columns = columnsOf(readings);
  const middle = points.findIndex(({ x }) => x > (domain[0] + domain[1]) / 2);
  const bounds = [0, narrowFrom, middle < 0 ? points.length : middle, points.length].sort((a, b) => a - b);
  const groups = bounds.slice(1).map((end, at) => ({ start: bounds[at], end }));
  const named = values.map(({ label, color }, at) => `--n${at + 1}:${cssString(label)};--c${at + 1}:var(${color})`);
  const style = [
    ...[`--wide:${wide.width}/${wide.height}`, `--wide-frame:${frameOf(wide)}`],
    ...[`--narrow:${narrow.width}/${narrow.height}`, `--narrow-frame:${frameOf(narrow)}`],
    ...named,
    ...(unit === undefined ? [] : [`--unit:${cssString(` ${unit}`)}`]),
  ];
  return html`<div class="read" style="${style.join(";")}">${groups
    .filter(({ start, end }) => end > start)
    .map(({ start, end }) => {
      const kinds = [start < narrowFrom && "early", start >= middle && middle >= 0 && "right"].filter(Boolean);
      const width = columns.slice(start, end).reduce((sum, column) => sum + column.width, 0);
      return html`<div${kinds.length > 0 && html` class="${kinds.join(" ")}"`} style="flex:${tidy(width)}">${columns
        .slice(start, end)
        .map((column, at) => columnMarkup(id, column, points[start + at]))}</div>`;
    })}</div>`;
}

function columnMarkup(id: string, { width, place }: Column, { label, texts }: ReadPoint): Markup {
  const [flex, at] = [tidy(width), Math.round(100 * place)];
  const own = [flex !== 1 && `flex:${flex}`, at !== 50 && `--p:${at}%`].filter(Boolean).join(";");
  return html`<label${own !== "" && html` style="${own}"`}><input type=radio name=${id}><u>${label}${texts.map((text) => html`<i>${text}</i>`)}</u></label>`;
}

/** The part of x that is nearer to a point than to any other, and where in it the point lies. */
interface Column {
  /** 1: the usual distance between two points. */
  readonly width: number;
  /** From 0 to 1. */
  readonly place: number;
}

function columnsOf({ points, domain: [low, high] }: Readings): Column[] {
  const xs = points.map(({ x }) => x);
  const edges = xs.map((x, at) => (at === 0 ? low : (xs[at - 1] + x) / 2));
  edges.push(high);
  const widths = xs.map((_, at) => edges[at + 1] - edges[at]);
  const usual = widths.toSorted((a, b) => a - b)[Math.floor(widths.length / 2)] || 1;
  return xs.map((x, at) => ({
    width: widths[at] / usual,
    place: widths[at] > 0 ? (x - edges[at]) / widths[at] : 0.5,
  }));
}

/** Widths that differ by less than is seen, such as those of months, are the same. */
function tidy(width: number): number {
  return Math.abs(width - 1) < 0.04 ? 1 : Number(width.toPrecision(3));
}

/** The margins as padding: in shares of the width, all four. */
function frameOf({ width, margins }: FramedSize): string {
  return margins.map((margin) => `${Number(((100 * margin) / width).toFixed(2))}%`).join(" ");
}
