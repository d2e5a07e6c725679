// Charts as inline SVG. Each is drawn twice, for wide and for narrow screens, and the style sheet shows one of the two:
// so text keeps its size on a phone without a script. Colours are custom properties of the page, for light and dark.
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { html, Markup } from "./html.ts";
import { tick } from "./numbers.ts";

export interface ChartSize {
  readonly name: "wide" | "narrow";
  readonly width: number;
  readonly height: number;
  /** About how many ticks have room along x. */
  readonly ticks: number;
  /** How many rows have room along x, so that single ones can be told apart. */
  readonly rows: number;
}

const sizes: readonly ChartSize[] = [
  { name: "wide", width: 780, height: 300, ticks: 8, rows: 260 },
  { name: "narrow", width: 360, height: 260, ticks: 4, rows: 90 },
];

export interface LegendEntry {
  readonly label: string;
  /** A custom property of the page, such as "--model". */
  readonly color: string;
  readonly shape: "line" | "band";
  /** Dashes, so that lines differ by more than colour. */
  readonly dash?: string;
}

export interface Chart {
  /** With the unit. */
  readonly title: string;
  /** What a reader who cannot see the chart should know. */
  readonly description: string;
  readonly legend: readonly LegendEntry[];
  /** What this size leaves out. */
  readonly note?: (size: ChartSize) => string | undefined;
  readonly draw: (size: ChartSize) => Plot.PlotOptions;
}

/** A chart with its title and legend. */
export function figure(chart: Chart): Markup {
  return html`<figure>
<figcaption>${chart.title}</figcaption>
${chart.legend.length > 0 && html`<ul class="legend">${chart.legend.map(legendItem)}</ul>`}
${sizes.map((size) => drawing(chart, size))}
</figure>
`;
}

function drawing(chart: Chart, size: ChartSize): Markup {
  const note = chart.note?.(size);
  return html`<div class="${size.name}">${note !== undefined && html`<p class="note">${note}</p>`}<div role="img" aria-label="${chart.title}. ${chart.description}">${svg(chart, size)}</div></div>
`;
}

/** The drawing alone: what it shows is said by the element around it, whose text this file's own template escapes. */
function svg(chart: Chart, size: ChartSize): Markup {
  const options = chart.draw(size);
  const plot = Plot.plot({
    document: page(),
    width: size.width,
    height: size.height,
    marginTop: 26,
    marginRight: 16,
    marginBottom: 34,
    marginLeft: 56,
    className: "plot",
    ...options,
    style: { fontSize: "12px" },
    x: { labelArrow: "none", ...options.x },
    y: { labelArrow: "none", labelAnchor: "top", tickFormat: tick, tickSize: 0, ticks: 5, nice: true, ...options.y },
    marks: [Plot.gridY({ stroke: "var(--grid)", strokeOpacity: 1, ticks: 5 }), ...(options.marks ?? [])],
  });
  plot.setAttribute("aria-hidden", "true");
  // Plot's own style element repeats in every chart; the page's style sheet says the same once.
  plot.querySelector("style")?.remove();
  return new Markup(plot.outerHTML);
}

let blank: Document | undefined;

/** The document that Plot makes its elements in. */
function page(): Document {
  blank ??= parseHTML("<!doctype html><html><body></body></html>").document as unknown as Document;
  return blank;
}

function legendItem(entry: LegendEntry): Markup {
  const swatch =
    entry.shape === "line"
      ? html`<line x1="1" x2="27" y1="6" y2="6" stroke="var(${entry.color})" stroke-width="2.5" stroke-dasharray="${entry.dash ?? "none"}"/>`
      : html`<rect x="1" y="0" width="26" height="12" fill="var(${entry.color})"/>`;
  return html`<li><svg width="28" height="12" viewBox="0 0 28 12" aria-hidden="true">${swatch}</svg> ${entry.label}</li>`;
}
