// The numbers of a picture as tables, for who reads them rather than sees them.
import { html, type Markup } from "recurra/drawing";
import { grouped } from "recurra/words";
import type { Axis, Block, HeatBlock, Line, PassagesBlock, TableBlock } from "../data/document.ts";
import { tableBlock } from "./table-block.ts";

/** Rows and columns of a table at most; of more, some the same distance apart. */
const MOST_ROWS = 200;
const MOST_COLUMNS = 40;

/** A table of each part of a picture that has numbers, folded; nothing for blocks that are read as they are. */
export function numbersBlock(block: Block): Markup {
  const tables = tablesOf(block);
  if (tables.length === 0 || !("title" in block)) return html``;
  return html`<details class="numbers"><summary>Numbers<span> of ${block.title}</span></summary>
${tables.map((one) => tableBlock(one, block.title))}</details>
`;
}

function tablesOf(block: Block): TableBlock[] {
  switch (block.kind) {
    case "lines":
      return [linesTable(block.title, block.x, block.lines)];
    case "panels":
      return block.panels.map(({ title, lines }) => linesTable(title, block.x, lines));
    case "bars": {
      const ranged = block.bars.some(({ low, high }) => low !== undefined || high !== undefined);
      const range = ranged ? [{ title: "from" }, { title: "to" }] : [];
      const rows = block.bars.map(({ label, value, low, high }) => ({
        cells: [label, said(value), ...(ranged ? [said(low), said(high)] : [])],
      }));
      return [table(block.title, [{ title: "" }, { title: block.value.label }, ...range], rows)];
    }
    case "heat":
      return heatTables(block);
    case "passages":
      return passageTables(block);
    default:
      return [];
  }
}

type Rows = TableBlock["rows"];

function table(caption: string, columns: TableBlock["columns"], rows: Rows): TableBlock {
  const shown = spread(rows.length, MOST_ROWS);
  const left = shown.length < rows.length ? `; ${shown.length} of ${grouped(rows.length)} rows` : "";
  return { kind: "table", caption: `${caption}${left}`, columns, rows: shown.map((at) => rows[at]) };
}

/** The lines beside each other, a row for each place at which one of them has a number. */
function linesTable(title: string, x: Axis, lines: readonly Line[]): TableBlock {
  const places = new Map<number | string, Map<number, number>>();
  for (const [at, line] of lines.entries()) {
    for (const [i, place] of line.x.entries()) {
      const value = line.y[i];
      if (value === null || value === undefined) continue;
      const row = places.get(place) ?? new Map<number, number>();
      places.set(place, row.set(at, value));
    }
  }
  const sorted = [...places].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const rows = sorted.map(([place, row]) => ({
    cells: [typeof place === "string" ? place : said(place), ...lines.map((_, at) => said(row.get(at)))],
  }));
  return table(title, [{ title: x.label }, ...lines.map(({ label }) => ({ title: label }))], rows);
}

function heatTables({ title: whole, grids, columns, columnNames, x }: HeatBlock): TableBlock[] {
  const shown = spread(columns.length, MOST_COLUMNS);
  const names = shown.map((at) => ({ title: columnNames?.[at] || said(columns[at]) }));
  return grids.map(({ title, rowsLabel, rowNames, rows }) =>
    table(
      `${title || whole}; columns: ${x.label}`,
      [{ title: rowsLabel }, ...names],
      rows.map((row, r) => ({ cells: [rowNames?.[r] || String(r + 1), ...shown.map((at) => said(row[at]))] })),
    ),
  );
}

function passageTables({ passages, legend }: PassagesBlock): TableBlock[] {
  return passages.map(({ label, pieces, values }) =>
    table(
      label,
      [{ title: "text" }, { title: legend }],
      pieces.map((piece, at) => ({ cells: [piece.trim() === "" ? JSON.stringify(piece) : piece, said(values[at])] })),
    ),
  );
}

/** At most `most` of the places from 0, the same distance apart. */
export function spread(count: number, most: number): number[] {
  const every = Math.max(1, Math.ceil(count / most));
  return Array.from({ length: Math.ceil(count / every) }, (_, i) => i * every);
}

/** A number with four digits. */
export function said(value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return "-";
  if (Number.isInteger(value)) return String(value);
  return String(Number(value.toPrecision(4)));
}
