// A finished forecast of many series as text for a terminal: the verdict over all, the series that stand best and worst, the files.

import type { ManyForecastResult } from "@recurra/report";
import { seasonWords } from "recurra/data";
import type { PooledScore, SeriesRow } from "recurra/many";
import { counted, grouped, shortPercent, timesWords } from "recurra/words";
import { fact } from "../terminal/fact.ts";
import { decimalsFor, fixed } from "../terminal/fixed-number.ts";
import { formatTable } from "../terminal/table.ts";
import { printable, styled, wrap } from "../terminal/terminal.ts";
import { flagOf } from "../terminal/wording.ts";

/** Rivals, and series from each end, that are shown. */
const [RIVALS, ENDS] = [3, 5];

const COLOUR = { better: "green", "no-better": "yellow", worse: "red" } as const;
const WORDS: Readonly<Record<SeriesRow["outcome"], string>> = {
  better: "better",
  "no-better": "no better",
  worse: "worse",
  unscored: "not scored",
};

/** The whole text, with a line end at its end. `title`: what is forecast. */
export function manyText(result: ManyForecastResult, title: string, width: number): string {
  const { horizon, data, verdict, scores, files, level, coverage, model } = result;
  const paths = Object.values(files);
  const folder = paths[0].replace(/[^\\/]*$/, "");
  const facts = (title: string, text: string): string => fact(title, text, width);
  const seasons = data.seasons.length === 0 ? "none found" : seasonWords(data.seasons);
  const cut = data.cut === null ? "the last part of each series" : `all series from ${data.cut} on`;
  const tone = verdict.outcome === "better" && verdict.simple === "worse" ? "no-better" : verdict.outcome;
  const found = data.findings.map(
    ({ kind, series, first }) => `${kind} in ${counted(series, "series", "series")}, such as ${first}`,
  );
  const lines = [
    "",
    styled(
      "bold",
      wrap(
        printable(`${title}, ${counted(data.series, "series", "series")}, ${counted(horizon, "row")} ahead each`),
        width,
      ),
    ),
    "",
    facts(
      "data",
      `${data.file}: ${counted(data.series, "series", "series")} in ${counted(data.rows, "row")}${data.clock === "row" ? "" : `, step: ${data.step}`}`,
    ),
    facts("seasons", seasons),
    ...[...data.notes, ...found].map((text) => facts("", text)),
    facts("model", `one for all series: ${model.name}`),
    ...(model.words === null ? [] : [facts("", model.words)]),
    facts("backtest", `${cut}, which the scored model has not seen`),
    "",
    ...(scores.length === 0 ? [] : [...scoreTable(result, width), ""]),
    styled(COLOUR[tone], wrap(printable(verdict.sentence), width)),
    ...verdict.remarks.map((remark) => wrap(printable(remark), width)),
    ...(model.trained === undefined ? [] : [wrap(`${model.trained}${instantHint(model)}`, width)]),
    ...(coverage === null
      ? []
      : [
          wrap(
            `Intervals: ${shortPercent(level)} asked, ${shortPercent(coverage, 1)} measured over all series.`,
            width,
          ),
        ]),
    "",
    ...endsTable(result, width),
    "",
    styled(
      "dim",
      wrap("The forecasts are from a model fitted on all rows of all series; forecast.csv has them.", width),
    ),
    styled("dim", wrap(printable(`In ${folder}: ${paths.map((path) => path.slice(folder.length)).join(", ")}`), width)),
    "",
  ];
  return `${lines.join("\n")}\n`;
}

/** How to have at once what training left as it was. */
function instantHint({ networkShare }: ManyForecastResult["model"]): string {
  return networkShare === 0 ? ` ${flagOf("instant")} gives that at once.` : "";
}

function scoreTable({ scores, comparisons }: ManyForecastResult, width: number): string[] {
  const shown = scores.slice(0, 1 + RIVALS);
  const beaten = ({ name, kind }: PooledScore): string => {
    const one = kind === "model" ? undefined : comparisons.find(({ against }) => against === name);
    return one === undefined ? "" : `${grouped(one.lower)} of ${grouped(one.series)}`;
  };
  const table = formatTable(
    [
      { title: "", cells: shown.map(({ name }) => name) },
      { title: "mean MASE", cells: shown.map(({ mase }) => fixed(mase, 3)) },
      { title: "median", cells: shown.map(({ median }) => fixed(median, 3)), optional: 1 },
      { title: "best in", cells: shown.map(({ best }) => grouped(best)), optional: 2 },
      { title: "beaten in", cells: shown.map(beaten) },
    ],
    width,
  );
  const more = scores.length - shown.length;
  return more > 0 ? [...table, styled("dim", `(${counted(more, "more rival")} in the report)`)] : table;
}

/** The series that stand best and worst beside their rivals, or all of a few. */
function endsTable({ series, idColumns }: ManyForecastResult, width: number): string[] {
  const sorted = series.toSorted(
    (a, b) => (a.ratio ?? Number.POSITIVE_INFINITY) - (b.ratio ?? Number.POSITIVE_INFINITY),
  );
  const scored = sorted.filter(({ ratio }) => ratio !== null);
  const few = scored.length <= 2 * ENDS;
  const shown = few ? scored : [...scored.slice(0, ENDS), ...scored.slice(-ENDS)];
  if (shown.length === 0) return [];
  const decimals = decimalsFor(Math.min(...shown.map(({ mae }) => mae ?? 0).filter((mae) => mae > 0)));
  const table = formatTable(
    [
      ...idColumns.map((column, at) => ({
        title: printable(column),
        cells: shown.map(({ key }) => printable(key[at])),
        align: "left" as const,
      })),
      { title: "rows", cells: shown.map(({ rows }) => grouped(rows)), optional: 2 },
      { title: "MAE", cells: shown.map(({ mae }) => fixed(mae, decimals)) },
      { title: "best rival", cells: shown.map(({ rival }) => rival?.name ?? ""), align: "left", optional: 1 },
      { title: "times its error", cells: shown.map(({ ratio }) => (ratio === null ? "-" : timesWords(ratio))) },
      { title: "by its own test", cells: shown.map(({ outcome }) => WORDS[outcome]), align: "left", optional: 3 },
    ],
    width,
  );
  const left = scored.length - shown.length;
  return few
    ? table
    : [
        ...table.slice(0, 1 + ENDS),
        styled("dim", `(${counted(left, "series", "series")} between, in the report)`),
        ...table.slice(1 + ENDS),
      ];
}
