import { html } from "recurra/drawing";
import type { ManyResult } from "recurra/many";
import { counted } from "recurra/words";
import { fileName } from "./data/file-name.ts";
import { fromMany } from "./data/result-rules.ts";
import { shell } from "./html/shell.ts";
import { account } from "./many/account.ts";
import { titleOf } from "./many/label.ts";
import { multiples } from "./many/multiples.ts";
import { ratioChart } from "./many/ratios.ts";
import { scoresTable } from "./many/scores.ts";
import { scriptHash } from "./many/search.ts";
import { seriesTable } from "./many/series-table.ts";
import { manyStyle } from "./many/style.ts";
import { verdictCard } from "./many/verdict.ts";

/** The result of the protocol over many series, with the files of its run and the versions that made it. */
export interface ManyForecastResult extends ManyResult {
  /** By what they hold. */
  readonly files: Readonly<Record<string, string>>;
  readonly versions: Readonly<Record<string, string>>;
}

/**
 * A finished forecast of many series as one HTML page: the verdict over all first, then the scores, small charts of the best, the median
 * and the worst series, and a table of all, in which a script searches; without it the table is all there. It needs no network, follows
 * the reader's choice of light or dark, and fits a phone. Everything that came from a file is escaped.
 * Throws OptionError where a part of the result is missing or of another kind.
 */
export function manyReport(result: ManyForecastResult): string {
  return fromMany(result, () => pageOf(result));
}

function pageOf(result: ManyForecastResult): string {
  const { horizon, data, versions } = result;
  const title = titleOf(result);
  return shell({
    title: `${title}: ${counted(data.series, "series", "series")}, forecasts with a verdict`,
    style: manyStyle,
    script: scriptHash,
    header: html`<h1>Forecasts of ${title}</h1>
<p>${counted(data.series, "series", "series")}, ${counted(horizon, "row")} ahead each, from the ${counted(data.rows, "row")} of ${fileName(data.file)}</p>`,
    body: html`${verdictCard(result)}
<section>
<h2>How it did on rows it had not seen</h2>
${scoresTable(result)}
${ratioChart(result)}
</section>
<section>
<h2>Forecasts</h2>
${multiples(result)}
</section>
${seriesTable(result)}
${account(result)}`,
    footer: html`Made by Recurra${versions.recurra !== undefined && ` ${versions.recurra}`}. A forecast is a statement about the past of these series, not advice.`,
  });
}
