// A finished forecast as text for a terminal: scores beside naive, the verdict, the forecast, the files.

import type { ForecastResult } from "@recurra/report";
import { seasonWords } from "recurra/data";
import { coverageWarning } from "recurra/evaluation";
import {
  aheadWords,
  counted,
  grouped,
  instantSentence,
  keptSentence,
  networkWords,
  partsSentence,
  pathsSentence,
  pathsWords,
  shortPercent,
  tuningSentence,
} from "recurra/words";
import { figure } from "../terminal/amounts.ts";
import { fact } from "../terminal/fact.ts";
import { decimalsFor, fixed } from "../terminal/fixed-number.ts";
import { intervalColumns } from "../terminal/interval-columns.ts";
import { spanWords } from "../terminal/span-words.ts";
import { type Column, formatTable } from "../terminal/table.ts";
import { printable, styled, wrap } from "../terminal/terminal.ts";
import { flagOf } from "../terminal/wording.ts";

type Scores = ForecastResult["backtest"]["scores"];

function formatPercent(value: number | null, decimals = 1): string {
  return value === null ? "-" : `${value.toFixed(decimals)}%`;
}

/** A head of a table's column, with the unit of what stands below it. */
function headed(title: string, unit: string | undefined): string {
  return unit === undefined ? title : `${title}, ${printable(unit)}`;
}

/** How many rivals are shown: the nearest. */
const SHOWN = 3;

/** The model and the rivals that come nearest to it; how many more there are. */
function scoreTable(all: Scores, unit: string | undefined, width: number): string[] {
  const rivals = all.slice(1).sort((a, b) => a.mae - b.mae);
  const scores = [all[0], ...rivals.slice(0, SHOWN)];
  const more = rivals.length - SHOWN;
  const decimals = decimalsFor(Math.min(...scores.map((score) => score.mae).filter((mae) => mae > 0)));
  const column = (title: string, cell: (score: Scores[number]) => string, optional: number): Column => ({
    title,
    cells: scores.map(cell),
    optional,
  });
  const table = formatTable(
    [
      column("", (score) => score.name, 0),
      column(headed("MAE", unit), (score) => fixed(score.mae, decimals), 0),
      column(headed("RMSE", unit), (score) => fixed(score.rmse, decimals), 2),
      column("MAPE", (score) => formatPercent(score.mape, 2), 3),
      column("sMAPE", (score) => formatPercent(score.smape, 2), 5),
      column("MASE", (score) => fixed(score.mase, 3), 1),
      column(
        "direction",
        (score) => formatPercent(score.direction.accuracy === null ? null : 100 * score.direction.accuracy),
        4,
      ),
    ],
    width,
  );
  return more > 0 ? [...table, styled("dim", `(${counted(more, "more rival")} in the report)`)] : table;
}

function forecastTable({ forecast, backtest, data, unit }: ForecastResult, width: number): string[] {
  const spread = Math.max(...forecast.map((row) => Math.abs((row.upper ?? row.value) - row.value)), 0);
  const decimals = decimalsFor(spread || backtest.scores[0].mae);
  const columns: Column[] = [
    { title: data.clock === "row" ? "row" : "time", cells: forecast.map((row) => row.time) },
    { title: headed("forecast", unit), cells: forecast.map((row) => fixed(row.value, decimals)) },
  ];
  if (forecast.some((row) => typeof row.lower === "number")) {
    columns.push(...intervalColumns(forecast, backtest.intervals.level, decimals));
  }
  return formatTable(columns, width);
}

/** How wide the intervals were asked to be, and how many held. */
export function coverageSentence({
  coverage,
  intervals,
}: Pick<ForecastResult["backtest"], "coverage" | "intervals">): string {
  const level = shortPercent(coverage.level);
  if (intervals.radius === null && intervals.own) return `Intervals: ${level} asked. ${intervals.note}`;
  if (intervals.radius === null) return `There are no intervals. ${intervals.note ?? "Too few windows."}`;
  if (coverage.measured === null)
    return `Intervals: ${level} asked; how many hold was not measured. ${coverage.note ?? ""}`.trimEnd();
  const others = (coverage.further ?? []).map(
    (one) => ` ${shortPercent(one.level)} asked, ${shortPercent(one.measured, 1)} measured.`,
  );
  return (
    `Intervals: ${level} asked, ${shortPercent(coverage.measured, 1)} measured on ${counted(coverage.measuredWindows, "later window")} ` +
    `(sized on the windows before each, at first ${grouped(coverage.calibrationWindows)}).${others.join("")}`
  );
}

/** How good the intervals were, in numbers; undefined where it was not measured. */
export function intervalScoreSentence({
  level,
  measured,
  width,
  msis,
  pinball,
  crps,
}: ForecastResult["backtest"]["coverage"]): string | undefined {
  if (measured === null || width === undefined || pinball === undefined) return undefined;
  const share = (1 - level) / 2;
  const number = (value: number): string => fixed(value, decimalsFor(Math.abs(value)));
  return [
    `Those of ${shortPercent(level)} were ${number(width)} wide on average`,
    ...(typeof msis === "number" ? [`, MSIS ${fixed(msis, 2)}`] : []),
    `, pinball losses ${number(pinball.lower)} at ${shortPercent(share, 1)} and ${number(pinball.upper)} at ${shortPercent(1 - share, 1)}`,
    ...(crps === undefined ? [] : [`; CRPS ${number(crps.score)} where the MAE is ${number(crps.meanError)}`]),
    ".",
  ].join("");
}

/** What intervals by errors alone would have come to, beside those of the network's head; undefined where there are none of a head. */
export function headSentence({ coverage }: Pick<ForecastResult["backtest"], "coverage">): string | undefined {
  const { conformal, width, msis } = coverage;
  if (typeof conformal?.measured !== "number" || conformal.width === undefined || width === undefined) return undefined;
  const better = typeof msis === "number" && typeof conformal.msis === "number" && msis < conformal.msis;
  const score = typeof conformal.msis === "number" ? `, MSIS ${fixed(conformal.msis, 2)}` : "";
  return `They are the network's own, corrected. Those by errors alone would have held ${shortPercent(conformal.measured, 1)}, ${fixed(conformal.width, decimalsFor(conformal.width))} wide${score}: the head ${better ? "is worth it" : "brings nothing"}.`;
}

/** "24 rows (a day), 168 rows (a week)", "none found"; of those that were set, that they were. */
function foundSeasons({ data: { seasons = [] }, settings }: ForecastResult): string {
  if (settings.season !== undefined) return `${seasonWords(seasons)}, as set`;
  return seasons.length === 0 ? "none found" : seasonWords(seasons);
}

/** Who beats the naive forecasts and is beaten by a simple method has not got the better forecast. */
function toneOf({ outcome, simple }: ForecastResult["verdict"]): keyof typeof COLOUR {
  return outcome === "better" && simple?.outcome === "worse" ? "no-better" : outcome;
}

/** What the forecasts keep to; what was found and not asked for can be had otherwise. */
function boundsText({ bounds }: Pick<ForecastResult, "bounds">): string[] {
  if (bounds === undefined) return [];
  const [first, ...others] = bounds.remarks;
  return [bounds.found ? `${first} ${flagOf("min")} none lets them fall below.` : first, ...others];
}

const COLOUR = { better: "green", "no-better": "yellow", worse: "red" } as const;

/** What the model is, and how long it was trained. */
function modelText({ settings, training }: ForecastResult): string {
  if (settings.model === "linear") return "a linear path in closed form, and no network";
  if (settings.model === "pretrained")
    return `a network that was trained on made series${settings.linear === false ? "" : ", and a linear path in closed form"}; ${training.tuning?.share ? "the network was trained further on these rows" : "none is trained on these rows"}`;
  const best = training.bestEpoch === 0 ? "none better than the untrained network" : `best ${training.bestEpoch}`;
  const depth = settings.numLayers === 1 ? "" : ` in ${settings.numLayers} layers`;
  const epochs = counted(training.epochs.length, "epoch");
  const trained = training.epochs.length < Number(settings.epochs) ? `stopped after ${epochs}` : `all ${epochs}`;
  const head = settings.head === undefined || settings.head === "point" ? "" : `, head ${settings.head}`;
  return `${networkWords(settings)} of ${counted(Number(settings.hiddenSize), "unit")}${depth}${head}, lookback ${settings.lookback}; ${trained}, ${best}`;
}

/** What training did beside the answer without it, and how to have that. */
function instantText(instant: NonNullable<ForecastResult["instant"]>): string {
  const hint = instant.outcome === "better" ? "" : ` ${flagOf("instant")} gives that at once.`;
  return `${instantSentence(instant, figure)}${hint}`;
}

/** The whole text, with `remarks` on the data beneath the line that describes it, and with a line end at its end. */
export function forecastText(result: ForecastResult, remarks: readonly string[], width: number): string {
  const { data, backtest, training, verdict, settings } = result;
  const isLinear = settings.model === "linear" || settings.model === "pretrained";
  const isUntrained = training.bestEpoch === 0;
  const paths = Object.values(result.files);
  const folder = paths[0].replace(/[^\\/]*$/, "");
  const files = paths.map((path) => path.slice(folder.length));
  const warning = coverageWarning(backtest.coverage);
  const intervalScores = intervalScoreSentence(backtest.coverage);
  const head = headSentence(backtest);
  const facts = (title: string, text: string): string => fact(title, text, width);
  const lines = [
    "",
    styled("bold", wrap(printable(`${result.target}, ${counted(result.forecast.length, "row")} ahead`), width)),
    "",
    facts("data", `${data.file}: ${spanWords({ ...data, first: data.from, last: data.to })}`),
    ...(data.seasons === undefined ? [] : [facts("seasons", foundSeasons(result))]),
    ...remarks.map((text) => facts("", text)),
    facts("model", modelText(result)),
    ...(data.ahead === undefined ? [] : [facts("ahead", aheadWords(data.ahead))]),
    ...(training.parts === undefined
      ? []
      : [facts("", partsSentence(networkWords(settings, isUntrained), training.parts, figure, training.paths))]),
    ...(settings.fineTune === true ? [facts("", tuningSentence(training.tuning, figure))] : []),
    ...(training.paths === undefined || training.parts?.path !== undefined
      ? []
      : [facts("", pathsSentence(training.paths, figure))]),
    facts(
      "backtest",
      `${counted(backtest.windows.count, "window")}${backtest.windows.stride === 1 ? "" : `, one every ${grouped(backtest.windows.stride)} rows`}, ${backtest.windows.from} to ${backtest.windows.to}, which the scored model has not seen`,
    ),
    "",
    ...scoreTable(backtest.scores, result.unit, width),
    "",
    styled(COLOUR[toneOf(verdict)], wrap(verdict.sentence, width)),
    ...verdict.remarks.map((remark) => wrap(remark, width)),
    ...(result.instant === undefined ? [] : [wrap(instantText(result.instant), width)]),
    wrap(coverageSentence(backtest), width),
    ...(intervalScores === undefined ? [] : [wrap(intervalScores, width)]),
    ...(head === undefined ? [] : [wrap(head, width)]),
    ...(warning === undefined ? [] : [styled("yellow", wrap(warning, width))]),
    ...boundsText(result).map((remark) => wrap(printable(remark), width)),
    "",
    ...forecastTable(result, width),
    "",
    styled(
      "dim",
      wrap(
        isLinear || training.parts?.share === 0
          ? `The forecast is from the ${training.paths === undefined ? backtest.scores[0].name : pathsWords(training.paths)}, fitted on all ${counted(data.rows, "row")}.`
          : isUntrained
            ? `The forecast is from the untrained network${settings.linear === false ? "" : ` and what is fitted beside it on all ${counted(data.rows, "row")}`}.`
            : training.refit?.check?.taken === "scored"
              ? keptSentence(networkWords(settings), training.refit.check, counted(data.rows, "row"), figure)
              : `The forecast is from a model fitted on all ${counted(data.rows, "row")} for ${counted(training.refit?.epochs ?? 0, "epoch")}.`,
        width,
      ),
    ),
    styled("dim", wrap(printable(`In ${folder}: ${files.join(", ")}`), width)),
    "",
  ];
  return `${lines.join("\n")}\n`;
}
