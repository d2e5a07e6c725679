import { html, type Markup, short } from "recurra/drawing";
import { distance, type Point } from "../blocks/geometry.ts";
import { malformed } from "../blocks/malformed.ts";
import { subscripted } from "../blocks/subscript.ts";
import type { DrawingArrow, DrawingBlock, DrawingNode } from "../data/document.ts";
import { routes } from "./arrow-route.ts";
import { detailLine, detailSize, drawingLayout, labelLine, labelSize, type PlacedNode } from "./drawing-layout.ts";
import { pathOf } from "./rounded-path.ts";

/** Boxes and arrows, drawn once: on a narrow screen it scrolls, so that its text stays readable. */
export function drawingBlock(block: DrawingBlock): Markup {
  const places = check(block);
  const { nodes, lanes } = drawingLayout(block);
  const ways = routes({
    boxes: nodes.map(({ box }) => box),
    lanes,
    arrows: block.arrows.map(({ from, to }) => ({ from: places.get(from) ?? 0, to: places.get(to) ?? 0 })),
  });
  const { left, top, width, height } = extent(nodes, ways);
  return html`<figure>
<figcaption>${block.title}</figcaption>
<div class="scroll" role="region" aria-label="${block.title}" tabindex="0"><svg class="drawing" role="img" aria-label="${block.title}. ${block.description}" viewBox="${left} ${top} ${width} ${height}" width="${width}" height="${height}" style="min-width:${Math.round(0.85 * width)}px">${ways.map((way, at) => arrow(way, block.arrows[at]))}${nodes.map(nodeOf)}</svg></div>
</figure>
`;
}

/** The last column, and the last row: each takes room, whether there is a box in it or not. */
const most = 999;

/** Where each node stands in the list. */
function check(block: DrawingBlock): Map<string, number> {
  if (block.nodes.length === 0) throw malformed(block, "there are no nodes.");
  const places = new Map<string, number>();
  const cells = new Map<string, DrawingNode>();
  for (const [at, node] of block.nodes.entries()) {
    const { id, column, row } = node;
    if (places.has(id)) throw malformed(block, `two nodes have the id "${id}".`);
    places.set(id, at);
    if (!(column >= 0 && row >= 0))
      throw malformed(block, `node "${id}" lies at column ${column}, row ${row}; both begin at 0.`);
    if (Math.max(column, row) > most)
      throw malformed(block, `node "${id}" lies at column ${column}, row ${row}; both end at ${most}.`);
    const other = cells.get(`${column} ${row}`);
    if (other !== undefined)
      throw malformed(block, `the nodes "${other.id}" and "${id}" both lie at column ${column}, row ${row}.`);
    cells.set(`${column} ${row}`, node);
  }
  for (const { from, to } of block.arrows) {
    const missing = [from, to].find((id) => !places.has(id));
    if (missing !== undefined)
      throw malformed(block, `an arrow from "${from}" to "${to}" needs a node "${missing}", which is not there.`);
  }
  return places;
}

function nodeOf({ node, box, label, detail }: PlacedNode): Markup {
  const x = (box.left + box.right) / 2;
  const top = (box.top + box.bottom - label.length * labelLine - detail.length * detailLine) / 2;
  return html`<g class="node ${node.role}"><rect x="${short(box.left)}" y="${short(box.top)}" width="${short(box.right - box.left)}" height="${short(box.bottom - box.top)}" rx="6"/>${label.map(
    (line, at) =>
      html`<text x="${short(x)}" y="${short(top + at * labelLine + 13.5)}" font-size="${labelSize}">${subscripted(line, labelSize)}</text>`,
  )}${detail.map(
    (line, at) =>
      html`<text class="detail" x="${short(x)}" y="${short(top + label.length * labelLine + at * detailLine + 11.5)}" font-size="${detailSize}">${line}</text>`,
  )}</g>`;
}

/** What the boxes and the arrows take up, with a little room around it. */
function extent(
  nodes: readonly PlacedNode[],
  ways: readonly (readonly Point[])[],
): { left: number; top: number; width: number; height: number } {
  const points = [
    ...nodes.flatMap(({ box }) => [
      { x: box.left, y: box.top },
      { x: box.right, y: box.bottom },
    ]),
    ...ways.flat(),
  ];
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [left, top] = [Math.floor(Math.min(...xs)) - 6, Math.floor(Math.min(...ys)) - 6];
  return { left, top, width: Math.ceil(Math.max(...xs)) + 6 - left, height: Math.ceil(Math.max(...ys)) + 6 - top };
}

const head = 8;

/** A line with rounded corners and a head whose tip touches the box. */
function arrow(way: readonly Point[], { dashed }: DrawingArrow): Markup {
  const [before, tip] = way.slice(-2);
  const length = distance(before, tip) || 1;
  const [ux, uy] = [(tip.x - before.x) / length, (tip.y - before.y) / length];
  const neck = { x: tip.x - ux * head, y: tip.y - uy * head };
  const corner = (side: number): string => `${short(neck.x - side * uy * 4.5)} ${short(neck.y + side * ux * 4.5)}`;
  return html`<path class="arrow" d="${pathOf([...way.slice(0, -1), neck])}"${dashed === true && html` stroke-dasharray="5 4"`}/><path class="tip" d="M${short(tip.x)} ${short(tip.y)}L${corner(1)}L${corner(-1)}z"/>`;
}
