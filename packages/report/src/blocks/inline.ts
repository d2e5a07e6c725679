import { html, type Markup } from "recurra/drawing";
import { tex } from "./tex.ts";

// A dollar sign begins mathematics only before a character that is no space, and ends it only after one and not before a
// digit: so amounts of money stay as they are written.
const marks = /`([^`]+)`|\*\*(.+?)\*\*|\$(?=\S)([^$]*[^$\s])\$(?!\d)/g;

/** A text with its marks set: `code`, **strong** and $TeX$. What is not a mark stays as it is written. */
export function inline(text: string): Markup {
  const parts: (Markup | string)[] = [];
  let end = 0;
  for (const match of text.matchAll(marks)) {
    parts.push(text.slice(end, match.index), marked(match));
    end = match.index + match[0].length;
  }
  return html`${[...parts, text.slice(end)]}`;
}

function marked([whole, code, strong, formula]: RegExpMatchArray): Markup | string {
  if (code !== undefined) return html`<code>${code}</code>`;
  if (strong !== undefined) return html`<strong>${inline(strong)}</strong>`;
  try {
    return tex(formula, false);
  } catch {
    // Text can come from a file, in which dollar signs mean something else.
    return whole;
  }
}
