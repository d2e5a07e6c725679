import * as Plot from "@observablehq/plot";
import { fixed, html, type Markup } from "recurra/drawing";
import type { ManyResult } from "recurra/many";
import { counted, grouped } from "recurra/words";
import { figure, type LegendEntry } from "../charts/chart.ts";
import type { Readings } from "../charts/readout.ts";

/** Bars of a doubling of the error. */
const PER_DOUBLING = 8;
/** Doublings to either side; what lies beyond stands in the outermost bars. */
const MOST = 2;

const lower: LegendEntry = { label: "smaller than the best rival's", color: "--model", shape: "band" };
const higher: LegendEntry = { label: "larger", color: "--naive", shape: "band" };

/** How the error of each series stands beside that of its best rival. */
export function ratioChart({ series }: ManyResult): Markup {
  const ratios = series.flatMap(({ ratio }) => (ratio === null || ratio <= 0 ? [] : [ratio]));
  if (ratios.length < 2) return html``;
  const bins = new Map<number, number>();
  for (const ratio of ratios) {
    const place = Math.floor(Math.min(Math.max(Math.log2(ratio), -MOST), MOST - 1e-9) * PER_DOUBLING);
    bins.set(place, (bins.get(place) ?? 0) + 1);
  }
  const places = [...bins.keys()].sort((a, b) => a - b);
  const [first, last] = [
    Math.min(places[0], -PER_DOUBLING / 2),
    Math.max(places[places.length - 1] + 1, PER_DOUBLING / 2),
  ];
  const all = Array.from({ length: last - first }, (_, i) => ({ place: first + i, count: bins.get(first + i) ?? 0 }));
  const times = (place: number): string => fixed(2 ** (place / PER_DOUBLING), 2);
  const ahead = ratios.filter((ratio) => ratio < 1).length;
  const readings: Readings = {
    id: "ratios",
    domain: [first, last],
    values: [{ label: "series", color: "--model" }],
    points: all.map(({ place, count }) => ({
      x: place + 0.5,
      label: `${times(place)} to ${times(place + 1)} times`,
      texts: [grouped(count)],
    })),
  };
  const step = PER_DOUBLING / 2;
  const ticks = all.map(({ place }) => place).filter((place) => place % step === 0);
  return figure({
    title: "The error of each series over that of its best rival",
    description: `Smaller in ${grouped(ahead)} of ${counted(ratios.length, "series", "series")}`,
    legend: [lower, higher],
    height: 220,
    readings,
    draw: () => ({
      x: {
        label: "times the error of the best rival",
        ticks: [...ticks, ...(last % step === 0 ? [last] : [])],
        tickFormat: (place: number) => fixed(2 ** (place / PER_DOUBLING), 1),
      },
      y: { label: "series", ticks: 4 },
      marks: [
        Plot.rectY(all, {
          x1: (bin: { place: number }) => bin.place,
          x2: (bin: { place: number }) => bin.place + 1,
          y: "count",
          insetLeft: 1,
          insetRight: 1,
          fill: (bin: { place: number }) => (bin.place < 0 ? "var(--model)" : "var(--naive)"),
        }),
        Plot.ruleX([0], { stroke: "var(--ink)", strokeWidth: 1.5 }),
      ],
    }),
  });
}
