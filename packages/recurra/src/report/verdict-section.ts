import { html, type Markup } from "./html.ts";
import type { ForecastResult } from "./result.ts";

const headings = {
  better: "Better than the naive forecasts",
  "no-better": "No better than a naive forecast",
  worse: "Worse than a naive forecast",
} as const;

/** The answer first: whether the forecast below is worth more than one that needs no model. */
export function verdictSection(result: ForecastResult): Markup {
  const { outcome, sentence, remarks } = result.verdict;
  return html`<section class="verdict ${outcome}" aria-label="Verdict">
<p class="outcome">${headings[outcome]}</p>
<p class="sentence">${sentence}</p>
${remarks.length > 0 && html`<ul>${remarks.map((remark) => html`<li>${remark}</li>`)}</ul>`}
${result.status === "interrupted" && html`<p>Training was stopped early: the best model so far made these numbers.</p>`}
</section>
`;
}
