import { seasonWords } from "recurra/data";
import { html, type Markup } from "recurra/drawing";
import { aheadWords, counted } from "recurra/words";
import { historyChart } from "../charts/history-chart.ts";
import { fileName } from "../data/file-name.ts";
import { remarksOn } from "../data/remarks.ts";
import type { ForecastResult } from "../data/result.ts";
import { time } from "./span.ts";

export function dataSection(result: ForecastResult): Markup {
  const { data, target } = result;
  const others = data.inputs.filter((name) => name !== target);
  const remarks = remarksOn(data);
  return html`<section>
<h2>Data</h2>
<p>${fileName(data.file)}: ${counted(data.rows, "row")}, ${time(data.from)} to ${time(data.to)}${data.clock !== "row" && ` (step: ${data.step})`}.${seasonSentence(result)} The model reads ${[target, ...others].join(", ")}.${data.ahead && ` Of the rows that it forecasts it knows ${aheadWords(data.ahead)}.`}</p>
${
  remarks.length > 0
    ? html`<ul>${remarks.map((remark) => html`<li>${remark}</li>`)}</ul>`
    : html`<p>The check of the data found nothing to report: no missing cells, no duplicate or unordered times, no gaps, no constant columns.</p>`
}
${historyChart(result)}
</section>
`;
}

/** Which seasons the fit went by; nothing for a result that is older. */
function seasonSentence({ data: { seasons }, settings }: ForecastResult): string {
  if (seasons === undefined) return "";
  if (settings.season !== undefined) return ` Seasons, as set: ${seasonWords(seasons)}.`;
  return seasons.length === 0
    ? " Its training rows show no season."
    : ` Seasons that its training rows show: ${seasonWords(seasons)}.`;
}
