import { html, type Markup } from "recurra/drawing";
import type { ManyResult } from "recurra/many";
import { counted } from "recurra/words";
import { fileName } from "../data/file-name.ts";
import { time } from "../sections/span.ts";

/** The data, and which rows made which number. */
export function account(result: ManyResult & { readonly versions: Readonly<Record<string, string>> }): Markup {
  const { data, settings, versions } = result;
  const remarks = [
    ...data.notes,
    ...data.findings.map(
      ({ kind, series, first }) => `${kind} in ${counted(series, "series", "series")}, such as ${first}`,
    ),
  ];
  const cut =
    data.cut === null
      ? "Each series keeps its own last part for the backtest."
      : html`The backtest of all series begins at ${time(data.cut)}.`;
  return html`<section>
<h2>Data, and how the numbers were made</h2>
<p>${fileName(data.file)}: ${counted(data.series, "series", "series")} in ${counted(data.rows, "row")}${data.clock !== "row" && ` (step: ${data.step})`}. ${cut}</p>
${remarks.length > 0 && html`<ul>${remarks.map((remark) => html`<li>${remark}</li>`)}</ul>`}
<ol>
<li>One model was fitted on the earlier parts of all series together. <strong>Every score on this page comes from that model</strong>, on rows that it had not seen, beside rivals that were fitted on the same earlier rows of each series alone.</li>
<li>Over all series a difference counts where the mean scaled error is smaller and the sign test over series has p below 0.05 against every rival of a kind. Series of one market or one weather are not independent of each other, so the true p is larger than the one printed.</li>
<li>The outcome of one series is that of Diebold–Mariano tests on its own windows, corrected for the number of series by Benjamini and Hochberg.</li>
<li><strong>The forecasts come from a second model</strong>, fitted on all rows of all series.</li>
</ol>
<h3>Settings</h3>
${pairs(Object.entries(settings).map(([name, value]) => [name.replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`), Array.isArray(value) ? value.join(", ") : String(value)]))}
<h3>Versions</h3>
${pairs(Object.entries(versions))}
</section>
`;
}

function pairs(entries: readonly (readonly [string, string])[]): Markup {
  return html`<dl>${entries.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}
