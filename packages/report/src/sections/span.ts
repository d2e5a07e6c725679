import { html, type Markup } from "recurra/drawing";
import { counted } from "recurra/words";
import type { RowSpan } from "../data/result.ts";

/** A time that does not break over two lines. */
export function time(label: string): Markup {
  return html`<span class="time">${label}</span>`;
}

/** "856 rows (2013-05-13 to 2016-10-03)". */
export function rowsOf({ from, to, rows }: RowSpan): Markup {
  return html`${counted(rows, "row")} (${time(from)} to ${time(to)})`;
}
