import { html, type Markup } from "recurra/drawing";
import type { ForecastResult } from "../data/result.ts";

/** The answer first: whether the forecast below is worth more than one that needs no model. */
export function verdictSection(result: ForecastResult): Markup {
  const { outcome, simple, headline, sentence, remarks } = result.verdict;
  // Who beats the naive ones and is beaten by a simple method has not got the better forecast.
  const tone = outcome === "better" && simple?.outcome === "worse" ? "no-better" : outcome;
  return html`<section class="verdict ${tone}" aria-label="Verdict">
<p class="outcome">${headline}</p>
<p class="sentence">${sentence}</p>
${remarks.length > 0 && html`<ul>${remarks.map((remark) => html`<li>${remark}</li>`)}</ul>`}
${result.status === "interrupted" && html`<p>Training was stopped early: the best model so far made these numbers.</p>`}
</section>
`;
}
