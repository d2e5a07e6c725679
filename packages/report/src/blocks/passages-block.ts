import { html, type Markup, shortFormat, stepColor, stepOf, writingOn } from "recurra/drawing";
import { counted } from "recurra/words";
import type { PassagesBlock, TextPassage } from "../data/document.ts";
import { colorKey } from "./heat-block.ts";
import { malformed } from "./malformed.ts";

/** Texts on the colours of their values; neighbours of one colour are one piece of markup, so that long texts stay small. */
export function passagesBlock(block: PassagesBlock): Markup {
  check(block);
  const { title, description, passages } = block;
  return html`<figure aria-label="${title}. ${description}">
<figcaption>${title}</figcaption>
${colorKey(
  block,
  passages.map(({ values }) => values),
)}
${passages.map((passage) => html`<p class="panel">${passage.label}</p>\n${passage.showValues === true ? told(passage, block) : coloured(passage, block)}`)}</figure>
`;
}

function check(block: PassagesBlock): void {
  const { domain, passages } = block;
  if (!(domain[0] < domain[1]) || !Number.isFinite(domain[1] - domain[0]))
    throw malformed(block, `the domain must go up and be finite, but is [${domain[0]}, ${domain[1]}].`);
  for (const { label, pieces, values } of passages) {
    if (pieces.length !== values.length)
      throw malformed(
        block,
        `"${label}" has ${counted(pieces.length, "piece")}, but ${counted(values.length, "value")}.`,
      );
  }
}

/** The step of a value's colour; -1 where there is none. */
function stepAt(value: number | null, { domain, colors }: PassagesBlock): number {
  return value === null || !Number.isFinite(value) ? -1 : stepOf(value, domain, colors);
}

function inColor(text: string, step: number, { colors }: PassagesBlock): Markup {
  if (step < 0) return html`<i style="color:var(--ink)">${text}</i>`;
  const far = writingOn(step, colors) === "--on-far";
  return html`<i${far && html` class="far"`} style="background:var(${stepColor(step, colors)})">${text}</i>`;
}

function coloured({ pieces, values }: TextPassage, block: PassagesBlock): Markup {
  const parts: Markup[] = [];
  for (let start = 0; start < pieces.length; ) {
    const step = stepAt(values[start], block);
    let end = start + 1;
    while (end < pieces.length && stepAt(values[end], block) === step) end++;
    parts.push(inColor(pieces.slice(start, end).join(""), step, block));
    start = end;
  }
  return html`<p class="passage">${parts}</p>
`;
}

function told({ pieces, values }: TextPassage, block: PassagesBlock): Markup {
  const format = shortFormat(values.filter((value) => value !== null && Number.isFinite(value)) as number[]);
  const parts = pieces.map((piece, at) => {
    const value = values[at];
    const step = stepAt(value, block);
    return html`<span class="told">${inColor(piece, step, block)}<small>${step < 0 ? "-" : format(value as number)}</small></span>`;
  });
  return html`<p class="passage">${parts}</p>
`;
}
