import { html, type Markup, textWidth } from "recurra/drawing";

interface Run {
  readonly text: string;
  readonly lowered: boolean;
}

// A subscript follows a symbol of one or two letters: "h_1", "x_{t-1}", "Wx_t"; "hidden_size" is a word.
const symbols = /(?<![\p{L}\d_])(\p{L}{1,2}\p{M}?['’′]?)_(?:\{([^}]*)\}|([\p{L}\d]+))/gu;

/** Signs of a label: more are in no box. */
const MOST = 500;

/** A label in runs on the line and below it. */
function runsOf(whole: string): Run[] {
  const label = whole.slice(0, MOST);
  const runs: Run[] = [];
  let end = 0;
  for (const match of label.matchAll(symbols)) {
    runs.push({ text: label.slice(end, match.index) + match[1], lowered: false });
    runs.push({ text: (match[2] ?? match[3]).replaceAll("-", "−"), lowered: true });
    end = match.index + match[0].length;
  }
  if (end < label.length) runs.push({ text: label.slice(end), lowered: false });
  return runs;
}

const small = 0.75;

/** About the width of a label with its subscripts set. */
export function labelWidth(label: string, fontSize: number): number {
  return runsOf(label).reduce(
    (sum, { text, lowered }) => sum + textWidth(text, lowered ? fontSize * small : fontSize),
    0,
  );
}

/** A label as the content of an SVG text, with what follows _ as subscripts. */
export function subscripted(label: string, fontSize: number): Markup {
  const drop = Math.round(fontSize * 2.8) / 10;
  let low = false;
  return html`${runsOf(label).map(({ text, lowered }) => {
    const move = lowered === low ? undefined : html` dy="${lowered ? drop : -drop}"`;
    low = lowered;
    if (lowered) return html`<tspan class="sub"${move} font-size="${small * fontSize}">${text}</tspan>`;
    return move === undefined ? text : html`<tspan${move}>${text}</tspan>`;
  })}`;
}
