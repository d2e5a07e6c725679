// Values over a grid as colours.

import { OptionError } from "../core/errors.ts";
import { checkOptions, flag, made, names, type OptionRules, refuseValue, TEXT, word } from "../core/option-rules.ts";
import {
  type CellScale,
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
} from "../drawing/index.ts";
import { counted } from "../words/counted.ts";
import { type Drawn, Figure } from "./figure.ts";
import { headerOf } from "./header.ts";
import { cellOf } from "./numbers-table.ts";
import { PICTURE, type PictureOptions } from "./picture-options.ts";
import { roundSteps } from "./round-span.ts";
import { isTensor, isValues, readValues, type Values } from "./values.ts";

/** Rows of numbers, one row, or a tensor of two dimensions. */
export type HeatData = ArrayLike<Values> | Values;

export interface HeatMapOptions extends PictureOptions {
  /** What the columns are: "step". */
  readonly x?: string;
  /** What the rows are: "unit". */
  readonly y?: string;
  /** What stands at the columns. Default: their numbers, from 0. */
  readonly columnNames?: readonly string[];
  /** What stands at the rows. Default: their numbers, from 0. */
  readonly rowNames?: readonly string[];
  /** "sequential" from the domain's low end to its high end, "diverging" from a neutral middle. Default: "diverging" where there are values on both sides of 0. */
  readonly colors?: "sequential" | "diverging";
  /** The values of the first colour and of the last. Default: what the numbers need, around 0 where they diverge. */
  readonly domain?: readonly [number, number];
  /** What the colours mean, for the key. */
  readonly legend?: string;
  /** Whether each cell has its number. Default: where there are at most 12 columns and 12 rows. */
  readonly showValues?: boolean;
}

const DOMAIN = made<readonly [number, number]>(
  "two finite numbers, the first below the second",
  (value): value is readonly [number, number] =>
    Array.isArray(value) && value.length === 2 && value[0] < value[1] && Number.isFinite(value[1] - value[0]),
);
const OPTIONS: OptionRules<HeatMapOptions> = {
  ...{ ...PICTURE, x: TEXT, y: TEXT, columnNames: names, rowNames: names },
  ...{ colors: word("sequential", "diverging"), domain: DOMAIN, legend: TEXT, showValues: flag },
};

interface Grid {
  readonly rows: readonly (readonly number[])[];
  readonly columns: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Rows of numbers as colours, the first row at the top: gates over time, weights, attention, a confusion matrix. What is not finite leaves
 * its cell empty.
 *
 *     heatMap(weights, { title: "Attention", x: "read", y: "written", rowNames, columnNames });
 *
 * Throws OptionError PICTURE_EMPTY without a number, PICTURE_VALUES for rows of different length.
 */
export function heatMap(data: HeatData, options: HeatMapOptions = {}): Figure {
  checkOptions("heatMap", options, OPTIONS);
  const grid = readGrid(data, options);
  const { title = "", legend = "", showValues = grid.columns <= 12 && grid.rows.length <= 12 } = options;
  const scale = scaleFor(grid, options);
  const columnName = (at: number): string => options.columnNames?.[at] ?? String(at);
  const rowName = (at: number): string => options.rowNames?.[at] ?? String(at);
  const { x = "", y = "" } = options;
  const over = [y === "" ? undefined : `rows are ${y}`, x === "" ? undefined : `columns ${x}`]
    .filter(Boolean)
    .join(", ");
  const words = `${counted(grid.rows.length, "row")} of ${counted(grid.columns, "value")} from ${tick(grid.low)} to ${tick(grid.high)}${over === "" ? "" : `; ${over}`}.`;
  return new Figure({
    title,
    description: options.description ?? words,
    tables: [
      {
        caption: legend === "" ? counted(grid.rows.length, "row") : legend,
        columns: [
          y === "" ? "row" : y,
          ...Array.from({ length: Math.min(grid.columns, TABLED) }, (_, at) => columnName(at)),
          ...(grid.columns > TABLED ? [`${grid.columns - TABLED} more`] : []),
        ],
        length: grid.rows.length,
        row: (at) => [
          rowName(at),
          ...grid.rows[at].slice(0, TABLED).map(cellOf),
          ...(grid.columns > TABLED ? ["…"] : []),
        ],
      },
    ],
    draw: (width) => draw(grid, scale, { title, legend, showValues, x, y, columnName, rowName }, width),
  });
}

/** Columns that a table has. */
const TABLED = 60;

function readGrid(data: HeatData, { rowNames, columnNames }: HeatMapOptions): Grid {
  const rows = rowsOf(data);
  const columns = rows[0]?.length ?? 0;
  const uneven = rows.findIndex((row) => row.length !== columns);
  if (uneven >= 0) {
    throw new OptionError(
      "PICTURE_VALUES",
      "heatMap",
      `row ${uneven} has ${counted(rows[uneven].length, "value")}, and row 0 has ${counted(columns, "value")}`,
      {
        found: rows[uneven].length,
        remedies: ["give rows of one length, null for what is not there"],
      },
    );
  }
  for (const [given, count, what] of [
    [rowNames, rows.length, "row"],
    [columnNames, columns, "column"],
  ] as const) {
    if (given === undefined || given.length === count) continue;
    throw new OptionError(
      "PICTURE_VALUES",
      "heatMap",
      `there are ${counted(given.length, `${what} name`)} for ${counted(count, what)}`,
      {
        found: given.length,
        remedies: [`give one name for each ${what}`],
      },
    );
  }
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const row of rows) {
    for (const value of row) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (low <= high) return { rows, columns, low, high };
  throw new OptionError("PICTURE_EMPTY", "heatMap", "there is no number in the grid", {
    remedies: ["give at least one row with one number"],
  });
}

function rowsOf(data: HeatData): number[][] {
  if (isTensor(data)) {
    const { shape } = data;
    const sizes = shape.length > 2 ? shape.filter((size) => size !== 1) : shape;
    if (sizes.length > 2) {
      throw new OptionError("PICTURE_VALUES", "heatMap", `the tensor has the shape [${shape.join(", ")}]`, {
        found: shape,
        remedies: ["give a tensor of two dimensions, such as one sequence of a batch"],
      });
    }
    const values = readValues("heatMap", "data", { shape: [data.toArray().length], toArray: () => data.toArray() });
    const across = sizes.length === 2 ? sizes[1] : values.length;
    const count = sizes.length === 2 ? sizes[0] : 1;
    return Array.from({ length: count }, (_, r) => values.slice(r * across, (r + 1) * across));
  }
  if (!Array.isArray(data))
    throw refuseValue("heatMap", "data", "rows of numbers, or a tensor of two dimensions", data);
  const single = data.length > 0 && data.every((one) => !isValues(one));
  return single ? [readValues("heatMap", "data", data)] : data.map((row, r) => readValues("heatMap", `row ${r}`, row));
}

function scaleFor({ low, high }: Grid, { colors, domain }: HeatMapOptions): CellScale {
  const kind = colors ?? (low < 0 && high > 0 ? "diverging" : "sequential");
  if (domain !== undefined) return { colors: kind, domain };
  const most = Math.max(Math.abs(low), Math.abs(high)) || 1;
  if (kind === "diverging") return { colors: kind, domain: [-most, most] };
  if (low === high) return { colors: kind, domain: [low - most / 2, low + most / 2] };
  // Colours begin at 0 where values come near to it.
  return { colors: kind, domain: [low > 0 && low < high / 3 ? 0 : low, high] };
}

interface Writing {
  readonly title: string;
  readonly legend: string;
  readonly showValues: boolean;
  readonly x: string;
  readonly y: string;
  readonly columnName: (at: number) => string;
  readonly rowName: (at: number) => string;
}

const [fontSize, marginRight] = [12, 16];

function draw(grid: Grid, scale: CellScale, writing: Writing, width: number): Drawn {
  const { title, legend, showValues, x, y, columnName, rowName } = writing;
  const header = headerOf(title, [], width);
  const key = keyOf(scale, grid, { legend, top: header.height, width });
  const count = grid.rows.length;
  const widest = Math.max(16, textWidth(y, fontSize), ...grid.rows.map((_, at) => textWidth(rowName(at), fontSize)));
  const left = Math.ceil(Math.min(width * 0.3, widest)) + 10;
  // No more cells than pixels: the mean of neighbours stands for them.
  const most = Math.floor(width - left - marginRight);
  const columns = Math.min(grid.columns, most);
  const texts = showValues ? cellTexts(grid.rows).flat() : [];
  const least = Math.max(0, ...texts.map((text) => textWidth(text ?? "", fontSize) + 8));
  const cellWidth = Math.min(showValues ? 110 : 60, (width - left - marginRight) / columns);
  const written = showValues && cellWidth >= least;
  const lines = Math.min(count, 420);
  const cellHeight = written ? 34 : Math.max(1, Math.min(18, Math.round(280 / lines)));
  const rows = pooledRows(columns < grid.columns ? grid.rows.map((row) => pooled(row, columns)) : grid.rows, lines);
  const top = key.bottom + (y === "" ? 8 : 24);
  const shape = { left, top, width: cellWidth, height: cellHeight };
  const [right, bottom] = [left + cellWidth * columns, top + cellHeight * lines];
  const along = ticksAt(grid.columns, right - left, (at) =>
    cellWidth >= 40 ? cellWidth - 1 : textWidth(columnName(at), fontSize) + 20,
  ).map(
    (at) =>
      html`<text x="${short(left + ((at + 0.5) * (right - left)) / grid.columns)}" y="${short(bottom + 16)}" text-anchor="middle" fill="var(--muted)">${fitted(columnName(at), fontSize, Math.max(cellWidth - 4, 40))}</text>\n`,
  );
  const down = ticksAt(count, bottom - top, () => 15).map(
    (at) =>
      html`<text x="${left - 6}" y="${short(top + ((at + 0.5) * (bottom - top)) / count + 4)}" text-anchor="end" fill="var(--muted)">${fitted(rowName(at), fontSize, left - 8)}</text>\n`,
  );
  const labels = html`${y !== "" && html`<text x="${left - 6}" y="${short(top - 9)}" text-anchor="end" fill="var(--muted)">${fitted(y, fontSize, left - 8)}</text>\n`}${x !== "" && html`<text x="${short(right)}" y="${short(bottom + 33)}" text-anchor="end" fill="var(--muted)">${fitted(x, fontSize, right - 2)}</text>\n`}`;
  return {
    body: html`${header.markup}${key.markup}${heatCells(rows, shape, scale)}${written && html`<g text-anchor="middle" font-size="13" font-weight="600">${cellValues(rows, shape, scale)}</g>\n`}${along}${down}${labels}`,
    height: Math.ceil(bottom + (x === "" ? 24 : 42)),
  };
}

/** Places of names along an axis: all where they fit, else every so many. */
function ticksAt(count: number, pixels: number, widthOf: (at: number) => number): number[] {
  let widest = 0;
  for (let at = 0; at < count; at += Math.ceil(count / 200)) widest = Math.max(widest, widthOf(at));
  const room = Math.max(1, Math.floor(pixels / widest));
  return count <= room ? [...Array(count).keys()] : roundSteps(0, count - 1, room).filter(Number.isInteger);
}

/** The means of as many equal parts of a row, gaps left out. */
function pooled(row: readonly number[], parts: number): number[] {
  return Array.from({ length: parts }, (_, part) => {
    let [sum, count] = [0, 0];
    const end = Math.floor(((part + 1) * row.length) / parts);
    for (let at = Math.floor((part * row.length) / parts); at < end; at++) {
      if (Number.isNaN(row[at])) continue;
      sum += row[at];
      count++;
    }
    return sum / count;
  });
}

function pooledRows(rows: readonly (readonly number[])[], most: number): readonly (readonly number[])[] {
  if (rows.length <= most) return rows;
  const columns = rows[0].map((_, c) =>
    pooled(
      rows.map((row) => row[c]),
      most,
    ),
  );
  return Array.from({ length: most }, (_, r) => columns.map((column) => column[r]));
}

/** The colours in their order with what they stand for. */
function keyOf(
  { colors, domain }: CellScale,
  { low, high }: Grid,
  { legend, top, width }: { readonly legend: string; readonly top: number; readonly width: number },
): { readonly markup: Markup; readonly bottom: number } {
  const size = 13;
  const [from, to] = domain.map((end) => tick(Number(end.toPrecision(3))));
  const [least, most] = [`${low < domain[0] ? "≤ " : ""}${from}`, `${high > domain[1] ? "≥ " : ""}${to}`];
  const count = steps[colors];
  const step = width < 500 ? 2 : 3;
  const ends = textWidth(least, size) + textWidth(most, size) + count * step + 14;
  const name = fitted(legend, size, Math.max(0, width - ends - 14));
  const x = 2 + (name === "" ? 0 : textWidth(name, size) + 10);
  const start = x + textWidth(least, size) + 6;
  const rects = Array.from(
    { length: count },
    (_, at) =>
      html`<rect x="${short(start + at * step)}" y="${top + 4}" width="${step + 0.2}" height="11" fill="var(${stepColor(at, colors)})"/>`,
  );
  const text = (at: number, what: string): Markup =>
    html`<text x="${short(at)}" y="${top + 14}" font-size="${size}" fill="var(--muted)">${what}</text>\n`;
  return {
    markup: html`${name !== "" && text(2, name)}${text(x, least)}${rects}\n${text(start + count * step + 6, most)}`,
    bottom: top + 20,
  };
}
