// The frame of a picture with axes: its place in a drawing, its grid, its ticks and its names.

import {
  type Frame,
  fitted,
  hasTwoLines,
  html,
  type Markup,
  scaleOf,
  short,
  type Ticks,
  textWidth,
  tick,
  tickRoom,
  ticksOf,
} from "../drawing/index.ts";
import type { DrawnAxis } from "./axis.ts";
import { roundSteps } from "./round-span.ts";

interface Framed {
  readonly frame: Frame;
  /** What lies behind the data: the grid, and all that is written at the axes. */
  readonly axes: Markup;
  /** Of the whole drawing, with the header that it began below. */
  readonly height: number;
}

interface FrameShape {
  readonly width: number;
  /** Where the header ends. */
  readonly top: number;
  /** Of the frame alone. */
  readonly height: number;
  /** One unit of x as long as one of y. */
  readonly square?: boolean;
}

const fontSize = 12;
const marginRight = 16;
/** Room between the frame's sides and the outermost values of x. */
const inset = 6;

/** The frame for two axes, drawn as those of the reports are: lines across, no box. */
export function framed(x: DrawnAxis, y: DrawnAxis, shape: FrameShape): Framed {
  const yTicks = placed(y, ticksOf(y, Math.max(2, Math.min(5, Math.round(shape.height / 40)))));
  const widest = Math.max(...yTicks.map(({ text }) => textWidth(text, fontSize)), 16);
  const left = Math.ceil(widest) + 12;
  const width = shape.square === true ? squareWidth(x, y, shape, left) : shape.width;
  const right = width - marginRight;
  const top = shape.top + (y.label === "" ? 10 : 26);
  const bottom = top + shape.height;
  const ticks = ticksOf(x, tickRoom(x, right - left));
  const twoLines = hasTwoLines(x, ticks);
  const xAt = scaleOf(x, left + inset, right - inset);
  const yAt = scaleOf(y, bottom, top);
  const frame = { left, right, top, bottom, x: xAt, y: yAt };
  const below = twoLines ? 34 : 21;
  const across = yTicks.map(
    ({
      value,
      text,
    }) => html`<line x1="${left}" x2="${right}" y1="${short(yAt(value))}" y2="${short(yAt(value))}" stroke="var(--grid)"/>
<text x="${left - 6}" y="${short(yAt(value) + 4)}" text-anchor="end" fill="var(--muted)">${text}</text>
`,
  );
  const along = placed(x, ticks).map(({ value, text }) => tickAt(xAt(value), bottom, text));
  const names = html`${y.label !== "" && html`<text x="2" y="${top - 12}" fill="var(--muted)">${fitted(y.label, fontSize, right - 2)}</text>\n`}${x.label !== "" && html`<text x="${right}" y="${bottom + below + 13}" text-anchor="end" fill="var(--muted)">${fitted(x.label, fontSize, right - left)}</text>\n`}`;
  return { frame, axes: html`${across}${along}${names}`, height: bottom + below + (x.label === "" ? 4 : 20) };
}

function tickAt(x: number, bottom: number, text: string): Markup {
  const lines = text.split("\n");
  return html`<line x1="${short(x)}" x2="${short(x)}" y1="${bottom}" y2="${bottom + 5}" stroke="var(--muted)"/>
${lines.map((line, at) => html`<text x="${short(x)}" y="${bottom + 18 + 13 * at}" text-anchor="middle" fill="var(--muted)">${line}</text>\n`)}`;
}

/** Ticks with what stands at them; those that stand at nothing are left out. */
function placed(axis: DrawnAxis, { ticks, tickFormat = tick }: Ticks): { value: number; text: string }[] {
  const values = Array.isArray(ticks) ? ticks : roundSteps(axis.domain[0], axis.domain[1], ticks);
  return values.map((value) => ({ value, text: tickFormat(value) })).filter(({ text }) => text !== "");
}

function squareWidth(x: DrawnAxis, y: DrawnAxis, { width, height }: FrameShape, left: number): number {
  const unit = height / (y.domain[1] - y.domain[0]);
  const wide = (x.domain[1] - x.domain[0]) * unit + left + marginRight + 2 * inset;
  return Math.min(width, Math.round(wide));
}
