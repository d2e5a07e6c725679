import { html, type Markup, short } from "recurra/drawing";
import { subscripted } from "../blocks/subscript.ts";
import type { CircuitBlock } from "../data/document.ts";
import { LABEL_SIZE, type LaidPart, type LaidWire, layCircuit } from "./circuit-layout.ts";

/** A cell with its operations and wires, drawn once: on a narrow screen it scrolls, so that its letters stay readable. */
export function circuitBlock(block: CircuitBlock): Markup {
  const { left, top, width, height, frame, wires, parts } = layCircuit(block);
  return html`<figure>
<figcaption>${block.title}</figcaption>
<div class="scroll" role="region" aria-label="${block.title}" tabindex="0"><svg class="circuit" role="img" aria-label="${block.title}. ${block.description}" viewBox="${left} ${top} ${width} ${height}" width="${width}" height="${height}" style="min-width:${Math.round(0.8 * width)}px;max-width:100%"><rect class="frame" x="${short(frame.left)}" y="${short(frame.top)}" width="${short(frame.width)}" height="${short(frame.height)}" rx="14"/>${wires.map(wireOf)}${wires.map(jointsOf)}${parts.map(partOf)}</svg></div>
</figure>
`;
}

function wireOf({ wire: { role }, line, bridges, head }: LaidWire): Markup {
  const memory = role === "memory" && " memory";
  return html`${bridges.map((bridge) => html`<path class="halo" d="${bridge}"/>`)}<path class="wire${memory}" d="${line}"/>${
    head !== undefined && html`<path class="head${memory}" d="${head}"/>`
  }`;
}

function jointsOf({ joints }: LaidWire): Markup {
  return html`${joints.map(({ x, y }) => html`<circle class="head" cx="${short(x)}" cy="${short(y)}" r="3.2"/>`)}`;
}

function partOf({ part, center: { x, y }, halfWidth, halfHeight }: LaidPart): Markup {
  const label = html`<text x="${short(x)}" y="${short(y + 5)}" font-size="${LABEL_SIZE}">${subscripted(part.label, LABEL_SIZE)}</text>`;
  switch (part.shape) {
    case "layer":
      return html`<g class="layer"><rect x="${short(x - halfWidth)}" y="${short(y - halfHeight)}" width="${short(2 * halfWidth)}" height="${short(2 * halfHeight)}" rx="4"/>${label}</g>`;
    case "point":
      return html`<g class="point"><ellipse cx="${short(x)}" cy="${short(y)}" rx="${short(halfWidth)}" ry="${short(halfHeight)}"/>${label}</g>`;
    case "name":
      return html`<g class="name">${label}</g>`;
  }
}
