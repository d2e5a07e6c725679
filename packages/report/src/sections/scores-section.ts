import { bestNaive, coverageWarning, type Score } from "recurra/evaluation";
import { counted, percent } from "recurra/words";
import { backtestChart } from "../charts/backtest-chart.ts";
import { stepChart } from "../charts/step-chart.ts";
import type { ForecastResult } from "../data/result.ts";
import { html, type Markup } from "../html/html.ts";
import { fixed, valueFormat } from "../html/numbers.ts";
import { time } from "./span.ts";

/** The backtest: the model beside naive methods on the same windows. */
export function scoresSection(result: ForecastResult): Markup {
  const { windows, horizon, scores } = result.backtest;
  const every = windows.stride === 1 ? "every row" : `every ${counted(windows.stride, "row")}`;
  return html`<section>
<h2>How it did on rows it had not seen</h2>
<p>The model stood at ${every} from ${time(windows.from)} on, forecast the next ${counted(horizon, "row")}, and was scored on what came: ${counted(windows.count, "window")} up to ${time(windows.to)}. The naive methods stood at the same rows. They need no model; a forecast is worth something where it beats them.</p>
${scoreTable(result)}
${coverage(result)}
${backtestChart(result, 0)}
${horizon > 1 && backtestChart(result, horizon - 1)}
${horizon > 1 && stepChart(result)}
${horizon > 1 && stepTable(result, scores[0], bestNaive(scores))}
</section>
`;
}

interface Column {
  readonly head: string;
  readonly unit: string;
  readonly value: (score: Score) => number | null;
  readonly show: (value: number) => string;
  readonly best: "least" | "most";
}

function scoreTable({ backtest, target }: ForecastResult): Markup {
  const { scores, horizon, season } = backtest;
  const inUnits = valueFormat(scores.map((score) => score.mae));
  const two = (value: number): string => fixed(value, 2);
  const columns: readonly Column[] = [
    { head: "MAE", unit: "in units of the target", value: (s) => s.mae, show: inUnits, best: "least" },
    { head: "RMSE", unit: "in units of the target", value: (s) => s.rmse, show: inUnits, best: "least" },
    { head: "MAPE", unit: "%", value: (s) => s.mape, show: two, best: "least" },
    { head: "sMAPE", unit: "%", value: (s) => s.smape, show: two, best: "least" },
    {
      head: "MASE",
      unit: season === undefined ? "1 = a naive step" : "1 = a naive season",
      value: (s) => s.mase,
      show: two,
      best: "least",
    },
    {
      head: "Direction",
      unit: "% right",
      value: (s) => s.direction.accuracy,
      show: (v) => fixed(100 * v, 1),
      best: "most",
    },
  ];
  const best = columns.map((column) => bestOf(column, scores));
  const { baseRate, majority, count } = scores[0].direction;
  return html`<p class="caption" id="scores">Errors of the forecasts of ${target}; the best of each column in bold</p>
<div class="scroll" role="region" aria-labelledby="scores" tabindex="0"><table class="scores" aria-labelledby="scores">
<thead><tr><th scope="col">method</th>${columns.map(({ head, unit }) => html`<th scope="col">${head} <small>${unit}</small></th>`)}</tr></thead>
<tbody>
${scores.map(
  (score) => html`<tr class="${score.kind}"><th scope="row">${score.name}</th>${columns.map((column, c) => {
    const value = column.value(score);
    if (value === null) return html`<td>–</td>`;
    // What reads the same is equally good.
    return column.show(value) === column.show(best[c] ?? value)
      ? html`<td><strong>${column.show(value)}</strong></td>`
      : html`<td>${column.show(value)}</td>`;
  })}</tr>
`,
)}</tbody>
</table></div>
<p class="note">MAE and RMSE: mean absolute and root-mean-square error. MAPE: error in percent of the value${scores[0].mape === null && " (not defined here: a value is 0)"}. sMAPE: the same, symmetric, from 0 to 200. MASE: error divided by that of a naive forecast of one ${season !== undefined ? "season" : "row"} inside the history${horizon > 1 && season === undefined && `, so over ${counted(horizon, "row")} usually above 1`}. ${
    baseRate !== null &&
    `Direction: share of ${counted(count, "change")} called right; always saying "${majority}" would have been right ${percent(baseRate, 1)} of the time. A method that forecasts no change names no direction.`
  }</p>
`;
}

function bestOf(column: Column, scores: readonly Score[]): number | undefined {
  const values = scores.map(column.value).filter((value) => value !== null);
  if (values.length === 0) return undefined;
  return column.best === "least" ? Math.min(...values) : Math.max(...values);
}

function coverage({ backtest }: ForecastResult): Markup {
  const { level, measured, measuredWindows, calibrationWindows, note } = backtest.coverage;
  if (measured === null) return html`<p>How often the intervals hold was not measured. ${note}</p>`;
  const warning = coverageWarning(backtest.coverage);
  return html`<p>The ${percent(level)} intervals held <strong>${percent(measured, 1)}</strong> of the values in ${counted(measuredWindows, "later window")}, with widths found on the ${counted(calibrationWindows, "window")} before them.</p>${
    warning !== undefined &&
    html`
<p class="warning"><strong>${warning}</strong></p>`
  }`;
}

function stepTable({ backtest }: ForecastResult, model: Score, naive: Score): Markup {
  const format = valueFormat([...model.perStep.mae, ...naive.perStep.mae]);
  const held = backtest.coverage.perStep;
  return html`<details>
<summary>Step by step</summary>
<div class="scroll"><table>
<thead><tr><th scope="col">rows ahead</th><th scope="col">MAE, ${model.name}</th><th scope="col">MAE, ${naive.name}</th>${held.length > 0 && html`<th scope="col">intervals held</th>`}</tr></thead>
<tbody>
${model.perStep.mae.map(
  (mae, step) =>
    html`<tr><th scope="row">${step + 1}</th><td>${format(mae)}</td><td>${format(naive.perStep.mae[step])}</td>${held.length > 0 && html`<td>${percent(held[step], 1)}</td>`}</tr>
`,
)}</tbody>
</table></div>
</details>
`;
}
