// What a column's chart has beside its lines: behind them the parts of the experiment, on them the findings and the seasons.
import type uPlot from "uplot";
import type { ColorOf } from "../charts/page-colors.ts";
import type { Panel } from "./panel.ts";
import { PART_SHADES } from "./split-list.tsx";

/** Kinds that stand at a row, with a line across the chart; those of many cells have marks at its foot. */
const LINES: readonly string[] = ["spike", "level-shift"];

function within({ ctx, bbox }: uPlot, draw: () => void): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, 0, bbox.width, bbox.top + bbox.height);
  ctx.clip();
  draw();
  ctx.restore();
}

/** The parts of the experiment, behind the lines, with their names over the first column. */
export function drawParts(plot: uPlot, { parts, isFirst }: Panel, color: ColorOf): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio || 1;
  within(plot, () => {
    ctx.font = `${12 * ratio}px system-ui, sans-serif`;
    ctx.textAlign = "left";
    ctx.textBaseline = "alphabetic";
    for (const [at, part] of parts.entries()) {
      const from = Math.max(bbox.left, plot.valToPos(part.times[0], "x", true));
      const next = parts[at + 1]?.times[0] ?? part.times[1];
      const to = Math.min(bbox.left + bbox.width, plot.valToPos(next, "x", true));
      if (to <= from) continue;
      ctx.fillStyle = color(PART_SHADES[part.name]?.color ?? "shade");
      ctx.fillRect(from, bbox.top, to - from, bbox.height);
      if (!isFirst) continue;
      ctx.fillRect(from, bbox.top - 18 * ratio, to - from, 16 * ratio);
      ctx.fillStyle = color("ink");
      if (ctx.measureText(part.name).width + 10 * ratio <= to - from)
        ctx.fillText(part.name, from + 5 * ratio, bbox.top - 6 * ratio);
    }
  });
}

/** What was found, over the lines: each by its number and its places. */
export function drawFindings(plot: uPlot, panel: Panel, color: ColorOf): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio || 1;
  const bottom = bbox.top + bbox.height;
  within(plot, () => {
    ctx.lineWidth = ratio;
    const badges: { x: number; number: number }[] = [];
    for (const { number, finding } of panel.findings) {
      const { kind, spans } = finding;
      const shown = spans.map(([from, to]) => [plot.valToPos(from, "x", true), plot.valToPos(to, "x", true)] as const);
      const seen = shown.filter(([from, to]) => to >= bbox.left && from <= bbox.left + bbox.width);
      ctx.strokeStyle = color("worse");
      ctx.fillStyle = kind === "gap" ? color("muted") : color("worse");
      for (const [from, to] of seen) {
        const wide = Math.max(ratio, to - from);
        if (kind === "gap") {
          ctx.globalAlpha = 0.3;
          ctx.fillRect(from, bbox.top, wide, bbox.height);
          ctx.globalAlpha = 1;
        } else if (LINES.includes(kind)) {
          ctx.setLineDash([3 * ratio, 3 * ratio]);
          ctx.strokeRect(from, bbox.top, to - from, bbox.height);
          ctx.setLineDash([]);
        } else if (kind !== "constant")
          ctx.fillRect(from, bottom - 7 * ratio, Math.max(2 * ratio, to - from), 7 * ratio);
      }
      const first = seen.at(0);
      if (first !== undefined && kind !== "constant")
        badges.push({ x: (first[0] + Math.min(first[1], bbox.left + bbox.width)) / 2, number });
    }
    drawBadges(plot, badges, color);
    drawSeasons(plot, panel, color);
  });
}

/** The numbers of the findings, below each other where they would lie on each other. */
function drawBadges({ ctx, bbox }: uPlot, badges: readonly { x: number; number: number }[], color: ColorOf): void {
  const ratio = devicePixelRatio || 1;
  const placed: { x: number; y: number }[] = [];
  ctx.font = `600 ${11 * ratio}px system-ui, sans-serif`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  for (const { x, number } of badges) {
    const at = Math.min(bbox.left + bbox.width - 9 * ratio, Math.max(bbox.left + 9 * ratio, x));
    let y = bbox.top + 11 * ratio;
    while (
      placed.some((one) => Math.abs(one.x - at) < 18 * ratio && one.y === y) &&
      y < bbox.top + bbox.height - 20 * ratio
    )
      y += 19 * ratio;
    placed.push({ x: at, y });
    ctx.beginPath();
    ctx.arc(at, y, 8.5 * ratio, 0, 2 * Math.PI);
    ctx.fillStyle = color("worse");
    ctx.fill();
    ctx.fillStyle = color("ground");
    ctx.fillText(String(number), at, y + 0.5 * ratio);
  }
}

/** A bracket as long as a season, where one is wide enough to be seen. */
function drawSeasons(plot: uPlot, { seasons, chart }: Panel, color: ColorOf): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio || 1;
  ctx.strokeStyle = color("ink");
  ctx.fillStyle = color("ink");
  ctx.lineWidth = 1.5 * ratio;
  ctx.font = `${11 * ratio}px system-ui, sans-serif`;
  ctx.textAlign = "left";
  ctx.textBaseline = "alphabetic";
  const from = bbox.left + 6 * ratio;
  let y = bbox.top + bbox.height - 14 * ratio;
  for (const { words, span } of seasons) {
    const start = chart.from[0] ?? 0;
    const wide = plot.valToPos(start + span, "x", true) - plot.valToPos(start, "x", true);
    if (wide < 8 * ratio || wide > bbox.width - 12 * ratio) continue;
    ctx.beginPath();
    ctx.moveTo(from, y - 5 * ratio);
    ctx.lineTo(from, y);
    ctx.lineTo(from + wide, y);
    ctx.lineTo(from + wide, y - 5 * ratio);
    ctx.stroke();
    const text = `every ${words}`;
    const long = ctx.measureText(text).width;
    ctx.fillText(
      text,
      wide + long + 24 * ratio < bbox.width ? from + wide + 5 * ratio : from + 5 * ratio,
      wide + long + 24 * ratio < bbox.width ? y : y - 8 * ratio,
    );
    y -= 20 * ratio;
  }
}
