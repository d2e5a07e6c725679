import { fixed, html, type Markup, valueFormat } from "recurra/drawing";
import type { ManyResult, SeriesRow } from "recurra/many";
import { counted, grouped, timesWords } from "recurra/words";
import { foldedAt } from "../html/fold.ts";
import { idHead, seriesName } from "./label.ts";
import { searchBox } from "./search.ts";

/** Rows that are seen before any are asked for. */
const SEEN = 15;
/** Of more series the page has those at both ends: all of them are in the files beside it. */
const MOST = 1000;

const words: Readonly<Record<SeriesRow["outcome"], string>> = {
  better: "better",
  "no-better": "no better",
  worse: "worse",
  unscored: "not scored",
};

/** All series, the one that stands worst beside its rivals first. */
export function seriesTable(result: ManyResult): Markup {
  const { series, unit } = result;
  const sorted = [...series].sort((a, b) => (b.ratio ?? -1) - (a.ratio ?? -1));
  const listed = sorted.length <= MOST ? sorted : [...sorted.slice(0, MOST / 2), ...sorted.slice(-MOST / 2)];
  const numbers = valueFormat(listed.flatMap(({ mae, rival }) => [mae ?? 0, rival?.mae ?? 0]));
  const number = (value: number | null | undefined, show: (value: number) => string): string =>
    value === null || value === undefined ? "–" : show(value);
  const row = (one: SeriesRow): Markup => {
    const { key, rows, mae, mase, rival, ratio, outcome } = one;
    return html`<tr><th>${seriesName(key)}</th><td>${grouped(rows)}</td><td>${number(mae, numbers)}</td><td>${number(mase, (value) => fixed(value, 2))}</td><td>${rival?.name ?? one.forecastBy}</td><td>${number(ratio, timesWords)}</td><td class="${outcome[0]}">${words[outcome]}</td></tr>
`;
  };
  const { bodies, more } = foldedAt(
    listed.slice(0, SEEN).map(row),
    listed.slice(SEEN).map(row),
    `Show all ${grouped(listed.length)} rows`,
  );
  const { box, behind } = searchBox(idHead(result));
  const left = sorted.length - listed.length;
  return html`<section>
<h2>Series by series</h2>
<p class="note">Against the rival with the smallest error on the same windows, as it turned out; the worst first.${left > 0 && ` ${counted(left, "series", "series")} between the ends are left out here: forecast.csv has the forecasts of all, the document of --json their scores.`}</p>
${box}<div class="scroll" role="region" aria-label="Series" tabindex="0"><table class="dense series" id="series">
<thead><tr><th scope="col">${idHead(result)}</th><th scope="col">rows</th><th scope="col">MAE${unit !== undefined && html` <small>${unit}</small>`}</th><th scope="col">MASE</th><th scope="col">best rival</th><th scope="col">times its error</th><th scope="col">by its own test</th></tr></thead>
${bodies}
</table></div>${more}
${behind}
</section>
`;
}
