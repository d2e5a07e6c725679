// Windows of a fit as rivals forecast them, and in the measure in which its network is told them.

import type { Series } from "../data/index.ts";
import { backtestSeasons } from "../evaluation/backtest-seasons.ts";
import { measuredValues, withoutSpikes } from "../evaluation/backtest-windows.ts";
import { type RivalForecasts, rivalForecasts, TargetGrid } from "../evaluation/rival-forecasts.ts";
import type { Tensor } from "../tensor/index.ts";
import { fitNormaliser } from "./fit-scales.ts";
import type { FitLayout } from "./layout/fit-layout.ts";
import type { ForecasterSettings } from "./settings/forecaster-options.ts";
import { ForecastWindows } from "./windows/forecast-windows.ts";
import type { WindowNormaliser } from "./windows/window-normaliser.ts";

export class RivalWindows {
  readonly #series: Series;
  readonly #settings: ForecasterSettings;
  readonly #layout: FitLayout;
  readonly #grid: TargetGrid;
  readonly #normaliser: WindowNormaliser;
  readonly #windows: ForecastWindows;

  constructor(settings: ForecasterSettings, series: Series, layout: FitLayout) {
    this.#settings = settings;
    this.#series = series;
    this.#layout = layout;
    this.#grid = new TargetGrid(series, withoutSpikes(measuredValues(series, settings.target), layout.trainingRows));
    this.#normaliser = fitNormaliser(settings, series, layout);
    this.#windows = new ForecastWindows(series, { ...settings, lookback: layout.lookback }, this.#normaliser);
  }

  /** By each rival, fitted on the rows before `fittedRows`, of windows behind these and before `rows`: from the rows before each, in the target's units. */
  forecasts(origins: Uint32Array, fittedRows: number, rows: number = this.#series.length): Iterable<RivalForecasts> {
    const { horizon } = this.#settings;
    const { seasons, bounds } = this.#layout;
    const fitted = this.#grid.values.subarray(0, this.#grid.placeAfter(fittedRows));
    const { held } = backtestSeasons(this.#series.times, fitted, undefined, seasons);
    return rivalForecasts(this.#grid, rows, { horizon, origins, fittedRows, seasons: held, bounds });
  }

  /** Forecasts [n * horizon] as a network would give them. */
  measure(forecasts: Float64Array, origins: Uint32Array): Float32Array {
    const values = this.#series.column(this.#settings.target);
    return this.#normaliser.measureAll(forecasts, this.#settings.horizon, (window) => values[origins[window] - 1]);
  }

  /** What came, in the same measure: [n, horizon]. */
  truths(origins: Uint32Array): Tensor {
    return this.#windows.targets(origins);
  }
}
