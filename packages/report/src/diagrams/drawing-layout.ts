import { textWidth, wrapped } from "recurra/drawing";
import type { Box, Point } from "../blocks/geometry.ts";
import { labelWidth } from "../blocks/subscript.ts";
import type { DrawingBlock, DrawingNode } from "../data/document.ts";

/** A node with its lines of text and its place in pixels. */
export interface PlacedNode {
  readonly node: DrawingNode;
  readonly box: Box;
  readonly label: readonly string[];
  readonly detail: readonly string[];
}

interface DrawingLayout {
  readonly nodes: readonly PlacedNode[];
  /** The lanes between the columns and between the rows, outermost ones included, in which arrows can go round boxes. */
  readonly lanes: {
    readonly x: readonly (readonly [number, number])[];
    readonly y: readonly (readonly [number, number])[];
  };
}

export const labelSize = 14;
export const detailSize = 11.5;
export const labelLine = 18;
export const detailLine = 15;

const gap = { x: 40, y: 42 };
const margin = 40;
const widestText = 190;

/** Boxes as wide as the widest text of their column, and columns and rows as wide and high as their boxes need. */
export function drawingLayout(block: DrawingBlock): DrawingLayout {
  const sized = block.nodes.map((node) => {
    const label = labelLines(node.label);
    const detail = node.detail === undefined ? [] : wrapped(node.detail, detailSize, widestText);
    const widths = [
      ...label.map((line) => labelWidth(line, labelSize)),
      ...detail.map((line) => textWidth(line, detailSize)),
    ];
    const height = label.length * labelLine + detail.length * detailLine + 14;
    return { node, label, detail, width: Math.max(40, ...widths) + 18, height: Math.max(38, height) };
  });
  const across = tracks(
    sized.map(({ node, width }) => [node.column, width]),
    gap.x,
    false,
  );
  const up = tracks(
    sized.map(({ node, height }) => [node.row, height]),
    gap.y,
    true,
  );
  const nodes = sized.map(({ node, label, detail, height }): PlacedNode => {
    const center: Point = { x: across.center(node.column), y: up.center(node.row) };
    const width = across.size(node.column);
    const box = {
      left: center.x - width / 2,
      right: center.x + width / 2,
      top: center.y - height / 2,
      bottom: center.y + height / 2,
    };
    return { node, box, label, detail };
  });
  return { nodes, lanes: { x: across.lanes, y: up.lanes } };
}

/** A label with a subscript stays on one line where it can. */
function labelLines(label: string): string[] {
  return labelWidth(label, labelSize) <= widestText ? [label] : wrapped(label, labelSize, widestText);
}

interface Tracks {
  readonly lanes: readonly (readonly [number, number])[];
  /** Places between two whole ones lie between their centres. */
  readonly center: (place: number) => number;
  readonly size: (place: number) => number;
}

/** Columns from left to right, or rows from the bottom up, each as large as its largest box. */
function tracks(boxes: readonly (readonly [place: number, size: number])[], between: number, upwards: boolean): Tracks {
  const count = boxes.reduce((most, [place]) => Math.max(most, Math.ceil(place) + 1), 1);
  const sizes = Array.from({ length: count }, (_, track) =>
    boxes.reduce((most, [place, size]) => (Math.round(place) === track ? Math.max(most, size) : most), 0),
  );
  const order = upwards ? sizes.map((_, at) => count - 1 - at) : sizes.map((_, at) => at);
  const centers: number[] = new Array(count);
  const lanes: [number, number][] = [];
  let at = margin;
  lanes.push([0, margin]);
  for (const track of order) {
    // A column or row without a box takes half of the room between two.
    const size = sizes[track] === 0 ? between / 2 : sizes[track];
    centers[track] = at + size / 2;
    lanes.push([at + size, at + size + between]);
    at += size + between;
  }
  lanes[lanes.length - 1][1] = at - between + margin;
  const center = (place: number): number => {
    const [low, high] = [Math.floor(place), Math.ceil(place)];
    return centers[low] + (place - low) * (centers[high] - centers[low]);
  };
  return { lanes, center, size: (place) => sizes[Math.round(place)] };
}
