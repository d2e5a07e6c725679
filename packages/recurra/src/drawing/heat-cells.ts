import { type ColorMap, stepColor, stepOf, writingOn } from "./heat-colors.ts";
import { html, type Markup } from "./html.ts";
import { shortFormat } from "./numbers.ts";
import { short } from "./symbol.ts";

export interface CellShape {
  readonly left: number;
  readonly top: number;
  /** Of one cell. */
  readonly width: number;
  readonly height: number;
}

export interface CellScale {
  readonly colors: ColorMap;
  readonly domain: readonly [number, number];
}

/**
 * A grid of colours as one path for each colour: cells of the same colour beside each other are one stroke of a cell's
 * height, so that a grid of thousands of cells stays small. A value that is not finite leaves its cell empty.
 */
export function heatCells(
  rows: readonly ArrayLike<number>[],
  { left, top, width, height }: CellShape,
  scale: CellScale,
): Markup {
  const paths = new Map<number, { text: string; x: number; y: number }>();
  for (const [r, row] of rows.entries()) {
    for (let start = 0; start < row.length; ) {
      const step = stepAt(row, start, scale);
      let end = start + 1;
      while (end < row.length && stepAt(row, end, scale) === step) end++;
      if (step >= 0) {
        const path = paths.get(step) ?? { text: "", x: 0, y: 0 };
        // A path begins at the origin, from which its first relative move counts.
        path.text += `m${start - path.x} ${r - path.y}h${end - start}`;
        paths.set(step, { text: path.text, x: end, y: r });
      }
      start = end;
    }
  }
  const drawn = [...paths].map(
    ([step, { text }]) => html`<path d="${text}" stroke="var(${stepColor(step, scale.colors)})"/>`,
  );
  const middle = top + height / 2;
  return html`<g class="cells" transform="translate(${left},${short(middle)}) scale(${width},${height})" stroke-width="1" shape-rendering="crispEdges" fill="none">${drawn}</g>`;
}

function stepAt(row: ArrayLike<number>, at: number, { domain, colors }: CellScale): number {
  return Number.isFinite(row[at]) ? stepOf(row[at], domain, colors) : -1;
}

/** The numbers of a grid as they are written into its cells; undefined where there is none. */
export function cellTexts(rows: readonly ArrayLike<number>[]): (string | undefined)[][] {
  const format = shortFormat(rows.flatMap((row) => Array.from(row).filter(Number.isFinite)));
  return rows.map((row) => Array.from(row, (value) => (Number.isFinite(value) ? format(value) : undefined)));
}

/** The numbers in the cells, dark or light as the colours under them need. */
export function cellValues(
  rows: readonly ArrayLike<number>[],
  { left, top, width, height }: CellShape,
  scale: CellScale,
): Markup {
  return html`${cellTexts(rows).map((texts, r) =>
    texts.map((text, c) => {
      if (text === undefined) return undefined;
      const ink = writingOn(stepOf(rows[r][c], scale.domain, scale.colors), scale.colors);
      return html`<text class="cell" x="${short(left + (c + 0.5) * width)}" y="${short(top + (r + 0.5) * height + 5)}" fill="var(${ink})">${text}</text>`;
    }),
  )}`;
}
