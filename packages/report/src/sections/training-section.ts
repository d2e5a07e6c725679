import { fixed, html, type Markup, shortFormat } from "recurra/drawing";
import { counted } from "recurra/words";
import { keptWords, lossChart } from "../charts/loss-chart.ts";
import type { ForecastResult } from "../data/result.ts";

/** "0.3 s", "45 s", "12 min". */
function span(seconds: number): string {
  if (seconds >= 100) return `${fixed(seconds / 60, 0)} min`;
  return `${fixed(seconds, seconds < 9.95 ? 1 : 0)} s`;
}

/** A refit without epochs solved the linear path alone, or had nothing to fit. */
function refitWords({ rows, epochs, seconds }: NonNullable<ForecastResult["training"]["refit"]>): string {
  if (epochs === 0) return `The model of the forecast, on all ${counted(rows, "row")}, is in closed form: no epoch.`;
  return `The model of the forecast, on all ${counted(rows, "row")}: ${counted(epochs, "epoch")} in ${span(seconds)}.`;
}

/** What the kept network came to beside the best method without one, in the measure of both. */
function besideRival({ epochs, bestEpoch, toBeat }: ForecastResult["training"]): string {
  const own = bestEpoch === 0 ? epochs[0].untrainedLoss : epochs[bestEpoch - 1]?.validationLoss;
  if (toBeat === undefined || own === undefined) return "";
  const numbers = shortFormat([own, toBeat.loss]);
  return ` On the ${counted(toBeat.windows, "validation window")} it came to ${numbers(own)}, and ${toBeat.words}, the best there without a network, to ${numbers(toBeat.loss)}.`;
}

export function trainingSection(result: ForecastResult): Markup {
  const { epochs, bestEpoch, refit } = result.training;
  if (epochs.length === 0) return html``;
  const seconds = epochs.reduce((sum, epoch) => sum + epoch.seconds, 0);
  return html`<section>
<h2>Training</h2>
<p>The model of the backtest: ${counted(epochs.length, "epoch")} in ${span(seconds)}; ${keptWords(bestEpoch)}.${besideRival(result.training)}${refit !== null && ` ${refitWords(refit)}`}</p>
${lossChart(result)}
</section>
`;
}
