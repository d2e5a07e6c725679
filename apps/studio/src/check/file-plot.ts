// One column of a file on a chart, by uPlot.
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { pageColors } from "../charts/page-colors.ts";
import { pointerPlaces } from "../charts/pointer.ts";
import type { PlotParts } from "../charts/use-plot.ts";
import type { FileChart } from "../engine/file-answers.ts";
import { drawFindings, drawParts } from "./file-marks.ts";
import { figure } from "./numbers.ts";
import type { Panel } from "./panel.ts";

interface PanelParts extends PlotParts {
  readonly panel: () => Panel;
  readonly onPlace: (index: number | undefined) => void;
  /** Stretches between which the pointer was dragged. */
  readonly onSelect: (from: number, to: number) => void;
}

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

/** A plot of a column in a box of the page. */
export function makePanel({ box, width, height, panel, onPlace, onSelect }: PanelParts): uPlot {
  const color = pageColors();
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
      width,
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
