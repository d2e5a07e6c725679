import * as Plot from "@observablehq/plot";
import {
  type Frame,
  fitted,
  hasTwoLines,
  html,
  laidLines,
  lineLayer,
  type Markup,
  scaleOf,
  short,
  textWidth,
  tickRoom,
  ticksOf,
} from "recurra/drawing";
import { plotted } from "../charts/chart.ts";
import type { FramedSize } from "../charts/readout.ts";
import { type Flag, flagsOf } from "./flags.ts";
import type { Plane } from "./plane.ts";
import { placeNames } from "./rule-names.ts";

/** What lies behind and across the lines, in the numbers of the axes. */
export interface Backdrop {
  readonly shades: readonly { readonly color: string; readonly from: number; readonly to: number }[];
  readonly columns: readonly { readonly label: string; readonly x: number }[];
  readonly rows: readonly { readonly label: string; readonly y: number }[];
}

interface PlotShape {
  readonly width: number;
  /** Of the frame without what stands around it. */
  readonly frameHeight: number;
  readonly square?: boolean;
  /** Room between the frame's sides and the outermost values of x; default 6. */
  readonly inset?: number;
  /** Which axes have names here; small charts side by side share them. Default both. */
  readonly named?: { readonly x: boolean; readonly y: boolean };
  /** Which axes have room for a name, so that charts in a row stay level; default: those with names. */
  readonly spaced?: { readonly x: boolean; readonly y: boolean };
  /** Whether x has ticks; default true. */
  readonly ticked?: boolean;
  readonly marginLeft?: number;
}

interface Plotted {
  readonly svg: Markup;
  readonly framed: FramedSize;
  /** The names of rules that found no free place. */
  readonly unplaced: readonly string[];
}

const flagRow = 15;

/** A plane with its axes. */
export function planePlot(plane: Plane, shape: PlotShape, backdrop?: Backdrop): Plotted {
  const { named = { x: true, y: true }, spaced = named, ticked = true, marginLeft = 56, inset = 6 } = shape;
  const marginRight = 16;
  const [width, frameHeight] = sizeOf(plane, shape, marginLeft + marginRight);
  const [left, right] = [marginLeft, width - marginRight];
  const x = scaleOf(plane.x, left + inset, right - inset);
  const flags = flagsOf(backdrop?.columns.map((rule) => ({ ...rule, x: x(rule.x) })) ?? [], left, right);
  const rows = flags.placed.reduce((count, flag) => Math.max(count, flag.row + 1), 0);
  const yName = named.y ? fitted(plane.y.label, 12, right - 3) : "";
  // The uppermost names stand on the line of the axis's name where that is short enough.
  const beside = flags.placed.every(
    ({ row, x: at, anchor }) => row < rows - 1 || (anchor === "start" && at > textWidth(yName, 12) + 12),
  );
  const header = spaced.y ? 26 : 10;
  const marginTop = header + Math.max(0, rows - (spaced.y && beside ? 1 : 0)) * flagRow;
  const xCount = tickRoom(plane.x, right - left);
  const xTicks = ticksOf(plane.x, xCount);
  const marginBottom = !ticked ? 8 : (hasTwoLines(plane.x, xTicks) ? 30 : 20) + (spaced.x ? 16 : 4);
  const [top, bottom] = [marginTop, marginTop + frameHeight];
  const frame: Frame = { left, right, top, bottom, x, y: scaleOf(plane.y, bottom, top) };
  const laid = laidLines(plane, frame);
  const crossing = (backdrop?.rows ?? []).map((rule) => ({ label: rule.label, y: frame.y(rule.y) }));
  const names = placeNames(crossing, laid, flags.placed, frame);
  const yTicks = ticksOf(plane.y, Math.max(2, Math.min(5, Math.round(frameHeight / 40))));
  const svg = plotted(
    {
      marginLeft,
      marginRight,
      marginTop,
      marginBottom,
      x: {
        type: plane.x.type,
        domain: [...plane.x.domain],
        inset,
        label: named.x ? fitted(plane.x.label, 12, right - left) : null,
        ...(ticked ? xTicks : { axis: null }),
      },
      y: {
        type: plane.y.type,
        domain: [...plane.y.domain],
        label: yName === "" ? null : yName,
        labelAnchor: "top",
        tickSize: 0,
        ...yTicks,
      },
      marks: [
        shadesOf(backdrop, frame, plane.x.domain),
        Plot.gridY({ stroke: "var(--grid)", strokeOpacity: 1, ticks: yTicks.ticks }),
        ...(shape.square === true
          ? [Plot.gridX({ stroke: "var(--grid)", strokeOpacity: 1, ticks: xTicks.ticks })]
          : []),
        html`${flags.unplaced.map((line) => rule(line.x, top, line.x, bottom))}${flags.placed.map((flag) => flagOf(flag, frame))}${crossing.map(({ y }) => rule(left, y, right, y))}`,
        lineLayer(laid, frame),
        html`${names.placed.map((name) => html`<text class="name" x="${short(name.x)}" y="${short(name.y)}" text-anchor="start">${name.label}</text>`)}`,
      ],
    },
    { width, height: bottom + marginBottom },
  );
  return {
    svg: width < shape.width ? html`<div style="max-width:${width}px">${svg}</div>` : svg,
    framed: { width, height: bottom + marginBottom, margins: [top, marginRight + inset, marginBottom, left + inset] },
    unplaced: [...names.unplaced, ...flags.unplaced.map(({ label }) => label)],
  };
}

/** The picture's width and the frame's height: as asked, or such that a unit is as long on both axes. */
function sizeOf(plane: Plane, { width, frameHeight, square, inset = 6 }: PlotShape, margins: number): [number, number] {
  if (square !== true) return [width, frameHeight];
  const [acrossUnits, upUnits] = [plane.x, plane.y].map(({ domain }) => domain[1] - domain[0]);
  const unit = Math.min((width - margins - 2 * inset) / acrossUnits, (1.3 * frameHeight) / upUnits);
  return [Math.round(acrossUnits * unit + 2 * inset + margins), Math.round(upUnits * unit)];
}

function shadesOf(backdrop: Backdrop | undefined, frame: Frame, domain: readonly [number, number]): Markup {
  const shades = backdrop?.shades.filter(({ from, to }) => from < domain[1] && to > domain[0]) ?? [];
  return html`${shades.map(({ color, from, to }) => {
    const start = from <= domain[0] ? frame.left : frame.x(from);
    const end = to >= domain[1] ? frame.right : frame.x(to);
    return html`<rect class="shade" x="${short(start)}" y="${frame.top}" width="${short(end - start)}" height="${frame.bottom - frame.top}" fill="var(${color})"/>`;
  })}`;
}

function flagOf({ x, label, anchor, row }: Flag, { top, bottom }: Frame): Markup {
  const y = top - 6 - row * flagRow;
  const beside = anchor === "start" ? x + 5 : x - 5;
  return html`${rule(x, y - 8, x, bottom)}<text x="${short(beside)}" y="${y + 2}" text-anchor="${anchor}">${label}</text>`;
}

function rule(x1: number, y1: number, x2: number, y2: number): Markup {
  return html`<line class="rule" x1="${short(x1)}" y1="${short(y1)}" x2="${short(x2)}" y2="${short(y2)}" stroke="var(--muted)" stroke-width="1.5" stroke-dasharray="2 3"/>`;
}
