// The numbers of a picture as a table, for readers who want them, or who cannot see the picture.

import { html, type Markup } from "../drawing/index.ts";
import { grouped } from "../words/grouped.ts";
import { fitForXml } from "./colored.ts";

export interface NumbersTable {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly length: number;
  /** The cells of a row. */
  readonly row: (at: number) => readonly string[];
}

/** Of a longer table as many first and as many last rows are shown. */
const ENDS = 100;

export function numbersTable({ caption, columns, length, row }: NumbersTable): Markup {
  const cut = length > 2 * ENDS + 1;
  const at = cut
    ? [...Array(ENDS).keys(), ...Array.from({ length: ENDS }, (_, i) => length - ENDS + i)]
    : [...Array(length).keys()];
  const rows = at.map((r, i) => {
    const [first, ...rest] = row(r).map(fitForXml);
    const gap =
      cut &&
      i === ENDS &&
      html`<tr><th scope="row" colspan="${columns.length}">${grouped(length - 2 * ENDS)} more rows</th></tr>\n`;
    return html`${gap}<tr><th scope="row">${first}</th>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>\n`;
  });
  return html`<div class="scroll" role="region" aria-label="${fitForXml(caption)}" tabindex="0"><table>
<caption>${fitForXml(caption)}</caption>
<thead><tr>${columns.map((name) => html`<th scope="col">${fitForXml(name)}</th>`)}</tr></thead>
<tbody>
${rows}</tbody>
</table></div>
`;
}

/** A number as a cell has it; a dash for a gap. */
export function cellOf(value: number): string {
  return Number.isNaN(value) ? "–" : String(Number(value.toPrecision(7))).replace("-", "−");
}
