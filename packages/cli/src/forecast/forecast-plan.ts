// A forecast that is known to be possible: options and data checked, nothing left to be refused once training has begun.

import { resolve } from "node:path";
import type { FitLayout, Forecaster } from "recurra";
import { libraryFor, modeFacts } from "../input/mode.ts";
import type { TextFile } from "../input/read-file.ts";
import type { RunFacts } from "../run/run-folder.ts";
import { UsageError } from "../terminal/failure.ts";
import { versions } from "../terminal/version.ts";
import { type ForecastSource, forecastSource } from "./forecast-data.ts";
import type { ForecastSettings } from "./settings.ts";

type Library = typeof import("recurra");

export interface ForecastPlan {
  readonly library: Library;
  readonly settings: ForecastSettings;
  readonly source: ForecastSource;
  readonly sha256: string;
  /** Not fitted yet. */
  readonly forecaster: Forecaster;
  /** Of its fit on the rows before the test part. */
  readonly fit: FitLayout;
}

/** Throws for everything that would stop the run later on. */
export async function forecastPlan(settings: ForecastSettings, { text, sha256 }: TextFile): Promise<ForecastPlan> {
  const library = await libraryFor(settings.mode);
  const source = forecastSource(library, text, settings);
  return { library, settings, source, sha256, ...plannedForecaster(library, source, settings) };
}

/** What run.json tells of it. `options` is what was asked for, from which the run can be gone on with. */
export function factsOf(plan: ForecastPlan, options: RunFacts): RunFacts {
  const { settings, source, sha256, forecaster, fit } = plan;
  return {
    command: "forecast",
    settings: {
      ...forecaster.settings,
      batchSize: fit.batchSize,
      skip: fit.skip,
      test: settings.test.value,
      level: settings.level,
      repair: settings.repair ?? null,
    },
    seed: settings.seed,
    ...modeFacts(settings.mode),
    options,
    versions: versions(),
    ...dataFacts(plan, source.series.length, sha256),
  };
}

/** Which file was read: as it was named, and so that it is found from anywhere. */
export function dataFacts({ settings: { file } }: ForecastPlan, rows: number, sha256: string): RunFacts {
  return { data: { file, path: resolve(file), sha256, rows } };
}

function plannedForecaster(
  library: Library,
  source: ForecastSource,
  settings: ForecastSettings,
): Pick<ForecastPlan, "forecaster" | "fit"> {
  const { series, target, inputs, testStart } = source;
  const season = settings.season ?? series.times.seasonLength();
  const forecaster = new library.Forecaster({
    target,
    inputs,
    horizon: settings.horizon,
    lookback: settings.lookback ?? library.defaultLookback(testStart, settings.horizon, season),
    cell: settings.cell,
    hiddenSize: settings.hidden,
    numLayers: settings.layers,
    dropout: settings.dropout,
    epochs: settings.epochs,
    patience: settings.patience,
    batchSize: settings.batch,
    learningRate: settings.learningRate,
    season: settings.season,
    seed: settings.seed,
    mode: settings.mode,
  });
  const fit = fitPlan(library, forecaster, source);
  if (settings.season && settings.season >= testStart) {
    throw new UsageError(
      `--season ${settings.season} needs more rows than that before the test part, but there are ${testStart}. Leave it out.`,
    );
  }
  return { forecaster, fit };
}

function fitPlan(library: Library, forecaster: Forecaster, { series, testStart }: ForecastSource): FitLayout {
  try {
    return forecaster.layout(series.slice(0, testStart));
  } catch (error) {
    if (!(error instanceof library.DataError) || error.code !== "SERIES_TOO_SHORT") throw error;
    const kept = series.length - testStart;
    throw new UsageError(
      `${error.message} (The file has ${series.length} ${series.length === 1 ? "row" : "rows"}; the last ${kept} are kept for the backtest, see --test.)`,
      { cause: error },
    );
  }
}
