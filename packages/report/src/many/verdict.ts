import { html, type Markup } from "recurra/drawing";
import type { ManyResult } from "recurra/many";
import { grouped } from "recurra/words";

/** The answer over all series, and how many of them stand where. */
export function verdictCard({ verdict }: ManyResult): Markup {
  const { outcome, simple, headline, sentence, remarks, counts } = verdict;
  // Who beats the naive ones and is beaten by a simple method has not got the better forecast.
  const tone = outcome === "better" && simple === "worse" ? "no-better" : outcome;
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const parts = [
    ["better", "better"],
    ["no-better", "no better"],
    ["worse", "worse"],
    ["unscored", "not scored"],
  ] as const;
  const present = parts.filter(([kind]) => counts[kind] > 0);
  return html`<section class="verdict ${tone}" aria-label="Verdict">
<p class="outcome">${headline}</p>
<p class="sentence">${sentence}</p>
${remarks.length > 0 && html`<ul>${remarks.map((remark) => html`<li>${remark}</li>`)}</ul>`}
<div class="share" aria-hidden="true">${present.map(([kind]) => html`<i class="${kind}" style="flex:${Math.max(counts[kind], all / 100)}"></i>`)}</div>
<ul class="shares">${present.map(([kind, words]) => html`<li class="${kind}"><b>${grouped(counts[kind])}</b> ${words}</li>`)}</ul>
</section>
`;
}
