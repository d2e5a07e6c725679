import { html, type Markup, shortFormat } from "recurra/drawing";
import {
  counted,
  instantSentence,
  keptSentence,
  networkWords,
  partsSentence,
  pathsSentence,
  percent,
  tuningSentence,
} from "recurra/words";
import { fileName } from "../data/file-name.ts";
import type { ForecastResult, SettingValue } from "../data/result.ts";
import { rowsOf, time } from "./span.ts";

type RefitErrors = NonNullable<NonNullable<ForecastResult["training"]["refit"]>["check"]>;

/** Which rows made which number, and all that is needed to make them again. */
export function methodSection(result: ForecastResult): Markup {
  return html`<section>
<h2>How the numbers were made</h2>
${account(result)}
<h3>Settings</h3>
${pairs(settingsShown(result).map(([name, value]) => [WORDS[name] ?? words(name), formatSetting(name, value)]))}
<h3>Versions</h3>
${pairs(Object.entries(result.versions))}
${Object.keys(result.files).length > 0 && html`<h3>Files</h3>${pairs(Object.entries(result.files).map(([holds, path]) => [holds, fileName(path)]))}`}
</section>
`;
}

/** The figures of the sentence on a network that was not taken. */
function keptErrors({ refitted, scored, linear }: RefitErrors): number[] {
  return [refitted, scored, ...(linear === undefined ? [] : [linear.path, linear.refitted, linear.scored])];
}

function account({ training, backtest, settings, instant }: ForecastResult): Markup {
  const { fitted, validation, refit, bestEpoch, parts, paths, tuning } = training;
  const { windows, intervals } = backtest;
  const isLinear = settings.model === "linear" || settings.model === "pretrained";
  return html`<ol>
<li>${settings.model === "pretrained" ? "A network that was trained on other series, made ones, was given" : "A model was trained on"} ${rowsOf(fitted)}. ${validation !== null && html`The ${rowsOf(validation)} after them ${isLinear ? "sized its intervals" : bestEpoch === 0 ? "chose the untrained network" : html`chose epoch ${bestEpoch}`}.`} What scales the values was found on the training rows alone.${parts && html` ${partsSentence(networkWords(settings, bestEpoch === 0 && !isLinear), parts, shortFormat([parts.network, parts.linear, parts.both]), paths)}`}${settings.fineTune === true && html` ${tuningSentence(tuning, shortFormat(tuning === undefined ? [] : [tuning.before, tuning.after]))}`}${paths && parts?.path === undefined && html` ${pathsSentence(paths, shortFormat([paths.pretrained, paths.linear, paths.both]))}`}</li>
<li><strong>Every score on this page comes from that model</strong>, on rows from ${time(windows.from)} to ${time(windows.to)} that it had not seen. The verdict compares its absolute errors with those of every rival by the Diebold–Mariano test, which knows that neighbouring windows share rows: better than the naive ones is what is better than each of them (p below 0.05).</li>
<li>${
    refit === null
      ? "The run was stopped before a model was fitted on all rows: the printed forecast comes from the scored model."
      : html`<strong>The printed forecast comes from a second model</strong>, fitted in the same way on all ${rowsOf(refit)}${isLinear || parts?.share === 0 ? "" : html`, for ${counted(refit.epochs, "epoch")}: the number that validation chose`}. It has seen every row, so it has no score of its own.${refit.check?.taken === "scored" && html` ${keptSentence(networkWords(settings), refit.check, counted(refit.rows, "row"), shortFormat(keptErrors(refit.check)))}`}`
  }</li>
${instant && html`<li>${instantSentence(instant, shortFormat([instant.mae, instant.trained]))}</li>`}
${intervals.radius === null && intervals.own !== undefined && html`<li>${intervals.note}</li>`}
${intervals.radius !== null && intervals.own !== undefined && html`<li>The intervals are the network's own, corrected by how far truths lay outside of such intervals (conformalized quantile regression). They suppose that the future errs like the past.</li>`}
${intervals.radius !== null && intervals.own === undefined && html`<li>The intervals are as wide as the errors that the scored model made at each step (split conformal prediction, ${unitWords(intervals)}). They suppose that the future errs like the past.</li>`}
</ol>
`;
}

/** What the width of the intervals follows. */
function unitWords({ scale, shape }: ForecastResult["backtest"]["intervals"]): string {
  const unit = {
    relative: "as a share of the last known value",
    absolute: "in units of the target",
    value: "growing with the forecast itself",
    change: "growing with how much the target changed over the last 20 rows",
  }[shape?.unit ?? scale];
  const season = shape?.season && `, larger or smaller by the row's place in a season of ${shape.season.rows} rows`;
  return `${unit}${season ?? ""}${shape === undefined || shape.unit === "change" ? "" : "; so they are narrower than others that hold as much"}`;
}

function pairs(entries: readonly (readonly [string, string])[]): Markup {
  return html`<dl>${entries.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** The settings that made the numbers: of a model that trained no network none of those that only one has. */
function settingsShown({ settings, training }: ForecastResult): [string, SettingValue][] {
  return Object.entries(settings).filter(([name]) => training.epochs.length > 0 || !OF_A_NETWORK.has(name));
}

const OF_A_NETWORK: ReadonlySet<string> = new Set([
  ...["head", "cell", "hiddenSize", "numLayers", "dropout", "skip", "loss", "batchSize"],
  ...["epochs", "patience", "untrained", "learningRate", "clipNorm"],
]);

/** Settings whose names are words of programs, as a reader calls them. */
const WORDS: Readonly<Record<string, string>> = {
  horizon: "rows ahead",
  lookback: "rows looked back on",
  season: "seasons set",
  min: "forecasts at least",
  max: "forecasts at most",
  sort: "rows sorted by time",
  model: "forecast by",
  hiddenSize: "units in a layer",
  numLayers: "layers",
  epochs: "epochs at most",
  patience: "epochs without a gain",
  batchSize: "windows in a batch",
  clipNorm: "largest gradient norm",
  future: "columns known ahead",
  calendar: "waves of the calendar",
  skip: "skip within the network",
  linear: "linear path in closed form",
  fineTune: "pretrained network trained further",
  anchor: "windows measured by",
  test: "kept for the backtest",
  level: "interval level",
  mode: "arithmetic",
};

/** A setting that was not made, such as the season of a series without one, is undefined. */
function formatSetting(name: string, value: SettingValue | undefined): string {
  if (value === null || value === undefined) return "none";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (name === "holidays" && Array.isArray(value)) return counted(value.length, "day");
  if (name === "level") {
    const levels = [value].flat().map(Number);
    return levels.map((one) => percent(one, Number.isInteger(100 * one) ? 0 : 1)).join(", ");
  }
  return typeof value === "object" ? value.join(", ") : String(value);
}

/** "learningRate" as "learning rate". */
function words(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
}
