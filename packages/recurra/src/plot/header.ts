// The title of a picture and what its colours mean, above the drawing.

import { fitted, html, type Markup, type RoleStyle, short, symbolPath, textWidth, wrapped } from "../drawing/index.ts";

interface LegendEntry {
  readonly label: string;
  readonly style: Pick<RoleStyle, "color" | "dash" | "symbol">;
  readonly mark: "line" | "dots" | "both";
}

interface Header {
  readonly markup: Markup;
  readonly height: number;
}

const swatchOf = ({ mark }: LegendEntry): number => (mark === "dots" ? 10 : 28);
/** A legend of more names than these says how many further ones there are. */
const most = 12;

/** The title in bold, its legend below it in as many rows as it needs. */
export function headerOf(title: string, legend: readonly LegendEntry[], width: number, size: number = 15): Header {
  const lines = title === "" ? [] : wrapped(title, size + 0.5, width - 4, 3);
  const titles = lines.map(
    (line, at) =>
      html`<text x="2" y="${18 + (size + 4) * at}" font-size="${size}" font-weight="600" fill="var(--ink)">${line}</text>\n`,
  );
  let y = lines.length === 0 ? 2 : 8 + (size + 4) * lines.length;
  if (legend.length === 0) return { markup: html`${titles}`, height: y };
  const entries: Markup[] = [];
  let x = 2;
  y += 16;
  for (const entry of legend.slice(0, most)) {
    const swatch = swatchOf(entry);
    const label = fitted(entry.label, 13, width - swatch - 14);
    const wide = swatch + 8 + textWidth(label, 13);
    if (x > 2 && x + wide > width) {
      x = 2;
      y += 20;
    }
    entries.push(
      html`${markOf(entry, x, y)}<text x="${short(x + swatch + 6)}" y="${y}" font-size="13" fill="var(--muted)">${label}</text>\n`,
    );
    x += wide + 16;
  }
  if (legend.length > most) {
    y += 20;
    entries.push(
      html`<text x="2" y="${y}" font-size="13" fill="var(--muted)">and ${legend.length - most} more</text>\n`,
    );
  }
  return { markup: html`${titles}${entries}`, height: y + 6 };
}

function markOf(entry: LegendEntry, x: number, y: number): Markup {
  const { style, mark } = entry;
  const { color, dash, symbol } = style;
  const swatch = swatchOf(entry);
  const line = html`<line x1="${short(x)}" x2="${short(x + swatch)}" y1="${y - 4.5}" y2="${y - 4.5}" stroke="var(${color})" stroke-width="2.5"${dash !== undefined && html` stroke-dasharray="${dash}"`}/>`;
  const dot = html`<path d="${symbolPath(symbol, x + swatch / 2, y - 4.5, 4)}" fill="var(${color})"/>`;
  return mark === "line" ? line : mark === "dots" ? dot : html`${line}${dot}`;
}
