import {
  cellTexts,
  cellValues,
  fitted,
  heatCells,
  html,
  type Markup,
  short,
  stepColor,
  steps,
  textWidth,
  tick,
  tickRoom,
  ticksOf,
} from "recurra/drawing";
import { counted } from "recurra/words";
import { type ChartSize, picture, plotted } from "../charts/chart.ts";
import type { HeatBlock, HeatGrid } from "../data/document.ts";
import { malformed } from "./malformed.ts";
import { planeOf } from "./plane.ts";
import { planePlot } from "./plane-plot.ts";
import { legendOf } from "./role.ts";

/** The columns on the screen. */
interface Layout {
  readonly left: number;
  readonly right: number;
  /** Half a column before the first one to half a column after the last one. */
  readonly domain: readonly [number, number];
  readonly cellWidth: number;
}

const marginRight = 16;

/**
 * Grids of colours one above the other, on an x axis that they share with the lines above them. Grids of a few columns
 * without such lines stand side by side where there is room.
 */
export function heatBlock(block: HeatBlock): Markup {
  check(block);
  return picture({
    title: block.title,
    description: block.description,
    legend: legendOf(block.above?.lines ?? []),
    key: colorKey(
      block,
      block.grids.flatMap(({ rows }) => rows),
    ),
    draw: (size) => {
      const layout = layoutOf(block, size);
      const width = layout.right + marginRight;
      const abreast = block.above === undefined && width < size.width - 1 && 2 * width < 780;
      const grids = block.grids.map((grid, at) =>
        gridOf(block, grid, layout, abreast || at === block.grids.length - 1),
      );
      const note =
        layout.cellWidth < 1 ? "Where columns are narrower than a pixel, the mean of neighbours is shown." : undefined;
      if (abreast) {
        const each = grids.map((grid) => html`<div style="width:${short(width)}px">${grid}</div>`);
        return { drawing: html`<div class="abreast">${each}</div>` };
      }
      const bounds = `max-width:${short(width)}px${width > size.width ? `;min-width:${short(width)}px` : ""}`;
      const drawing = html`<div style="${bounds}">${block.above !== undefined && above(block, block.above, layout)}${grids}</div>`;
      return { drawing: width > size.width ? html`<div class="scroll" tabindex="0">${drawing}</div>` : drawing, note };
    },
  });
}

function check(block: HeatBlock): void {
  const { columns, columnNames, grids, domain } = block;
  const across = counted(columns.length, "column");
  if (columns.length === 0) throw malformed(block, "there are no columns.");
  if (columnNames !== undefined && columnNames.length !== columns.length)
    throw malformed(block, `there are ${counted(columnNames.length, "column name")} for ${across}.`);
  if (!(domain[0] < domain[1])) throw malformed(block, `the domain must go up, but is [${domain[0]}, ${domain[1]}].`);
  if (!Number.isFinite(domain[1] - domain[0]))
    throw malformed(block, `the domain must be finite, but is [${domain[0]}, ${domain[1]}].`);
  const step = stepBetween(columns);
  for (const [at, column] of columns.entries()) {
    if (Math.abs(column - (columns[0] + at * step)) <= 0.01 * Math.abs(step)) continue;
    throw malformed(block, `its columns are not the same distance apart: column ${at + 1} is ${column}.`);
  }
  for (const { title, rows, rowNames } of grids) {
    const wrong = rows.findIndex((row) => row.length !== columns.length);
    if (wrong >= 0)
      throw malformed(
        block,
        `row ${wrong + 1} of the grid "${title}" has ${counted(rows[wrong].length, "value")}, but there are ${across}.`,
      );
    if (rowNames !== undefined && rowNames.length !== rows.length)
      throw malformed(
        block,
        `the grid "${title}" has ${counted(rowNames.length, "row name")} for ${counted(rows.length, "row")}.`,
      );
  }
}

function stepBetween(columns: readonly number[]): number {
  return columns.length === 1 ? 1 : (columns[columns.length - 1] - columns[0]) / (columns.length - 1);
}

function layoutOf(block: HeatBlock, { name, width }: ChartSize): Layout {
  const texts = block.grids.flatMap(({ rowsLabel, rowNames = [] }) => [rowsLabel, ...rowNames]);
  const widest = texts.reduce((most, text) => Math.max(most, textWidth(text, 12)), 0);
  const left =
    Math.ceil(
      Math.min(width * (name === "wide" ? 0.25 : 0.34), Math.max(block.above === undefined ? 28 : 42, widest + 6)),
    ) + 8;
  const written = block.grids.filter((grid) => grid.showValues === true).flatMap(({ rows }) => cellTexts(rows).flat());
  // A cell is wide enough for its number, and for a short name below it, even where the drawing has to scroll for that.
  const number = written.reduce((most, text) => Math.max(most, textWidth(text ?? "", 14.5) + 8), 0);
  const signs = block.columnNames?.every((name) => Array.from(name).length <= 1) ? block.columnNames : [];
  const names = written.length > 0 ? (block.columnNames ?? []) : [];
  const named = names.map((name) => Math.min(60, textWidth(name, 12) + 6));
  const least = [...named, ...signs.map(() => 15)].reduce((most, wanted) => Math.max(most, wanted), number);
  const cellWidth = Math.max(
    least,
    Math.min(
      written.length > 0 ? 110 : signs.length > 0 ? 24 : 60,
      (width - left - marginRight) / block.columns.length,
    ),
  );
  const half = stepBetween(block.columns) / 2;
  const domain = [block.columns[0] - half, block.columns[block.columns.length - 1] + half] as const;
  return { left, right: left + cellWidth * block.columns.length, domain, cellWidth };
}

function above(block: HeatBlock, { label, lines }: NonNullable<HeatBlock["above"]>, layout: Layout): Markup {
  const axes = { x: { ...block.x, domain: layout.domain }, y: { label } };
  const plane = planeOf({ kind: block.kind, title: block.title, ...axes }, lines);
  const width = layout.right + marginRight;
  const named = { x: false, y: true };
  return planePlot(plane, { width, frameHeight: 90, inset: 0, marginLeft: layout.left, ticked: false, named }).svg;
}

function gridOf(block: HeatBlock, grid: HeatGrid, { left, right, domain, cellWidth }: Layout, last: boolean): Markup {
  const height = rowHeight(grid);
  const headed = grid.title !== "" || grid.rowsLabel !== "";
  const marginTop = headed ? 26 : 8;
  const marginBottom = last ? 36 : 6;
  // No more cells than pixels.
  const cells = Math.min(block.columns.length, Math.floor(right - left));
  const rows = cells < block.columns.length ? grid.rows.map((row) => pooled(row, cells)) : grid.rows;
  const shape = { left, top: marginTop, width: (right - left) / cells, height };
  const bottom = marginTop + height * grid.rows.length;
  const named = block.columnNames !== undefined;
  const few = block.columns.length <= 12 && cellWidth >= 26;
  const axis = { label: "", type: "linear", domain, whole: block.columns.every(Number.isInteger) } as const;
  const ticks = few ? { ticks: [...block.columns], tickFormat: tick } : ticksOf(axis, tickRoom(axis, right - left));
  const names = block.columnNames?.map(
    (name, at) =>
      html`<text x="${short(left + (at + 0.5) * cellWidth)}" y="${bottom + 16}">${fitted(name, 12, cellWidth - 4)}</text>`,
  );
  return plotted(
    {
      marginLeft: left,
      marginRight,
      marginTop,
      marginBottom,
      x: {
        type: "linear",
        domain: [...domain],
        label: last ? fitted(block.x.label, 12, right - left) : null,
        labelAnchor: named ? "center" : "right",
        ...(last && !named ? ticks : { axis: last ? "bottom" : null, ticks: [] }),
      },
      y: { axis: null },
      marks: [
        heatCells(rows, shape, block),
        grid.showValues === true && cellValues(rows, shape, block),
        html`<text class="grid" x="${left}" y="${marginTop - 8}" text-anchor="start">${fitted(grid.title, 12, right - left + marginRight)}</text>`,
        html`<text x="${left - 6}" y="${marginTop - 8}" text-anchor="end">${fitted(grid.rowsLabel, 12, left - 8)}</text>`,
        rowNames(grid, left, marginTop, height),
        last && html`${names}`,
      ].filter((mark) => mark !== false),
    },
    { width: right + marginRight, height: bottom + marginBottom },
  );
}

/** The means of as many equal parts of a row. */
function pooled(row: ArrayLike<number>, parts: number): number[] {
  const bound = (part: number): number => Math.floor((part * row.length) / parts);
  return Array.from({ length: parts }, (_, part) => {
    const [start, end] = [bound(part), bound(part + 1)];
    let sum = 0;
    for (let at = start; at < end; at++) sum += row[at];
    return sum / (end - start);
  });
}

function rowHeight({ rows, rowNames, showValues }: HeatGrid): number {
  if (showValues === true) return 44;
  if (rows.length <= 8) return 18;
  if (rowNames !== undefined && rows.length <= 24) return 14;
  return Math.max(2, Math.min(14, Math.round(210 / rows.length)));
}

/** The rows' names where each that has one has room, and else every so many of their numbers. */
function rowNames({ rows, rowNames: names }: HeatGrid, left: number, top: number, height: number): Markup {
  const every = Math.ceil(17 / height);
  if (names !== undefined && closest(names) * height < 13) return html``;
  const nice = names !== undefined ? 1 : ([1, 2, 5, 10, 20, 50, 100, 200, 500].find((step) => step >= every) ?? 1000);
  return html`${rows.map((_, r) => {
    if (nice > 1 && r > 0 && (r + 1) % nice !== 0) return undefined;
    if (nice > 1 && r === 0 && (nice - 1) * height < 17) return undefined;
    const text = fitted(names?.[r] ?? String(r + 1), 12, left - 8);
    return html`<text class="row" x="${left - 6}" y="${short(top + (r + 0.5) * height + 4)}" text-anchor="end">${text}</text>`;
  })}`;
}

/** The fewest rows from one that has a name to the next. */
function closest(names: readonly string[]): number {
  const named = [...names.keys()].filter((row) => names[row] !== "");
  return Math.min(Number.POSITIVE_INFINITY, ...named.slice(1).map((row, at) => row - named[at]));
}

/** The colours in their order with what they stand for, and whether any of the values lies beyond them. */
export function colorKey(
  { colors, domain, legend }: Pick<HeatBlock, "colors" | "domain" | "legend">,
  rows: Iterable<ArrayLike<number | null>>,
): Markup {
  const count = steps[colors];
  const [low, high] = domain;
  let [least, most] = [low, high];
  for (const row of rows) {
    for (const value of Array.from(row)) {
      if (value === null) continue;
      if (value < least) least = value;
      if (value > most) most = value;
    }
  }
  const middle = colors === "diverging" && low + high !== 0 ? ` (neutral: ${tick((low + high) / 2)})` : "";
  const rects = Array.from(
    { length: count },
    (_, step) => html`<rect x="${step}" width="1" height="1" fill="var(${stepColor(step, colors)})"/>`,
  );
  return html`
<p class="key"><span>${legend}${middle}</span> <span class="scale">${least < low && "≤ "}${tick(low)} <svg width="160" height="12" viewBox="0 0 ${count} 1" preserveAspectRatio="none" shape-rendering="crispEdges" aria-label="to">${rects}</svg> ${most > high && "≥ "}${tick(high)}</span></p>`;
}
