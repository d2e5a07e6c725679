import { html, type Markup, valueFormat } from "recurra/drawing";
import type { Coverage } from "recurra/evaluation";
import { percent } from "recurra/words";
import { forecastChart } from "../charts/forecast-chart.ts";
import { levelsOf } from "../data/levels.ts";
import type { ForecastResult } from "../data/result.ts";
import { folded } from "../html/fold.ts";

/** The forecast as a chart and as numbers. */
export function forecastSection(result: ForecastResult): Markup {
  return html`<section>
<h2>Forecast</h2>
${forecastChart(result)}
${forecastTable(result)}
${(result.bounds?.remarks ?? []).map(
  (remark) => html`<p class="note">${remark}</p>
`,
)}</section>
`;
}

function forecastTable(result: ForecastResult): Markup {
  const { forecast, backtest, history, data, target, unit } = result;
  const { note } = backtest.intervals;
  const levels = levelsOf(result);
  const last = history.values[history.values.length - 1];
  const format = valueFormat(forecast.flatMap((row) => [row.value, row.lower ?? 0, row.upper ?? 0]));
  const end = (value: number | undefined): string => (value === undefined ? "–" : format(value));
  const small = unit !== undefined && html` <small>${unit}</small>`;
  const { bodies, more } = folded(
    forecast.map(
      (row) =>
        html`<tr><th scope="row">${row.time}</th><td><strong>${format(row.value)}</strong></td>${levels.map(({ endsOf }) => html`<td>${end(endsOf(row)?.lower)}</td><td>${end(endsOf(row)?.upper)}</td>`)}</tr>
`,
    ),
  );
  return html`<div class="scroll forecast"><table>
<thead><tr><th scope="col">${data.clock === "row" ? "row" : "time"}</th><th scope="col">${target}${small}</th>${levels.map(({ level }) => html`<th scope="col">${percent(level)} interval from${small}</th><th scope="col">to${small}</th>`)}</tr></thead>
<tbody><tr class="known"><th scope="row">${history.times[history.times.length - 1]}</th><td>${format(last)}</td><td colspan="${2 * levels.length}">last known</td></tr></tbody>
${bodies}
</table></div>${more}
<p class="note">${note ?? held(backtest.coverage)}</p>
`;
}

function held({ level, measured }: Coverage): string {
  if (measured === null) return `How often such intervals hold could not be measured: the backtest is too short.`;
  return `In the backtest such intervals held ${percent(measured, 1)} of the values (${percent(level)} wanted).`;
}
