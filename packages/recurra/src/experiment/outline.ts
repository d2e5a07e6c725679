// What an experiment will do, known before anything is trained: its plan, and the outline that it tells first.

import { gapFreeOrigins } from "../data/grid/gap-free-origins.ts";
import type { FitLayout, Forecaster } from "../forecast/index.ts";
import { windowStride } from "../forecast/layout/default-lookback.ts";
import { fitOrigins } from "../forecast/windows/fit-origins.ts";
import type { CheckedData } from "./checked-data.ts";
import type { ExperimentOutline, OutlinePart } from "./events.ts";
import { Plan } from "./plan.ts";
import type { ExperimentResult } from "./result.ts";
import { experimentRules } from "./settings.ts";

export function planOf(forecaster: Forecaster, { series, testStart }: CheckedData, layout: FitLayout): Plan {
  const { settings, lookback, horizon, columns } = forecaster;
  const all = fitOrigins(series, { ...settings, lookback }).length;
  return new Plan(settings, {
    layout,
    tested: (stride) => gapFreeOrigins(series, { lookback, horizon, columns, from: testStart, stride }).length,
    final: Math.floor(all / windowStride(settings, lookback, all)),
    seasons: layout.seasons.map(({ rows }) => rows),
    pretrained: forecaster.mayAskPretrained,
  });
}

/** What an outline tells of. */
interface Outlined {
  readonly data: CheckedData;
  readonly forecaster: Forecaster;
  readonly layout: FitLayout;
  readonly plan: Plan;
  /** Settings that are not the forecaster's. */
  readonly level: number | readonly number[];
  readonly unit: string | undefined;
  /** Parts of training that a network of a program's own brought along; undefined where there is no such network. */
  readonly brought: readonly string[] | undefined;
}

export function outlineOf({ data, forecaster, layout, plan, level, unit, brought }: Outlined): ExperimentOutline {
  const { target, inputs, testStart } = data;
  const { training, validation, batchSize, skip, bounds, seasons, stride } = layout;
  return {
    target,
    inputs,
    settings: inOrder({ ...forecaster.settings, ...bounds, batchSize, skip, level, unit }, hiddenBy(brought)),
    rows: data.series.length,
    seasons,
    learningRows: testStart,
    parts: partsOf(data, layout),
    trainingWindows: training.length,
    stride,
    validationWindows: validation.length,
    batches: plan.batches["backtest fit"],
    epochWork: plan.epochWork,
    backtest: plan.backtest,
  };
}

/** The rows as they are cut: the scales are those of the first part, the epochs are chosen by the second, the third is not seen by either. */
function partsOf({ series, testStart }: CheckedData, { trainingRows }: FitLayout): OutlinePart[] {
  const { times, length } = series;
  const cuts = [
    ["training", 0, trainingRows],
    ["validation", trainingRows, testStart],
    ["backtest", testStart, length],
  ] as const;
  return cuts
    .filter(([, from, to]) => to > from)
    .map(([name, from, to]) => ({
      name,
      rows: to - from,
      from: times.label(from),
      to: times.label(to - 1),
      times: [times.at(from), times.at(to - 1)],
    }));
}

/** Settings as JSON has them, in the order of their rules, however they were given: the same settings are the same text. */
function inOrder(settings: Readonly<Record<string, unknown>>, hidden: readonly string[]): ExperimentResult["settings"] {
  const given = Object.keys(experimentRules).filter((name) => settings[name] !== undefined && !hidden.includes(name));
  return Object.fromEntries(given.map((name) => [name, settings[name]])) as ExperimentResult["settings"];
}

/** Settings that say nothing of a network that a program brought along, with these parts of its training. */
function hiddenBy(brought: readonly string[] | undefined): readonly string[] {
  if (brought === undefined) return [];
  const rates = brought.includes("optimizer") ? ["learningRate", "weightDecay"] : [];
  return ["cell", "hiddenSize", "numLayers", "dropout", "skip", ...brought, ...rates];
}
