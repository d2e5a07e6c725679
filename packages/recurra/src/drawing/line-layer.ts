import { html, type Markup } from "./html.ts";
import { distance, type Point } from "./point.ts";
import { type Role, roleStyles } from "./role.ts";
import { short, symbolPath } from "./symbol.ts";
import { thinLine } from "./thin-line.ts";

/** A line in the numbers of its axes. */
export interface DrawnLine {
  readonly label: string;
  readonly role: Role;
  readonly mark: "line" | "dots" | "both";
  readonly x: readonly number[];
  /** NaN is a gap. */
  readonly y: readonly number[];
}

/** Where the values of a plane lie on the screen. */
export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

/** A line as it is drawn: the pieces between its gaps, thinned to what can be seen. */
export interface LaidLine {
  readonly line: DrawnLine;
  readonly pieces: readonly (readonly Point[])[];
}

/** No line has more points than this, on a screen of any width. */
const most = 1400;

/** The lines in pixels, in the order in which they are drawn. */
export function laidLines(plane: { readonly lines: readonly DrawnLine[] }, frame: Frame): LaidLine[] {
  const columns = Math.min(most / 2, Math.ceil(frame.right - frame.left));
  const laid = plane.lines.map((line): LaidLine => {
    const pieces = piecesOf(line, frame);
    const total = pieces.reduce((sum, piece) => sum + piece.length, 0);
    // Each piece has its share of the line's columns.
    return { line, pieces: pieces.map((piece) => thinLine(piece, Math.ceil((columns * piece.length) / total))) };
  });
  return laid.sort((a, b) => roleStyles[a.line.role].layer - roleStyles[b.line.role].layer);
}

/** The points between the gaps. A gap of less than a pixel is none: it could not be seen, and thousands would fill the page. */
function piecesOf(line: DrawnLine, frame: Frame): Point[][] {
  const rightwards = line.x.every((x, at) => at === 0 || x >= line.x[at - 1]);
  const pieces: Point[][] = [];
  let before: Point | undefined;
  let gap = true;
  for (const [at, value] of line.y.entries()) {
    if (Number.isNaN(value)) {
      gap = true;
      continue;
    }
    const point = { x: frame.x(line.x[at]), y: frame.y(value) };
    const way = before === undefined ? Infinity : distance(before, rightwards ? { x: point.x, y: before.y } : point);
    if (gap && way >= 1) pieces.push([]);
    pieces[pieces.length - 1].push(point);
    before = point;
    gap = false;
  }
  return pieces;
}

/** The lines, cut off at the frame where an axis does not hold all of their values. */
export function lineLayer(laid: readonly LaidLine[], { left, top, right, bottom }: Frame): Markup {
  const drawn = laid.map((each) => pathsOf(each, laid.length));
  const beyond = laid.some(({ pieces }) =>
    pieces.some((piece) => piece.some(({ x, y }) => x < left - 7 || x > right + 7 || y < top - 1 || y > bottom + 1)),
  );
  if (!beyond) return html`${drawn}`;
  const [width, height] = [right - left, bottom - top];
  return html`<svg x="${left}" y="${top}" width="${width}" height="${height}" viewBox="${left} ${top} ${width} ${height}" overflow="hidden">${drawn}</svg>`;
}

function pathsOf({ line, pieces }: LaidLine, count: number): Markup {
  const { color, dash, symbol } = roleStyles[line.role];
  const points = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const thick =
    (line.role === "truth" ? 2.25 : line.role === "input" ? 1.5 : 2) -
    (count > 4 ? 0.25 : 0) -
    (points > 400 ? 0.5 : 0);
  const joined = line.mark === "dots" ? [] : pieces.filter((piece) => piece.length > 1);
  // A value between two gaps has no line to be seen by.
  const dots = pieces.filter((piece) => line.mark !== "line" || piece.length === 1).flat();
  const radius = dots.length <= 60 ? 3.2 : dots.length <= 300 ? 2.4 : 1.7;
  return html`${
    joined.length > 0 &&
    html`<path class="line" d="${joined.map(pathOf).join("")}" fill="none" stroke="var(${color})" stroke-width="${thick}" stroke-linejoin="round"${dash !== undefined && html` stroke-dasharray="${dash}"`}/>`
  }${dots.length > 0 && html`<path class="dots" d="${dots.map(({ x, y }) => symbolPath(symbol, x, y, radius)).join("")}" fill="var(${color})"/>`}`;
}

function pathOf(points: readonly Point[]): string {
  return `M${points.map(({ x, y }) => `${short(x)} ${short(y)}`).join("L")}`;
}
