import {
  fitted,
  html,
  type Markup,
  scaleOf,
  short,
  shortFormat,
  symbolPath,
  textWidth,
  tickRoom,
  ticksOf,
  wrapped,
} from "recurra/drawing";
import { type LegendEntry, picture, plotted } from "../charts/chart.ts";
import type { BarsBlock } from "../data/document.ts";
import { flagsOf } from "./flags.ts";
import { malformed } from "./malformed.ts";
import { axisOf, type PlaneAxis, placeOf } from "./plane.ts";
import { requireRole, roleStyle } from "./role.ts";

type Bar = BarsBlock["bars"][number];

/** A bar with the lines of its name and its place. */
interface Row {
  readonly bar: Bar;
  readonly name: readonly string[];
  readonly top: number;
  readonly height: number;
}

const fontSize = 12;
const lineHeight = 15;

/**
 * One row for each name. Values without a range on an axis from 0 are bars; all others are points, since the length of a
 * bar that does not begin at 0 would say nothing.
 */
export function barsBlock(block: BarsBlock): Markup {
  const axis = valueAxis(block);
  const ranged = block.bars.some(isRanged);
  const pointed = axis.type !== "linear" || axis.domain[0] > 0 || axis.domain[1] < 0 || ranged;
  const interval: LegendEntry = { label: block.interval ?? "", color: "--muted", shape: "line" };
  return picture({
    title: block.title,
    description: block.description,
    legend: ranged && block.interval !== undefined ? [interval] : [],
    draw: (size) => ({ drawing: drawn(block, axis, pointed, size) }),
  });
}

function isRanged({ low, high }: Bar): boolean {
  return low !== undefined || high !== undefined;
}

function valueAxis(block: BarsBlock): PlaneAxis {
  for (const bar of block.bars) {
    requireRole(block, bar);
    const { label, value, low = value, high = value } = bar;
    if (![value, low, high].every(Number.isFinite))
      throw malformed(block, `"${label}" has the value ${value} (${low} to ${high}); all must be finite numbers.`);
    if (low > value || high < value)
      throw malformed(block, `"${label}": its range ${low} to ${high} does not hold its value ${value}.`);
  }
  const values = block.bars.flatMap(({ value, low = value, high = value }) => [value, low, high]);
  const charted = { ...block, x: block.value, y: block.value };
  if (block.rule !== undefined) values.push(placeOf(block.rule.value, block.value, charted));
  const zero = block.value.scale === "log" || block.bars.some(isRanged) ? [] : [0];
  return axisOf(block.value, charted, [...values, ...zero], true);
}

function drawn(
  block: BarsBlock,
  axis: PlaneAxis,
  pointed: boolean,
  { name, width }: { readonly name: "wide" | "narrow"; readonly width: number },
): Markup {
  const format = axis.type === "log" ? threeDigits : shortFormat(block.bars.map((bar) => bar.value));
  const values = block.bars.map((bar) => format(bar.value));
  const marginRight = Math.ceil(Math.max(...values.map((text) => textWidth(text, fontSize)), 10)) + 14;
  const longest = Math.max(...block.bars.map((bar) => textWidth(bar.label, fontSize)));
  const beside = name === "wide";
  const marginLeft = beside ? Math.ceil(Math.min(250, Math.max(60, longest))) + 14 : 10;
  const [left, right] = [marginLeft, width - marginRight];
  const rows = rowsOf(block.bars, beside ? marginLeft - 12 : width - 12, beside);
  const end = rows.reduce((_, row) => row.top + row.height, 0);
  const at = scaleOf(axis, left, right);
  const flags =
    block.rule === undefined ? [] : flagsOf([{ label: block.rule.label, x: at(block.rule.value) }], left, width).placed;
  const marginTop = flags.length > 0 ? 24 : 8;
  const base = Math.min(right, Math.max(left, axis.type === "log" ? left : at(0)));
  const place = (value: number): number => Math.min(right, Math.max(left, at(value)));
  const names: Markup[] = [];
  return plotted(
    {
      marginLeft,
      marginRight,
      marginTop,
      marginBottom: 36,
      x: {
        type: axis.type,
        domain: [...axis.domain],
        label: fitted(axis.label, fontSize, right - left),
        ...ticksOf({ ...axis, whole: false }, tickRoom(axis, right - left)),
        grid: true,
      },
      y: { axis: null },
      marks: [
        html`${rows.map(({ bar, name: lines, top, height }, r) => {
          const from = marginTop + top;
          const middle = beside ? from + height / 2 : from + height - 13;
          const first = beside ? middle - ((lines.length - 1) * lineHeight) / 2 + 4 : from + 14;
          names.push(
            ...lines.map(
              (line, l) =>
                html`<text class="name" x="${beside ? marginLeft - 10 : marginLeft}" y="${short(first + l * lineHeight)}" text-anchor="${beside ? "end" : "start"}">${line}</text>`,
            ),
          );
          return html`${mark(bar, pointed, base, place, middle)}<text class="value" x="${width - 4}" y="${short(middle + 4)}" text-anchor="end">${values[r]}</text>`;
        })}`,
        html`${flags.map(
          ({ x, label, anchor }) =>
            html`<line class="rule" x1="${short(x)}" x2="${short(x)}" y1="${marginTop - 14}" y2="${marginTop + end}" stroke="var(--ink)" stroke-width="1.5" stroke-dasharray="2 3"/><text x="${short(anchor === "start" ? x + 5 : x - 5)}" y="${marginTop - 6}" text-anchor="${anchor}">${label}</text>`,
        )}`,
        // Over the rule, which would strike them through.
        html`${names}`,
      ],
    },
    { width, height: marginTop + end + 36 },
  );
}

/** Values that lie decades apart each have digits of their own: in those of the largest the others would be 0. */
function threeDigits(value: number): string {
  const kept = Number(value.toPrecision(3));
  if (kept >= 1e-3 && kept < 1e6) return shortFormat([kept])(kept);
  return value.toExponential(1).replace("e+", "e").replace("e-", "e−");
}

/** Names beside their bars, or above them, in as many lines as they need. */
function rowsOf(bars: readonly Bar[], width: number, beside: boolean): Row[] {
  let top = 0;
  return bars.map((bar) => {
    const name = wrapped(bar.label, fontSize, width);
    const height = beside ? Math.max(28, name.length * lineHeight + 8) : name.length * lineHeight + 30;
    const row = { bar, name, top, height };
    top += height;
    return row;
  });
}

function mark(bar: Bar, pointed: boolean, base: number, place: (value: number) => number, y: number): Markup {
  const { color, symbol } = roleStyle(bar.role);
  const x = place(bar.value);
  const [low, high] = [place(bar.low ?? bar.value), place(bar.high ?? bar.value)];
  const whisker =
    isRanged(bar) &&
    html`<path class="whisker" d="M${short(low)} ${short(y)}H${short(high)}M${short(low)} ${short(y - 4)}v8M${short(high)} ${short(y - 4)}v8" fill="none" stroke="var(${color})" stroke-width="2"/>`;
  if (pointed) return html`${whisker}<path class="point" d="${symbolPath(symbol, x, y, 5)}" fill="var(${color})"/>`;
  return html`<rect class="bar" x="${short(Math.min(base, x))}" y="${short(y - 8)}" width="${short(Math.abs(x - base))}" height="16" fill="var(${color})"/>`;
}
