// One series, or each series of a file, by the library's own experiment, as `recurra forecast` runs it: what the Forecaster's error is beside
// that of the rival which validation would have chosen, and beside the best rival of all but the ridge regression; and whether its 90 % intervals hold.
//
// Without `look` the last part of the rows is cut off before anything else, and the experiment keeps its own last part of what is left.

import { backtest, binomialInterval, lastValue } from "recurra/evaluation";
import { Experiment, readSettings } from "recurra/experiment";
import { openSeries, openSeriesSet } from "recurra/files";
import { loadPretrained } from "recurra/pretrained";
import { cpuSeconds } from "./cpu.mjs";

const TEST = 0.2;
/** The last share of the rows to learn from chooses among the rivals. */
const CHOOSING = 0.15;
const RIDGE = "ridge regression";

/** The series of a file: one, or all that `series` tells apart. */
export async function readSeries(bytes, { name, where, series }) {
  const asked = { name, ...(where && { where }) };
  if (series === undefined) return [await openSeries(bytes, asked)];
  return [...(await openSeriesSet(bytes, { ...asked, series }))];
}

/** Where the test part begins. */
export function testStart(rows, horizon) {
  return rows - Math.max(horizon, Math.round(TEST * rows));
}

/** One series: the scores of the model and of all rivals on the rows that are scored. `settings` are the experiment's, as texts or values. */
export async function scoreFile(given, settings, look) {
  const { horizon } = settings;
  const series = look ? given : given.slice(0, testStart(given.length, horizon));
  const cut = testStart(series.length, horizon);
  const chosen = await chooseRival(series.slice(0, cut), settings);
  const { value: result, seconds } = await cpuSeconds(() => run(series, { ...settings, test: partFrom(series, cut) }));
  const { scores, coverage, windows } = result.backtest;
  return {
    chosen,
    scores,
    coverage,
    apart: windowsApart(coverage, windows.stride, horizon),
    verdict: result.verdict,
    parts: result.training.parts,
    seconds,
  };
}

/** The model "auto" is that of the defaults with the pretrained network beside it, as on the command line. */
async function run(series, { model, ...others }) {
  const settings = { ...others, ...(model !== "auto" && { model }) };
  const parts = ["auto", "pretrained"].includes(model) ? { pretrained: loadPretrained() } : {};
  let result;
  for await (const event of new Experiment(series, settings, parts).run())
    if (event.type === "result") result = event.result;
  return result;
}

/** By time where there is one, since repairs may change how many rows there are. */
function partFrom(series, row) {
  const label = series.times.label(row);
  return series.times.kind === "row" || Number.isFinite(Number(label)) ? series.length - row : label;
}

/** The rival with the smallest error on the last rows of `learning`, fitted on those before. */
async function chooseRival(learning, settings) {
  const { target, horizon, season, sort, resample, repair, fillGaps, min } = settings;
  let series = sort ? learning.sorted() : learning;
  if (resample !== undefined) series = series.resample(...resample.split(":"));
  if (repair !== undefined) series = series.repair(repair, [target]);
  if (fillGaps !== undefined) series = series.fillGaps(fillGaps, { columns: [target] });
  const from = series.length - Math.max(horizon, Math.round(CHOOSING * series.length));
  const stride = Math.max(1, Math.ceil((series.length - from) / 4000));
  const model = {
    ...{ target, horizon, inputs: [target] },
    ...(typeof min === "number" && { bounds: { min } }),
    predict: (past) => lastValue(past.column(target), horizon),
  };
  const { scores } = await backtest(model, series, { from, stride, ...(season && { season }) });
  return scores.filter(({ kind }) => kind !== "model").reduce((best, one) => (one.mae < best.mae ? one : best)).name;
}

/** Of the windows that measured the coverage those that do not overlap. */
function windowsApart({ measured, measuredWindows }, stride, horizon) {
  return measured === null ? 0 : Math.max(1, Math.floor(((measuredWindows - 1) * stride) / horizon) + 1);
}

/** What one or many series say together. Errors of several are in units of each one's naive steps (MASE). */
export function summarise(found) {
  const single = found.length === 1;
  const errorOf = (score) => (single ? score.mae : score.mase);
  const usable = found.filter(({ scores }) => errorOf(scores[0]) !== null);
  const named = (one, name) => errorOf(one.scores.find((score) => score.name === name) ?? {});
  const mean = (of) => usable.reduce((sum, one) => sum + of(one), 0) / usable.length;
  const ours = mean((one) => errorOf(one.scores[0]));
  // Rivals that every series has.
  const names = usable[0].scores
    .slice(1)
    .map(({ name }) => name)
    .filter((name) => usable.every((one) => named(one, name) !== undefined));
  const best = names
    .filter((name) => name !== RIDGE)
    .map((name) => ({ name, error: mean((one) => named(one, name)) }))
    .reduce((least, one) => (one.error < least.error ? one : least));
  const measured = usable.filter(({ coverage }) => coverage.measured !== null);
  const apart = measured.reduce((sum, one) => sum + one.apart, 0);
  const share = measured.reduce((sum, { coverage, apart: own }) => sum + coverage.measured * own, 0) / apart;
  return {
    series: usable.length,
    error: ours,
    chosen: single ? found[0].chosen : "its own",
    overChosen: ours / mean((one) => named(one, one.chosen)),
    best: best.name,
    overBest: ours / best.error,
    ...(apart > 0 && { coverage: share, apart, range: rangeOf(share, apart) }),
    verdicts: countVerdicts(usable),
    seconds: found.reduce((sum, { seconds }) => sum + seconds, 0),
  };
}

function rangeOf(share, apart) {
  const { low, high } = binomialInterval(Math.round(share * apart), apart);
  return [low, high];
}

function countVerdicts(found) {
  const counts = {};
  for (const { verdict } of found) counts[verdict.outcome] = (counts[verdict.outcome] ?? 0) + 1;
  return counts;
}

/** The experiment's settings from the options of the command. */
export function settingsOf({ target, horizon, season, settings }) {
  const { model, ...others } = settings;
  const auto = model === "auto";
  return {
    ...readSettings(auto ? others : settings),
    ...(auto && { model }),
    target,
    horizon,
    ...(season && { season }),
  };
}
