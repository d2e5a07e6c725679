import { html, type Markup } from "recurra/drawing";
import { counted } from "recurra/words";
import type { CodeBlock, EquationsBlock, FactsBlock, NoteBlock, ProgramBlock, TextBlock } from "../data/document.ts";
import { inline } from "./inline.ts";
import { malformed } from "./malformed.ts";
import { tex } from "./tex.ts";

/** A paragraph; an empty line begins another one. */
export function textBlock({ text }: TextBlock): Markup {
  return html`${paragraphs(text).map((part) => html`<p>${inline(part)}</p>\n`)}`;
}

export function noteBlock({ text }: NoteBlock): Markup {
  return html`${paragraphs(text).map((part) => html`<p class="note">${inline(part)}</p>\n`)}`;
}

function paragraphs(text: string): string[] {
  return text
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

export function factsBlock({ items }: FactsBlock): Markup {
  const long = items.some(([name, value]) => name.length + value.length > 34);
  return html`<dl class="${long ? "long" : "short"}">${items.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
`;
}

/** The text without the line ends behind it. A pattern would look at each of many line ends anew. */
function withoutEnd(text: string): string {
  let end = text.length;
  while (text[end - 1] === "\n") end--;
  return text.slice(0, end);
}

export function codeBlock({ text }: CodeBlock): Markup {
  return html`<pre class="scroll" tabindex="0"><code>${withoutEnd(text)}</code></pre>
`;
}

/** A program under a line that unfolds it; lines that are comments are set back. */
export function programBlock({ name, text }: ProgramBlock): Markup {
  const lines = withoutEnd(text).split("\n");
  const set = lines.map((line, at) => {
    const end = at === lines.length - 1 ? "" : "\n";
    return /^\s*(\/\/|#|\/\*\*|\*)/.test(line) ? html`<span class="remark">${line}</span>${end}` : html`${line}${end}`;
  });
  return html`<details class="program"><summary>${name}, ${counted(lines.length, "line")}</summary>
<pre class="scroll" tabindex="0"><code>${set}</code></pre>
</details>
`;
}

export function equationsBlock(block: EquationsBlock): Markup {
  return html`<div class="equations">
${block.lines.map(
  (line) => html`<div class="equation"><div class="scroll" tabindex="0">${set(line.tex, block)}</div>${
    line.says !== undefined && html`<p>${inline(line.says)}</p>`
  }</div>
`,
)}</div>
`;
}

function set(source: string, block: EquationsBlock): Markup {
  try {
    return tex(source, true);
  } catch (error) {
    throw malformed(block, `${(error as Error).message}.`);
  }
}
