import type { Markup } from "recurra/drawing";
import { counted } from "recurra/words";
import { type LegendEntry, picture } from "../charts/chart.ts";
import type { LinesBlock } from "../data/document.ts";
import { readingsOf } from "./line-readings.ts";
import { type Plane, placeOf, planeOf } from "./plane.ts";
import { type Backdrop, planePlot } from "./plane-plot.ts";
import { legendOf } from "./role.ts";

/** Lines over a common axis, with what is shaded and marked behind them; with an id, their values can be read off point by point. */
export function linesBlock(block: LinesBlock, id?: string): Markup {
  const backdrop = backdropOf(block);
  const plane = planeOf(block, block.lines, {
    x: backdrop.columns.map(({ x }) => x),
    y: backdrop.rows.map(({ y }) => y),
  });
  return picture({
    title: block.title,
    description: block.description,
    legend: [...legendOf(block.lines), ...bands(block)],
    ...(id !== undefined && { readings: readingsOf(block, plane, id) }),
    draw: ({ name, width }) => {
      const { svg, unplaced, framed } = planePlot(
        plane,
        { width, frameHeight: name === "wide" ? 250 : 200, square: block.square },
        backdrop,
      );
      const notes = [...unplaced.map((label) => `Dotted line: ${label}.`), ...leftOut(plane)];
      return { drawing: svg, note: notes.length > 0 ? notes.join(" ") : undefined, framed };
    },
  });
}

/** What a logarithmic axis could not show. */
export function leftOut({ leftOut: count }: Plane): string[] {
  if (count === 0) return [];
  return [
    `${counted(count, "value")} of 0 or below ${count === 1 ? "has" : "have"} no place on a logarithmic axis: a gap.`,
  ];
}

const shadeColors = ["--trained", "--validated", "--scored"];

/** One colour for each label among the shades. */
function colorOf(block: LinesBlock, label: string): string {
  const labels = [...new Set(block.shades?.map((shade) => shade.label))];
  return shadeColors[labels.indexOf(label) % shadeColors.length];
}

function bands(block: LinesBlock): LegendEntry[] {
  const labels = [...new Set(block.shades?.map((shade) => shade.label))];
  return labels.map((label) => ({ label, color: colorOf(block, label), shape: "band" }));
}

function backdropOf(block: LinesBlock): Backdrop {
  const { shades = [], rules = [] } = block;
  const place = (value: number | string | undefined, otherwise: number): number =>
    value === undefined ? otherwise : placeOf(value, block.x, block);
  return {
    shades: shades.map(({ label, from, to }) => ({
      color: colorOf(block, label),
      from: place(from, Number.NEGATIVE_INFINITY),
      to: place(to, Number.POSITIVE_INFINITY),
    })),
    columns: rules.flatMap(({ label, x }) => (x === undefined ? [] : [{ label, x: place(x, 0) }])),
    rows: rules.flatMap(({ label, y }) => (y === undefined ? [] : [{ label, y: placeOf(y, block.y, block) }])),
  };
}
