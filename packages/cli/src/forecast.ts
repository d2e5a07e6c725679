// `recurra forecast`: read, learn on the earlier part, backtest on the last part, learn again on all rows, forecast. The
// mathematics is the library's; here it is called in order, shown and kept.

import type { Forecaster } from "recurra";
import { exitCode, UsageError } from "./failure.ts";
import type { ForecastOptionTexts } from "./forecast-command.ts";
import { type ForecastSource, forecastSource } from "./forecast-data.ts";
import { ForecastRun } from "./forecast-run.ts";
import { type ForecastSettings, forecastSettings } from "./forecast-settings.ts";
import { forecastText } from "./forecast-text.ts";
import { libraryFor } from "./mode.ts";
import { readTextFile } from "./read-file.ts";
import { checkOutFolder } from "./run-folder.ts";
import { terminalWidth } from "./terminal.ts";

type Library = typeof import("recurra");

/** Runs the command; resolves to the exit code. */
export async function forecast(file: string, texts: ForecastOptionTexts): Promise<number> {
  const settings = forecastSettings(file, texts);
  if (settings.out !== undefined) checkOutFolder(settings.out);
  const { text, sha256 } = await readTextFile(file);
  const library = await libraryFor(settings.mode);
  const source = forecastSource(library, text, settings);
  const forecaster = plannedForecaster(library, source, settings);
  const run = new ForecastRun(library, settings, source, forecaster, sha256);
  const result = await run.finish();
  const { remarksOn, toJson } = await import("recurra/report");
  if (settings.json) {
    process.stdout.write(`${toJson(result)}\n`);
  } else {
    process.stdout.write(forecastText(result, remarksOn(result.data), terminalWidth()));
  }
  return exitCode.done;
}

/** A forecaster whose options fit the data, with nothing left to be refused once training has begun. */
function plannedForecaster(library: Library, source: ForecastSource, settings: ForecastSettings): Forecaster {
  const { series, target, inputs, testStart } = source;
  const learned = series.slice(0, testStart);
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
  try {
    forecaster.plan(learned);
  } catch (error) {
    if (!(error instanceof library.DataError) || error.code !== "SERIES_TOO_SHORT") throw error;
    const kept = series.length - testStart;
    throw new UsageError(
      `${error.message} (The file has ${series.length} ${series.length === 1 ? "row" : "rows"}; the last ${kept} are kept for the backtest, see --test.)`,
      { cause: error },
    );
  }
  if (settings.season && settings.season >= testStart) {
    throw new UsageError(
      `--season ${settings.season} needs more rows than that before the test part, but there are ${testStart}. Leave it out.`,
    );
  }
  return forecaster;
}
