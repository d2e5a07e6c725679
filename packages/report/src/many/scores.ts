import { fixed, html, type Markup } from "recurra/drawing";
import type { ManyResult, PooledScore } from "recurra/many";
import { counted, grouped, percent } from "recurra/words";
import { foldedAt } from "../html/fold.ts";

/** Rivals that are seen; the others are folded. */
const SEEN = 4;

/** The scaled errors of the model and its rivals over all series. */
export function scoresTable({ scores, comparisons, coverage, level, model }: ManyResult): Markup {
  if (scores.length === 0) return html``;
  const least = (value: (score: PooledScore) => number): number => Math.min(...scores.map(value));
  const [mase, median] = [least((s) => s.mase), least((s) => s.median)];
  const strong = (text: string, best: boolean): Markup => (best ? html`<strong>${text}</strong>` : html`${text}`);
  const row = (score: PooledScore): Markup => {
    const beside = score.kind === "model" ? undefined : comparisons.find(({ against }) => against === score.name);
    return html`<tr class="${score.kind}"><th scope="row">${score.name}${score.kind !== "model" && html` <small>${score.kind}</small>`}</th><td>${strong(fixed(score.mase, 3), score.mase === mase)}</td><td>${strong(fixed(score.median, 3), score.median === median)}</td><td>${grouped(score.best)}</td><td>${beside === undefined ? "" : `${grouped(beside.lower)} of ${grouped(beside.series)}`}</td></tr>
`;
  };
  const rivals = scores.slice(1);
  const { bodies, more } = foldedAt(
    [row(scores[0]), ...rivals.slice(0, SEEN).map(row)],
    rivals.slice(SEEN).map(row),
    `Show ${counted(Math.max(0, rivals.length - SEEN), "other rival")}`,
  );
  return html`<p class="caption" id="scores">Scaled errors (MASE: 1 is a naive forecast within the history) over ${counted(scores[0].series, "series", "series")}</p>
<div class="scroll" role="region" aria-labelledby="scores" tabindex="0"><table class="scores" aria-labelledby="scores">
<thead><tr><th scope="col">method</th><th scope="col">mean</th><th scope="col">median</th><th scope="col">best in <small>series</small></th><th scope="col">beaten in <small>series</small></th></tr></thead>
${bodies}
</table></div>${more}
${
  model.words !== null &&
  html`<p class="note">${model.words}${model.trained !== undefined && html` ${model.trained}`}</p>
`
}${
  coverage !== null &&
  html`<p class="note">Of later values ${percent(coverage, 1)} lay within the intervals (${percent(level)} wanted).</p>
`
}`;
}
