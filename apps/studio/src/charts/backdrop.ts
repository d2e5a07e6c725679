// What a chart has beside its lines: shades behind them, and straight lines with their names over them.
import type uPlot from "uplot";
import type { Chart } from "./chart-line.ts";
import type { ColorOf } from "./page-colors.ts";

type Hook = (plot: uPlot) => void;

const FONT_SIZE = 12;

/** In px, of rules. */
export const RULE_DASH: readonly number[] = [5, 4];

/** Shaded stretches, behind the lines. */
export function drawShades(chart: () => Chart, color: ColorOf): Hook {
  return (plot) =>
    within(plot, (ctx, { top, height }) => {
      for (const { from, to, color: name } of chart().spans ?? []) {
        const [left, right] = [from, to].map((value) => plot.valToPos(value, "x", true));
        ctx.fillStyle = color(name);
        ctx.fillRect(left, top, right - left, height);
      }
    });
}

/** Straight lines across the chart, over its lines; those along y with their names on the ground's color. */
export function drawRules(chart: () => Chart, color: ColorOf): Hook {
  return (plot) =>
    within(plot, (ctx, { left, top, width, height }) => {
      const px = devicePixelRatio || 1;
      ctx.font = `${FONT_SIZE * px}px system-ui, sans-serif`;
      // The axes were written before, to their own sides.
      ctx.textAlign = "left";
      ctx.textBaseline = "alphabetic";
      const places = (chart().rules ?? []).flatMap(({ x }) => (x === undefined ? [] : [plot.valToPos(x, "x", true)]));
      for (const { label, color: name, x, y } of chart().rules ?? []) {
        ctx.lineWidth = px;
        ctx.strokeStyle = color(name);
        ctx.fillStyle = color(name);
        ctx.setLineDash(RULE_DASH.map((length) => length * px));
        ctx.beginPath();
        if (y !== undefined) {
          // Its name stands in the legend: beside it there are lines.
          const at = plot.valToPos(y, "y", true);
          ctx.moveTo(left, at);
          ctx.lineTo(left + width, at);
          ctx.stroke();
        }
        if (x === undefined) continue;
        const at = plot.valToPos(x, "x", true);
        ctx.moveTo(at, top);
        ctx.lineTo(at, top + height);
        ctx.stroke();
        ctx.setLineDash([]);
        ctx.lineWidth = 4 * px;
        ctx.strokeStyle = color("ground");
        const end = Math.min(left + width, ...places.filter((place) => place > at));
        const shown = fitted(label, end - at - 8 * px, (text) => ctx.measureText(text).width);
        ctx.strokeText(shown, at + 4 * px, top + 13 * px);
        ctx.fillText(shown, at + 4 * px, top + 13 * px);
      }
    });
}

/** As much of a name as there is room for; nothing where that would say nothing. */
export function fitted(name: string, room: number, widthOf: (text: string) => number): string {
  if (widthOf(name) <= room) return name;
  for (let count = name.length - 1; count >= 3; count--) {
    const text = `${name.slice(0, count).trimEnd()}…`;
    if (widthOf(text) <= room) return text;
  }
  return "";
}

function within({ ctx, bbox }: uPlot, draw: (ctx: CanvasRenderingContext2D, box: uPlot.BBox) => void): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  draw(ctx, bbox);
  ctx.restore();
}
