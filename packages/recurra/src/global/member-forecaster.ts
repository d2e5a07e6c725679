import { NUMBERS, requireArguments } from "../core/option-rules.ts";
import type { Bounds } from "../data/bounds.ts";
import type { Season, Series } from "../data/index.ts";
import { SERIES } from "../data/table/series-rule.ts";
import type { Intervals, WindowForecaster } from "../evaluation/index.ts";
import { requireReadable } from "../forecast/windows/forecast-windows.ts";
import { forecastWindows, type GlobalFitted, type Member, reachOf } from "./global-fitted.ts";
import { beginsOf } from "./layout/global-layout.ts";
import type { GlobalSettings } from "./layout/global-options.ts";
import { intervalsOf } from "./parts/pooled-intervals.ts";

/** One of the series of a GlobalForecaster: what a backtest scores. */
export class MemberForecaster implements WindowForecaster {
  readonly name: string;
  readonly id: string;
  readonly #settings: GlobalSettings;
  readonly #fitted: GlobalFitted;
  readonly #member: Member;

  constructor(name: string, settings: GlobalSettings, fitted: GlobalFitted, member: Member) {
    this.name = name;
    this.id = member.id;
    this.#settings = settings;
    this.#fitted = fitted;
    this.#member = member;
  }

  get target(): string {
    return this.#settings.target;
  }

  get horizon(): number {
    return this.#settings.horizon;
  }

  get inputs(): readonly string[] {
    return [this.#settings.target];
  }

  get seasons(): readonly Season[] {
    return this.#fitted.shape.seasons;
  }

  get bounds(): Bounds | undefined {
    return this.#member.bounds;
  }

  /** First and last time that the fit saw, validation included. */
  get fittedRows(): { readonly from: number; readonly to: number } {
    const { from, to } = this.#member;
    return { from, to };
  }

  /** Rows that a forecast looks back on. */
  get lookback(): number {
    return reachOf(this.#fitted, this.#member);
  }

  /** From the validation windows of all series; undefined where there were none. */
  get intervals(): Intervals | undefined {
    const { intervals } = this.#fitted;
    return intervals && intervalsOf(intervals, this.#member.errs);
  }

  /** Forecasts for the windows whose first forecast row is `origins[i]`, [n * horizon]; reads only rows before each. */
  predictAt(series: Series, origins: Uint32Array): Float64Array {
    requireArguments("predictAt", { series: SERIES, origins: NUMBERS }, series, origins);
    const { target, horizon } = this.#settings;
    requireReadable(series, { target, inputs: [target], lookback: this.lookback, horizon }, origins);
    const values = series.column(target);
    const beginOf = beginsOf(series);
    const windows = Array.from(origins, (origin) => ({ ...this.#member, values, origin, begin: beginOf(origin) }));
    return forecastWindows(this.#fitted, this.#settings, windows);
  }
}
