import { html, type Markup } from "recurra/drawing";
import { counted } from "recurra/words";
import type { TableBlock, TableColumn, TableRow } from "../data/document.ts";
import { folded } from "../html/fold.ts";
import { malformed } from "./malformed.ts";

/**
 * A table that scrolls where the screen is narrower; its first column names the rows. Of a picture's parts, which may be named alike
 * in several pictures of a page, its region is named for the picture, too.
 */
export function tableBlock(block: TableBlock, picture?: string): Markup {
  const { caption, columns, rows } = block;
  const region = picture === undefined || caption.startsWith(picture) ? caption : `${picture}: ${caption}`;
  for (const [at, row] of rows.entries()) {
    if (row.cells.length === columns.length) continue;
    const found = `row ${at + 1} has ${counted(row.cells.length, "cell")}`;
    throw malformed({ ...block, title: caption }, `${found}, but there are ${counted(columns.length, "column")}.`);
  }
  const { bodies, more } = folded(rows.map((row) => rowOf(row, columns)));
  return html`<div class="table"><p class="caption">${caption}</p>
<div class="scroll" role="region" aria-label="${region}" tabindex="0"><table class="${columns.length < 8 ? "data" : "data dense"}">
<thead><tr>${columns.map(headOf)}</tr></thead>
${bodies}
</table></div>${more}</div>
`;
}

/** A column without a title, as that of the rows' names may be, has nothing to be read out as a heading. */
function headOf(column: TableColumn, at: number): Markup {
  const { title, unit } = column;
  if (title === "" && unit === undefined) return html`<td></td>`;
  return html`<th scope="col"${aligned(column, at)}>${title}${unit !== undefined && html` <small>${unit}</small>`}</th>`;
}

function rowOf(row: TableRow, columns: readonly TableColumn[]): Markup {
  const cells = row.cells.map((cell, at) => {
    const long = cell.length > 44 && html` class="long"`;
    const text = row.best?.includes(at) ? html`<strong>${cell}</strong>` : cell;
    const side = aligned(columns[at], at);
    return at === 0 ? html`<th scope="row"${side}${long}>${text}</th>` : html`<td${side}${long}>${text}</td>`;
  });
  return html`<tr${row.role !== undefined && html` class="${row.role}"`}>${cells}</tr>
`;
}

/** Where a column is aligned otherwise than columns of numbers are. */
function aligned({ align }: TableColumn, at: number): Markup | undefined {
  const usual = at === 0 ? "left" : "right";
  if (align === undefined || align === usual) return undefined;
  // The two by name, since a document may come from a file: no other style gets into the page.
  return align === "left" ? html` style="text-align:left"` : html` style="text-align:right"`;
}
