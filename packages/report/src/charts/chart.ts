// Charts as inline SVG. Each is drawn twice, for wide and for narrow screens, and the style sheet shows one of the two:
// so text keeps its size on a phone without a script. Colours are custom properties of the page, for light and dark.

import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { html, Markup, type SymbolName, symbolPath, tick } from "recurra/drawing";
import { type FramedSize, type Readings, readout, spanOf } from "./readout.ts";
import type { TimeAxis } from "./time-axis.ts";

export interface ChartSize {
  readonly name: "wide" | "narrow";
  readonly width: number;
  readonly height: number;
  /** About how many ticks have room along x. */
  readonly ticks: number;
}

const sizes: readonly ChartSize[] = [
  { name: "wide", width: 780, height: 300, ticks: 8 },
  { name: "narrow", width: 360, height: 260, ticks: 4 },
];

export interface LegendEntry {
  readonly label: string;
  /** A custom property of the page, such as "--model". */
  readonly color: string;
  readonly shape: "line" | "band" | "dots" | "both";
  /** Of a band: how many lie upon one another. Default 1. */
  readonly layers?: number;
  /** Dashes, so that lines differ by more than colour. */
  readonly dash?: string;
  /** The shape of its dots, where it has any. */
  readonly symbol?: SymbolName;
}

/** What every chart has besides its drawing. */
interface Caption {
  /** With the unit. */
  readonly title: string;
  /** What a reader who cannot see the chart should know. */
  readonly description: string;
  readonly legend: readonly LegendEntry[];
}

interface Chart extends Caption {
  /** Of the drawing; default: that of the size. */
  readonly height?: number;
  /** Room between the frame's sides and the outermost values of x; default 0. */
  readonly inset?: number;
  /** What can be read at its points; its span is that of the x axis. */
  readonly readings: Readings;
  /** Where x is time, or the rows of a series. */
  readonly times?: TimeAxis;
  /** What this size leaves out. */
  readonly note?: (size: ChartSize) => string | undefined;
  readonly draw: (size: ChartSize) => Plot.PlotOptions;
}

interface Picture extends Caption {
  /** What its colours mean, under the legend. */
  readonly key?: Markup;
  /** What lies over the drawing of either size: what can be read at its points. */
  readonly readings?: Readings;
  readonly draw: (size: ChartSize) => Drawn;
}

/** A drawing in one size, with what it leaves out. */
interface Drawn {
  readonly drawing: Markup | readonly Markup[];
  /** Its parts say what they show each for itself, because something in them can be read. */
  readonly said?: boolean;
  readonly note?: string;
  /** Where the frame of its axes lies; needed where there is something to be read. */
  readonly framed?: FramedSize;
}

/** A chart with its title and legend, on horizontal grid lines. */
export function figure(chart: Chart): Markup {
  const { readings, times, inset = 0 } = chart;
  return picture({
    ...chart,
    draw: (size) => {
      const options = chart.draw(size);
      const domain = spanOf(readings, size.name);
      const x = {
        ...(times && { type: times.type, label: null, ...times.ticks(domain, size.ticks) }),
        ...{ domain, inset },
        ...options.x,
      };
      const y = { labelAnchor: "top", tickFormat: tick, tickSize: 0, ticks: 5, nice: true, ...options.y } as const;
      const grid = Plot.gridY({ stroke: "var(--grid)", strokeOpacity: 1, ticks: 5 });
      const height = chart.height ?? size.height;
      const drawing = plotted({ ...options, x, y, marks: [grid, ...(options.marks ?? [])] }, { ...size, height });
      const { top, right, bottom, left } = frame;
      const margins = [top, right + inset, bottom, left + inset] as const;
      return { drawing, note: chart.note?.(size), framed: { width: size.width, height, margins } };
    },
  });
}

/** A drawing of any kind with its title and legend. */
export function picture({ title, description, legend, key, readings, draw }: Picture): Markup {
  const drawn = sizes.map(draw);
  const [wide, narrow] = drawn.map(({ framed }) => framed);
  const over = readings && wide && narrow && readout(readings, wide, narrow);
  const drawings = sizes.map((size, at) => {
    const { drawing, note, said } = drawn[at];
    const shown = said ? drawing : html`<div role="img" aria-label="${title}. ${description}">${drawing}</div>`;
    return html`<div class="${size.name}">${note !== undefined && html`<p class="note">${note}</p>`}${shown}</div>
`;
  });
  return html`<figure>
<figcaption>${title}</figcaption>
${legend.length > 0 && html`<ul class="legend">${legend.map(legendItem)}</ul>`}${key}
${over === undefined ? drawings : html`<div class="stage">\n${drawings}${over}\n</div>`}
</figure>
`;
}

/** Options of a plot whose marks may be markup of one's own, drawn where it stands among them. */
interface PlottedOptions extends Omit<Plot.PlotOptions, "marks"> {
  readonly marks: readonly (Plot.Markish | Markup)[];
}

/** What Plot leaves around the axes. */
const frame = { top: 26, right: 16, bottom: 34, left: 56 } as const;

/** The drawing alone: what it shows is said by the element around it, whose text this file's own template escapes. */
export function plotted(options: PlottedOptions, size: Pick<ChartSize, "width" | "height">): Markup {
  const own: Markup[] = [];
  const marks = options.marks.map((mark) => (mark instanceof Markup ? slot(own.push(mark) - 1) : mark));
  const plot = Plot.plot({
    document: page(),
    width: size.width,
    height: size.height,
    marginTop: frame.top,
    marginRight: frame.right,
    marginBottom: frame.bottom,
    marginLeft: frame.left,
    className: "plot",
    ...options,
    style: { fontSize: "12px" },
    x: { labelArrow: "none", ...options.x },
    y: { labelArrow: "none", ...options.y },
    marks,
  });
  plot.setAttribute("aria-hidden", "true");
  // Plot's own style element repeats in every chart; the page's style sheet says the same once.
  plot.querySelector("style")?.remove();
  const drawing = coarsened(plot.outerHTML);
  return new Markup(drawing.replace(/<g data-slot="(\d+)" *(?:\/>|><\/g>)/g, (_, at) => own[Number(at)].text));
}

/** Coordinates with one decimal: a tenth of a pixel is not seen, and pages are a third smaller. */
function coarsened(drawing: string): string {
  return drawing.replace(/<(?:path|line|rect|text|tspan|circle|g) [^>]*>/g, (tag) =>
    tag.replace(/ (?:d|transform|[xy][12]?|width|height|cx|cy)="[^"]*"/g, (attribute) =>
      attribute.replace(/\d+\.\d\d+/g, (number) => String(Math.round(10 * Number(number)) / 10)),
    ),
  );
}

/** An empty element at a mark's place in the drawing. */
function slot(at: number): Plot.RenderFunction {
  return (_index, _scales, _values, _dimensions, context) => {
    const element = context.document.createElementNS("http://www.w3.org/2000/svg", "g");
    element.setAttribute("data-slot", String(at));
    return element;
  };
}

let blank: Document | undefined;

/** The document that Plot makes its elements in. */
function page(): Document {
  blank ??= parseHTML("<!doctype html><html><body></body></html>").document as unknown as Document;
  return blank;
}

function legendItem(entry: LegendEntry): Markup {
  return html`<li><svg width="28" height="12" viewBox="0 0 28 12" aria-hidden="true">${swatch(entry)}</svg> ${entry.label}</li>`;
}

function swatch({ shape, color, dash, symbol = "circle", layers = 1 }: LegendEntry): Markup {
  const band = html`<rect x="1" y="0" width="26" height="12" fill="var(${color})"/>`;
  if (shape === "band") return html`${Array.from({ length: layers }, () => band)}`;
  const line = html`<line x1="1" x2="27" y1="6" y2="6" stroke="var(${color})" stroke-width="2.5" stroke-dasharray="${dash ?? "none"}"/>`;
  const dot = html`<path d="${symbolPath(symbol, 14, 6, 4)}" fill="var(${color})"/>`;
  if (shape === "line") return line;
  return shape === "dots" ? dot : html`${line}${dot}`;
}
