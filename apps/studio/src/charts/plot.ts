// uPlot's side of a chart: how it is drawn from what ChartLine says, in the colours of the page.
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { drawRules, drawShades } from "./backdrop.ts";
import { type Chart, type ChartAxis, sayNumber } from "./chart-line.ts";
import { type ColorOf, pageColors } from "./page-colors.ts";
import { pointerPlaces } from "./pointer.ts";
import type { PlotParts } from "./use-plot.ts";

function axisOf({ label, scale, space, say }: ChartAxis, color: ColorOf, size: number): uPlot.Axis {
  return {
    label,
    labelSize: 20,
    labelFont: "12px system-ui, sans-serif",
    font: "12px system-ui, sans-serif",
    stroke: color("muted"),
    grid: { stroke: color("grid"), width: 1 },
    ticks: { stroke: color("grid") },
    size,
    ...(space !== undefined && { space }),
    // On a logarithmic axis uPlot leaves most of its ticks without a name, as null.
    ...(scale !== "time" && {
      values: (_: uPlot, ticks: (number | null)[]) =>
        ticks.map((tick) => (tick === null ? null : (say ?? sayNumber)(tick))) as string[],
    }),
  };
}

/** The least and the greatest that are to be seen on y: of the lines, and of the rules across them. */
function rangeOf(chart: () => Chart): uPlot.Range.Function {
  return (_, least, most) => {
    const { y, rules = [] } = chart();
    const log = y.scale === "log";
    const across = rules.flatMap(({ y: at }) => (at === undefined || (log && at <= 0) ? [] : [at]));
    const [low, high] = [Math.min(...across, least ?? 1), Math.max(...across, most ?? 1)];
    if (log) {
      const positive = low > 0 ? low : 1e-6;
      const above = high > positive ? high : positive * 10;
      return uPlot.rangeLog(positive * 0.9, above * 1.1, 10, false);
    }
    const pad = (high - low || Math.abs(high) || 1) * 0.06;
    return [low - pad, high + pad];
  };
}

/** What a plot is made anew for; anything else is drawn on the one that is there. */
export function formOf({ x, y, lines, band }: Chart): string {
  return JSON.stringify([x.label, x.scale, y.label, y.scale, band, lines.map(({ y: _, ...line }) => line)]);
}

interface LinesParts extends PlotParts {
  /** The chart as it is now. */
  readonly chart: () => Chart;
  /** The pointer is over this place; undefined when it leaves. */
  readonly onPlace: (index: number | undefined) => void;
}

/** A plot in a box of the page. */
export function makePlot({ box, width, height, chart, onPlace }: LinesParts): uPlot {
  const color = pageColors();
  const { x, y, lines, band } = chart();
  const dot = (on: boolean | undefined, stroke: string) => ({
    show: on ?? false,
    size: 7,
    stroke,
    fill: color("ground"),
  });
  return new uPlot(
    {
      width,
      height,
      legend: { show: false },
      cursor: { y: false, points: { show: lines.length <= 6 }, drag: { x: false, y: false, setScale: false } },
      scales: {
        x: { time: x.scale === "time", ...(x.scale === "log" && { distr: 3 as const }) },
        y: { ...(y.scale === "log" && { distr: 3 as const }), range: rangeOf(chart) },
      },
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
      axes: [axisOf(x, color, 40), axisOf(y, color, 64)],
      series: [
        { label: x.label },
        ...lines.map(({ label, color: name, dash, dots, width = 1.5 }) => ({
          label,
          stroke: color(name),
          width: dots ? 2 : width,
          ...(dash && { dash: [...dash] }),
          points: dot(dots, color(name)),
          spanGaps: dots ?? false,
        })),
      ],
      ...(band && { bands: [{ series: [band[0] + 1, band[1] + 1] as [number, number], fill: color("band") }] }),
      hooks: {
        drawAxes: [drawShades(chart, color)],
        draw: [drawRules(chart, color)],
        setCursor: [pointerPlaces(onPlace)],
      },
    },
    dataOf(chart()),
    box,
  );
}

/** The numbers as uPlot takes them. */
export function dataOf({ at, lines }: Chart): uPlot.AlignedData {
  return [at as number[], ...lines.map(({ y }) => y as (number | null)[])];
}
