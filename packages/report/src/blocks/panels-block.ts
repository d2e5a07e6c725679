import { html, type Markup } from "recurra/drawing";
import { picture } from "../charts/chart.ts";
import { readout } from "../charts/readout.ts";
import type { PanelsBlock } from "../data/document.ts";
import { readingsOf } from "./line-readings.ts";
import { leftOut } from "./lines-block.ts";
import { type Plane, planeOf } from "./plane.ts";
import { planePlot } from "./plane-plot.ts";
import { legendOf } from "./role.ts";

/** Room between two panels. */
const gap = 20;

/**
 * Small charts on the same scales with one legend: two or three side by side, or one below the other on a phone. With an id, the values of each
 * can be read off point by point.
 */
export function panelsBlock(block: PanelsBlock, id?: string): Markup {
  const lines = block.panels.flatMap((panel) => panel.lines);
  const shared = planeOf(block, lines);
  let start = 0;
  const planes = block.panels.map((panel): Plane => {
    const end = start + panel.lines.length;
    const plane = { ...shared, lines: shared.lines.slice(start, end) };
    start = end;
    return plane;
  });
  return picture({
    title: block.title,
    description: block.description,
    legend: legendOf(lines),
    draw: (size) => {
      const across = size.name === "narrow" ? 1 : acrossOf(planes.length);
      const width = Math.floor((size.width - gap * (across - 1)) / across);
      const frameHeight = size.name === "narrow" || across === 2 ? 165 : 140;
      const panels = planes.map((plane, at) => {
        const named = { x: at + across >= planes.length, y: at % across === 0 };
        // All panels of a row are as high as those with the axis's name.
        const lastOfRow = Math.min(planes.length, (Math.floor(at / across) + 1) * across) - 1;
        const spaced = { x: lastOfRow + across >= planes.length, y: true };
        const shape = { width, frameHeight, square: block.square, marginLeft: 48, named, spaced };
        const { svg, framed } = planePlot(plane, shape);
        const { title, lines: own } = block.panels[at];
        const read = { x: block.x, lines: own, square: block.square };
        const readings = id === undefined ? undefined : readingsOf(read, plane, `${id}-${size.name}-${at}`);
        if (id === undefined) return html`<div><p class="panel">${title}</p>${svg}</div>`;
        return html`<div><p class="panel">${title}</p><div class="stage"><div role="img" aria-label="${block.title}: ${title}. ${block.description}">${svg}</div>${readings && readout(readings, framed, framed)}</div></div>`;
      });
      const note = leftOut(shared)[0];
      return { drawing: html`<div class="panels across-${across}">${panels}</div>`, note, said: id !== undefined };
    },
  });
}

/** How many panels stand side by side. */
function acrossOf(count: number): number {
  if (count <= 2) return Math.max(1, count);
  return count === 4 ? 2 : 3;
}
