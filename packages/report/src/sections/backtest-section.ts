import { html, type Markup, shortFormat, valueFormat } from "recurra/drawing";
import type { Coverage, Score } from "recurra/evaluation";
import { counted, grouped, percent } from "recurra/words";
import { backtestChart } from "../charts/backtest-chart.ts";
import { stepChart } from "../charts/step-chart.ts";
import type { ForecastResult } from "../data/result.ts";
import { bestRival } from "../data/rivals.ts";
import { time } from "./span.ts";

/** What was forecast against what came. */
export function backtestSection(result: ForecastResult): Markup {
  const { windows, horizon, scores } = result.backtest;
  const every = windows.stride === 1 ? "every row" : `every ${counted(windows.stride, "row")}`;
  return html`<section>
<h2>The backtest</h2>
<p>The model stood at ${every} from ${time(windows.from)} on, forecast the next ${counted(horizon, "row")}, and was scored on what came: ${counted(windows.count, "window")} up to ${time(windows.to)}. Its rivals stood at the same rows.</p>
${coverage(result)}
${backtestChart(result, 0)}
${horizon > 1 && backtestChart(result, horizon - 1)}
${horizon > 1 && stepChart(result)}
${horizon > 1 && stepTable(result, scores[0], bestRival(result).score)}
</section>
`;
}

function coverage({ backtest }: ForecastResult): Markup {
  const { level, measured, measuredWindows, calibrationWindows, note, further = [] } = backtest.coverage;
  if (measured === null) return html`<p>How often the intervals hold was not measured. ${note}</p>`;
  return html`<p>The ${percent(level)} intervals held <strong>${percent(measured, 1)}</strong> of the values in ${counted(measuredWindows, "later window")}, with widths found on the windows before each, at first ${grouped(calibrationWindows)}.${further.map((one) => html` Those of ${percent(one.level)} held <strong>${percent(one.measured, 1)}</strong>.`)}${scores(backtest.coverage)}</p>`;
}

/** What both the width and the misses come to; results of earlier versions do not tell. */
function scores({ width, msis, pinball, crps, conformal, level }: Coverage): Markup | false {
  if (width === undefined || pinball === undefined) return false;
  const format = shortFormat([width, pinball.lower, pinball.upper]);
  const share = (1 - level) / 2;
  return html` The ${percent(level)} intervals were ${format(width)} wide on average; their mean scaled interval score (MSIS) is ${typeof msis === "number" ? shortFormat([msis])(msis) : "not defined"}, and the pinball losses of their ends, at ${percent(share, 1)} and ${percent(1 - share, 1)}, are ${format(pinball.lower)} and ${format(pinball.upper)}.${crps !== undefined && html` The continuous ranked probability score (CRPS), of intervals of all levels, is ${shortFormat([crps.score])(crps.score)}; without any width it would be the mean absolute error of ${shortFormat([crps.meanError])(crps.meanError)}.`}${typeof conformal?.measured === "number" && html` These intervals are the network's own, corrected by how far truths lay outside them; sized by its errors alone they would have held ${percent(conformal.measured, 1)}${conformal.width !== undefined && html`, ${shortFormat([conformal.width])(conformal.width)} wide on average`}${typeof conformal.msis === "number" && html`, with an MSIS of ${shortFormat([conformal.msis])(conformal.msis)}`}.`}`;
}

function stepTable({ backtest, unit }: ForecastResult, model: Score, rival: Score): Markup {
  const format = valueFormat([...model.perStep.mae, ...rival.perStep.mae]);
  const held = backtest.coverage.perStep;
  const small = unit !== undefined && html` <small>${unit}</small>`;
  return html`<details>
<summary>Step by step</summary>
<div class="scroll"><table>
<thead><tr><th scope="col">rows ahead</th><th scope="col">MAE, ${model.name}${small}</th><th scope="col">MAE, ${rival.name}${small}</th>${held.length > 0 && html`<th scope="col">intervals held</th>`}</tr></thead>
<tbody>
${model.perStep.mae.map(
  (mae, step) =>
    html`<tr><th scope="row">${step + 1}</th><td>${format(mae)}</td><td>${format(rival.perStep.mae[step])}</td>${held.length > 0 && html`<td>${percent(held[step], 1)}</td>`}</tr>
`,
)}</tbody>
</table></div>
</details>
`;
}
