import { fixed, html, type Markup, valueFormat } from "recurra/drawing";
import { coverageWarning, type Score } from "recurra/evaluation";
import { counted, percent } from "recurra/words";
import type { ForecastResult } from "../data/result.ts";
import { rivalsOf } from "../data/rivals.ts";
import { foldedAt } from "../html/fold.ts";
import { time } from "./span.ts";

/** The errors of the model beside those of its rivals on the same windows. */
export function scoresSection(result: ForecastResult): Markup {
  const warning = coverageWarning(result.backtest.coverage);
  return html`<section>
<h2>How it did on rows it had not seen</h2>
${scoreTable(result)}
${warning !== undefined && html`<p class="warning"><strong>${warning}</strong></p>`}
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

/** How many rivals are seen; the others are folded. */
const SEEN = 3;

/** What the rivals of a kind have in common. */
const KINDS: Readonly<Record<string, readonly [short: string, head: string]>> = {
  naive: ["naive", "Naive: nothing is fitted"],
  simple: ["simple", "Simple methods: fitted in closed form, or with a few parameters"],
};

function scoreTable({ backtest, unit }: ForecastResult): Markup {
  const { scores, horizon, season, windows } = backtest;
  const inUnits = valueFormat(scores.map((score) => score.mae));
  const two = (value: number): string => fixed(value, 2);
  const columns: readonly Column[] = [
    { head: "MAE", unit: unit ?? "", value: (s) => s.mae, show: inUnits, best: "least" },
    { head: "RMSE", unit: unit ?? "", value: (s) => s.rmse, show: inUnits, best: "least" },
    { head: "MAPE", unit: "%", value: (s) => s.mape, show: two, best: "least" },
    { head: "sMAPE", unit: "%", value: (s) => s.smape, show: two, best: "least" },
    {
      head: "MASE",
      unit: "naive = 1",
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
  const rowOf = (score: Score): Markup => html`<tr class="${score.kind}"><th scope="row">${score.name}${
    score.kind !== "model" && html` <small>${KINDS[score.kind][0]}</small>`
  }</th>${columns.map((column, c) => {
    const value = column.value(score);
    if (value === null) return html`<td>–</td>`;
    // What reads the same is equally good.
    return column.show(value) === column.show(best[c] ?? value)
      ? html`<td><strong>${column.show(value)}</strong></td>`
      : html`<td>${column.show(value)}</td>`;
  })}</tr>
`;
  const rivals = rivalsOf(backtest);
  const others = rivals.slice(SEEN);
  const groups = Object.entries(KINDS).flatMap(([kind, [, head]]) => {
    const rows = others.filter((score) => score.kind === kind).map(rowOf);
    const first = html`<tr class="group"><th scope="colgroup" colspan="${columns.length + 1}">${head}</th></tr>\n`;
    return rows.length > 0 ? [first, ...rows] : [];
  });
  const seen = [scores[0], ...rivals.slice(0, SEEN)].map(rowOf);
  const { bodies, more } = foldedAt(seen, groups, `Show ${counted(others.length, "other rival")}`);
  return html`<p class="caption" id="scores">Errors over ${counted(windows.count, "window")}, ${time(windows.from)} to ${time(windows.to)}; the best of each column in bold</p>
<div class="scroll" role="region" aria-labelledby="scores" tabindex="0"><table class="scores" aria-labelledby="scores">
<thead><tr><th scope="col">method</th>${columns.map(({ head, unit }) => html`<th scope="col">${head} <small>${unit}</small></th>`)}</tr></thead>
${bodies}
</table></div>${more}
<details class="about"><summary>What the columns say</summary>
<p class="note">A forecast is worth something where it beats those that need no model. MAE and RMSE: mean absolute and root-mean-square error, in the unit of the target. MAPE: error in percent of the value${scores[0].mape === null && " (not defined here: a value is 0)"}. sMAPE: the same, symmetric, from 0 to 200. MASE: error divided by that of a naive forecast of one ${season !== undefined ? "season" : "row"} inside the history${horizon > 1 && season === undefined && `, so over ${counted(horizon, "row")} usually above 1`}. ${
    baseRate !== null &&
    `Direction: share of ${counted(count, "change")} called right; always saying "${majority}" would have been right ${percent(baseRate, 1)} of the time. A method that forecasts no change names no direction.`
  }</p>
</details>
`;
}

function bestOf(column: Column, scores: readonly Score[]): number | undefined {
  const values = scores.map(column.value).filter((value) => value !== null);
  if (values.length === 0) return undefined;
  return column.best === "least" ? Math.min(...values) : Math.max(...values);
}
