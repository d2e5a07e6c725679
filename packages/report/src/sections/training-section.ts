import { counted } from "recurra/words";
import { lossChart } from "../charts/loss-chart.ts";
import type { ForecastResult } from "../data/result.ts";
import { html, type Markup } from "../html/html.ts";
import { fixed } from "../html/numbers.ts";

export function trainingSection(result: ForecastResult): Markup {
  const { epochs, bestEpoch } = result.training;
  if (epochs.length === 0) return html``;
  const seconds = epochs.reduce((sum, epoch) => sum + epoch.seconds, 0);
  return html`<section>
<h2>Training</h2>
<p>${counted(epochs.length, "epoch")} in ${fixed(seconds, seconds < 10 ? 1 : 0)} s; the weights of epoch ${bestEpoch} were kept.</p>
${lossChart(result)}
</section>
`;
}
