// The page at the root: what the model is, how it scored, and the addresses with a line that can be copied. One text without scripts,
// which loads nothing.

import { html, raw } from "hono/html";
import type { BacktestSummary } from "recurra/evaluation";
import { counted, grouped, listedFirst, percent, rangeWords } from "recurra/words";
import type { ROUTES } from "../http/routes.ts";
import { stepFormOf } from "../work/model-parts.ts";
import type { ForecastDescription, NetworkDescription, PretrainedDescription, ServedModel } from "./description.ts";
import { routesOf, summaryOf } from "./openapi.ts";
import { pageStyle } from "./page-style.ts";

type Html = ReturnType<typeof html>;
type Facts = readonly (readonly [name: string, value: string])[];

/** Names of columns on the page, signs of each, and rows of scores. */
const MOST = { names: 12, signs: 80, scores: 7 };

/** The page for a model; `secured` where requests need a token. `origin` is what the service was called by: "http://localhost:8080". */
export function pageOf(description: ServedModel, secured: boolean, origin: string): Html {
  const { title, lead, facts, example } = PAGES[description.task](description as never);
  const backtest = description.task === "forecast" ? description.backtest : undefined;
  const bearer = secured ? ` -H "Authorization: Bearer $RECURRA_TOKEN"` : "";
  const line = `curl -s "${safeOrigin(origin)}${example.address}"${bearer} \\\n  -H 'Content-Type: ${example.type}' ${example.body}`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${raw(pageStyle)}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p class="lead">${lead}</p>
${backtest ? verdict(backtest) : ""}
<h2>The model</h2>
<dl>
${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>\n`)}</dl>
${backtest ? scores(backtest, description as ForecastDescription) : ""}
<h2>Ask it</h2>
<pre><code>${line}</code></pre>
<p class="note">${example.note}</p>
<h2>Addresses</h2>
<ul class="addresses">
${routesOf(description)
  .filter(({ path }) => path !== "/")
  .flatMap(({ path, methods }) => methods.map((method) => address(path, method)))}</ul>
${secured ? html`<p class="note">All but the probes need the token, in the header Authorization.</p>` : ""}
</main>
</body>
</html>
`;
}

/** The Host header is a stranger's. */
function safeOrigin(origin: string): string {
  return /^https?:\/\/[\w.:[\]-]{1,200}$/.test(origin) ? origin : "http://localhost:8080";
}

function address(path: (typeof ROUTES)[number]["path"], method: string): Html {
  const shown = html`<code>${method} ${path}</code>`;
  const link = method === "GET" && !path.includes(":") ? html`<a href="${path}">${shown}</a>` : shown;
  return html`<li>${link}<span>${summaryOf(path, method)}</span></li>\n`;
}

function verdict({ verdict: { outcome, headline, sentence } }: BacktestSummary): Html {
  return html`<div class="verdict ${outcome}"><p class="headline">${short(headline, 300)}</p><p>${short(sentence, 1000)}</p></div>`;
}

function scores({ scores: list, windows, coverage }: BacktestSummary, { target }: ForecastDescription): Html {
  const [model, ...naive] = list;
  const nearest = [model, ...naive.sort((a, b) => a.mae - b.mae).slice(0, MOST.scores - 1)];
  const measured =
    coverage.measured === null
      ? ""
      : ` Intervals: ${percent(coverage.level)} asked, ${percent(coverage.measured, 1)} measured.`;
  return html`<h2>How it scored</h2>
<table><thead><tr><th></th><th>MAE</th><th>RMSE</th><th>MASE</th></tr></thead><tbody>
${list
  .slice(0, 12)
  .map(
    ({ name, kind, mae, rmse, mase }) =>
      html`<tr class="${kind}"><th>${short(name)}</th><td>${figure(mae)}</td><td>${figure(rmse)}</td><td>${figure(mase)}</td></tr>\n`,
  )}</tbody></table>
<p class="note">Errors of ${short(target)} on ${counted(windows.count, "window")}, ${short(windows.from)} to ${short(windows.to)}, which the scored model had not seen.${list.length > nearest.length ? " More of them are in /v1/model." : ""}${measured}</p>`;
}

/** Four digits, and as many places as that makes. */
function figure(value: number | null): string {
  if (value === null) return "-";
  const text = value.toPrecision(4);
  return text.includes("e") && Math.abs(value) >= 1 ? grouped(Math.round(value)) : text;
}

interface Page {
  readonly title: string;
  readonly lead: string;
  readonly facts: Facts;
  readonly example: { readonly address: string; readonly type: string; readonly body: string; readonly note: string };
}

const PAGES: {
  readonly [Task in ServedModel["task"]]: (description: Extract<ServedModel, { task: Task }>) => Page;
} = { forecast: forecastPage, network: networkPage, "zero-shot": pretrainedPage };

function forecastPage(description: ForecastDescription): Page {
  const { target, columns, lookback, horizon, level, bounds, name, parameters, training, ahead } = description;
  const future = ahead?.future ?? [];
  const facts: [string, string][] = [
    [
      "Reads",
      listedFirst(
        columns.map((one) => short(one)),
        MOST.names,
      ),
    ],
    ...(future.length > 0
      ? [
          [
            "Knows ahead",
            listedFirst(
              future.map((one) => short(one)),
              MOST.names,
            ),
          ] as [string, string],
        ]
      : []),
    ["Looks back on", counted(lookback, "row")],
    ["Forecasts", counted(horizon, "row")],
    ...(level === undefined ? [] : [["Intervals", `hold ${percent(level)} of the truths`] as [string, string]]),
    ...(bounds ? [["Keeps to", rangeWords(bounds)] as [string, string]] : []),
    ["Network", `${name}, ${counted(parameters, "parameter")}`],
    [
      "Fitted on",
      `${counted(training.rows, "row")}, ${short(training.first)} to ${short(training.last)}; step: ${short(training.step)}`,
    ],
  ];
  return {
    title: `Forecasts of ${short(target)}`,
    lead: `The next ${counted(horizon, "row")} of ${short(target)}, from the last ${lookback === 1 ? "one" : counted(lookback, "row")}, over HTTP.`,
    facts,
    example: {
      ...{ address: "/v1/predict", type: "text/csv", body: "--data-binary @rows.csv" },
      note: `rows.csv is a table of at least ${counted(lookback, "row")} with the columns that the model reads and, if it has one, its time. JSON is taken as well: the examples in the OpenAPI document can be sent as they are.`,
    },
  };
}

function networkPage({ architecture, parameters, inputSize, streaming }: NetworkDescription): Page {
  const index = stepFormOf(architecture) === "index";
  const step = index
    ? "0"
    : `[${new Array(Math.min(inputSize ?? 1, 4)).fill("0.5").join(", ")}${(inputSize ?? 1) > 4 ? ", ..." : ""}]`;
  return {
    title: "A network",
    lead: "The outputs of a recurrent network for windows of numbers, over HTTP.",
    facts: [
      ["Network", `${short(architecture.type)}, ${counted(parameters, "parameter")}`],
      [
        "Reads",
        index
          ? "whole numbers"
          : inputSize === undefined
            ? "time steps of numbers"
            : `time steps of ${counted(inputSize, "number")}`,
      ],
      ["Streams", streaming === true ? "yes: a step at a time" : short(`no: ${streaming.not}`, 200)],
    ],
    example: {
      ...{ address: "/v1/predict", type: "application/json", body: `-d '{ "windows": [[${step}, ${step}]] }'` },
      note: "Windows are lists of time steps, all of one length. The OpenAPI document has the schemas.",
    },
  };
}

function pretrainedPage({ name, parameters, lookback }: PretrainedDescription): Page {
  return {
    title: "Forecasts of any series",
    lead: "The next rows of series that the network has not seen, without training, over HTTP.",
    facts: [
      ["Network", `${name}, ${counted(parameters, "parameter")}`],
      ["Needs", `at least ${grouped(lookback)} rows of numbers, with or without times`],
    ],
    example: {
      ...{ address: "/v1/predict?target=sales&horizon=7", type: "text/csv", body: "--data-binary @rows.csv" },
      note: "rows.csv is a table with the column that target names and, if it has one, its time. JSON is taken as well.",
    },
  };
}

/** A text of the model file, as long as a page bears. */
function short(text: string, signs = MOST.signs): string {
  return text.length > signs ? `${text.slice(0, signs)}...` : text;
}
