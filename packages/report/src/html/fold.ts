import { html, type Markup } from "recurra/drawing";
import { grouped } from "recurra/words";

/** How many rows of a table are seen at once. */
const SEEN = 12;

interface Folded {
  /** The rows, those to be folded in a body of their own. */
  readonly bodies: Markup;
  /** What unfolds them; it stands behind the element of class "scroll" that holds the table. */
  readonly more: Markup;
}

/**
 * The rows of a long table, of which those after the first twelve are folded until they are asked for. The table stays one, so
 * that its columns stay aligned; no script is needed, and on paper all rows are there. See ".rest" in the style sheet.
 */
export function folded(rows: readonly Markup[], seen = SEEN): Folded {
  return foldedAt(rows.slice(0, seen), rows.slice(seen), `Show all ${grouped(rows.length)} rows`);
}

/** Rows that are seen, and further ones that are folded under a few words. */
export function foldedAt(seen: readonly Markup[], rest: readonly Markup[], words: string): Folded {
  if (rest.length === 0) return { bodies: html`<tbody>\n${seen}</tbody>`, more: html`` };
  return {
    bodies: html`<tbody>
${seen}</tbody>
<tbody class="rest">
${rest}</tbody>`,
    more: html`<details class="more"><summary><span>${words}</span><span>Show fewer</span></summary></details>`,
  };
}
