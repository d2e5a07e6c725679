// Points in the plane as they are drawn: each pixel once, and of very many a part, evenly taken, so that their density stays to be seen.

import { type DrawnLine, type Frame, html, type Markup, roleStyles, symbolPath } from "../drawing/index.ts";

/** No group has more points than this in a picture. */
const MOST_POINTS = 4000;

interface Points {
  readonly markup: Markup;
  /** Groups of which a part is drawn: how many points of how many. */
  readonly cut: readonly { readonly drawn: number; readonly of: number }[];
}

/** The groups as dots, those outside of the frame left out. */
export function pointLayer(groups: readonly DrawnLine[], frame: Frame): Points {
  const cut: { drawn: number; of: number }[] = [];
  const paths = groups.map(({ role, x, y }) => {
    const { color, symbol } = roleStyles[role];
    const seen = new Map<string, readonly [number, number]>();
    for (let at = 0; at < y.length; at++) {
      const [px, py] = [frame.x(x[at]), frame.y(y[at])];
      const inside = px >= frame.left && px <= frame.right && py >= frame.top - 1 && py <= frame.bottom + 1;
      if (inside) seen.set(`${Math.round(px)} ${Math.round(py)}`, [px, py]);
    }
    const all = [...seen.values()];
    const every = Math.max(1, all.length / MOST_POINTS);
    const drawn = Array.from({ length: Math.min(all.length, MOST_POINTS) }, (_, i) => all[Math.floor(i * every)]);
    if (drawn.length < all.length) cut.push({ drawn: drawn.length, of: y.length });
    const radius = drawn.length <= 60 ? 3.2 : drawn.length <= 300 ? 2.4 : drawn.length <= 1000 ? 1.7 : 1.1;
    return html`<path class="dots" d="${drawn.map(([px, py]) => symbolPath(symbol, px, py, radius)).join("")}" fill="var(${color})"/>\n`;
  });
  return { markup: html`${paths}`, cut };
}
