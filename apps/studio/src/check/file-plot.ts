// One column of a file on a chart: uPlot for its lines; behind them the parts of the experiment, on them the findings.
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { pointerPlaces } from "../charts/pointer.ts";
import type { ChartColumn, FileChart, FileFinding, PlanPart } from "../engine/file-answers.ts";
import { figure } from "./numbers.ts";
import { PART_SHADES } from "./split-list.tsx";

/** A finding by its number in the list. */
export interface NumberedFinding {
  readonly number: number;
  readonly finding: FileFinding;
}

export interface Panel {
  readonly chart: FileChart;
  readonly column: ChartColumn;
  readonly parts: readonly PlanPart[];
  readonly findings: readonly NumberedFinding[];
  /** The first period of each season: its words, and how long it is on the axis. */
  readonly seasons: readonly { readonly words: string; readonly span: number }[];
  /** Whether the names of the parts, and the ticks of the axis, stand at it. */
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

export interface PanelParts {
  readonly box: HTMLElement;
  readonly height: number;
  readonly panel: () => Panel;
  readonly onPlace: (index: number | undefined) => void;
  /** Stretches between which the pointer was dragged. */
  readonly onSelect: (from: number, to: number) => void;
}

/** Kinds that stand at a row, with a line across the chart; those of many cells have marks at its foot. */
const LINES: readonly string[] = ["spike", "level-shift"];
const FONT = "12px system-ui, sans-serif";

/** Whether each stretch is one row. */
export function isWhole({ first, last }: FileChart): boolean {
  return first.every((row, at) => row === last[at]);
}

/** The numbers as uPlot takes them; what is missing is null. */
export function dataOf({ chart, column }: Panel): uPlot.AlignedData {
  const plain = (values: Float64Array): (number | null)[] =>
    Array.from(values, (value) => (Number.isNaN(value) ? null : value));
  const at = Array.from(chart.from);
  return isWhole(chart) ? [at, plain(column.greatest)] : [at, plain(column.greatest), plain(column.least)];
}

function rangeOf({ chart }: Panel): [number, number] {
  const [low, high] = [chart.from[0] ?? 0, chart.to.at(-1) ?? 1];
  return high > low ? [low, high] : [low - 0.5, high + 0.5];
}

export function makePanel({ box, height, panel, onPlace, onSelect }: PanelParts): uPlot {
  const style = getComputedStyle(document.documentElement);
  const color = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  const { chart, isFirst, isLast } = panel();
  const axis = {
    stroke: color("muted"),
    font: FONT,
    grid: { stroke: color("grid"), width: 1 },
    ticks: { stroke: color("grid") },
  };
  const line = {
    stroke: color(isFirst ? "model" : "naive"),
    width: 1.25,
    points: { show: false },
    spanGaps: false,
    gaps: gapsOf(panel),
  };
  return new uPlot(
    {
      width: Math.max(100, box.clientWidth),
      height,
      legend: { show: false },
      padding: [isFirst ? 20 : 6, 8, 0, 0],
      cursor: { y: false, drag: { x: true, y: false, setScale: false }, points: { size: 7 } },
      scales: { x: { time: false, range: () => rangeOf(panel()) } },
      axes: [
        {
          ...axis,
          show: isLast,
          size: 44,
          splits: () => panel().chart.ticks.map(({ at }) => at),
          values: () => panel().chart.ticks.map(({ text }) => text),
        },
        { ...axis, size: 64, values: (_, ticks) => ticks.map((tick) => figure(tick)), space: 34 },
      ],
      series: [
        { label: chart.axis },
        { label: "greatest", ...line },
        ...(isWhole(chart) ? [] : [{ label: "least", ...line }]),
      ],
      ...(!isWhole(chart) && { bands: [{ series: [1, 2] as [number, number], fill: color("band") }] }),
      hooks: {
        drawAxes: [(plot) => drawParts(plot, panel(), color)],
        draw: [(plot) => drawFindings(plot, panel(), color)],
        setCursor: [pointerPlaces(onPlace)],
        setSelect: [
          (plot) => {
            const { left, width } = plot.select;
            if (width < 4) return;
            onSelect(plot.posToIdx(left), plot.posToIdx(left + width));
            plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
          },
        ],
      },
    },
    dataOf(panel()),
    box,
  );
}

/** A line is broken where times are missing. */
function gapsOf(panel: () => Panel) {
  return (plot: uPlot, _series: number, _from: number, _to: number, nulls: [number, number][]): [number, number][] => {
    const gaps = panel().findings.flatMap(({ finding: { kind, spans } }) =>
      kind === "gap"
        ? spans.map(([from, to]): [number, number] => [plot.valToPos(from, "x", true), plot.valToPos(to, "x", true)])
        : [],
    );
    return [...nulls, ...gaps].sort((a, b) => a[0] - b[0]);
  };
}

type Color = (name: string) => string;

function within({ ctx, bbox }: uPlot, draw: () => void): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, 0, bbox.width, bbox.top + bbox.height);
  ctx.clip();
  draw();
  ctx.restore();
}

function drawParts(plot: uPlot, { parts, isFirst }: Panel, color: Color): void {
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

function drawFindings(plot: uPlot, panel: Panel, color: Color): void {
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
function drawBadges({ ctx, bbox }: uPlot, badges: readonly { x: number; number: number }[], color: Color): void {
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
function drawSeasons(plot: uPlot, { seasons, chart }: Panel, color: Color): void {
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

/** Moves a plot's cursor to a stretch, as the keyboard does. */
export function showPlace(plot: uPlot, index: number): void {
  const at = plot.data[0][index];
  if (at === undefined) return;
  plot.setCursor({ left: plot.valToPos(at, "x"), top: plot.bbox.height / devicePixelRatio / 2 }, false);
}
