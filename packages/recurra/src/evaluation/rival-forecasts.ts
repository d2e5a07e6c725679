// What the rivals forecast for the windows of a backtest. They live on the regular grid of the series' clock, where a season is a number
// of places: rows that are missing, and cells that were filled in, are places without a value.

import { type Bounds, clip } from "../data/bounds.ts";
import type { Series } from "../data/series/series.ts";
import type { Rival, RivalSeason } from "./rivals/rival.ts";
import { rivals } from "./rivals/rivals.ts";

/** A rival that could be fitted, and its forecasts. */
export interface RivalForecasts {
  readonly rival: Rival;
  /** [windows * horizon] */
  readonly forecasts: Float64Array;
  /** Of the `horizon` rows after the last of the series. */
  readonly next: Float64Array;
}

/** The target on the grid of its clock. */
export class TargetGrid {
  /** [places]; NaN where there is no row or the cell was not measured. */
  readonly values: Float64Array;
  readonly #slots: Float64Array;

  /** `measured`: the target's values, NaN where they were filled in. */
  constructor(series: Series, measured: Float64Array) {
    this.#slots = series.times.slots();
    this.values = new Float64Array(this.placeAfter(series.length)).fill(Number.NaN);
    measured.forEach((value, row) => {
      this.values[this.#slots[row]] = value;
    });
  }

  /** The place behind that of the last of `rows` rows: the first of which nothing is known. */
  placeAfter(rows: number): number {
    return rows === 0 ? 0 : this.#slots[rows - 1] + 1;
  }

  /** How many places behind the first unknown one the row `step` of a window stands; rows to come stand one behind the other. */
  ahead(origin: number, step: number): number {
    const row = origin + step;
    return row < this.#slots.length ? this.#slots[row] - this.placeAfter(origin) : step;
  }
}

/** What is to be forecast. */
interface Windows {
  readonly horizon: number;
  /** First forecast rows, ascending. */
  readonly origins: Uint32Array;
  /** Rows before this one are those that the model was fitted on. */
  readonly fittedRows: number;
  readonly seasons: readonly RivalSeason[];
  /** "few": the naive ones and the ridge regression alone. */
  readonly amount?: "all" | "few";
  /** What the model's forecasts keep within; those of rivals do so too. */
  readonly bounds?: Bounds;
}

/** The forecasts of each rival that is defined for this history, one after the other. */
export function* rivalForecasts(
  grid: TargetGrid,
  rows: number,
  { horizon, origins, fittedRows, seasons, amount = "all", bounds = {} }: Windows,
): Generator<RivalForecasts, void, undefined> {
  const windows = Uint32Array.from([...origins, rows]);
  const ahead = Uint32Array.from({ length: windows.length * horizon }, (_, at) =>
    grid.ahead(windows[Math.floor(at / horizon)], at % horizon),
  );
  // Holidays within a window push its rows further ahead.
  const reach = ahead.reduce((most, places) => Math.max(most, places), 0) + 1;
  const places = windows.map((origin) => grid.placeAfter(origin));
  const history = {
    values: grid.values.subarray(0, grid.placeAfter(fittedRows)),
    fitted: grid.placeAfter(fittedRows),
    seasons,
    horizon: reach,
  };
  for (const rival of rivals(history, amount)) {
    const fitted = rival.fit(history);
    if (fitted === undefined) continue;
    const onGrid = fitted.forecast(grid.values, places);
    const all = Float64Array.from(ahead, (step, at) => clip(onGrid[Math.floor(at / horizon) * reach + step], bounds));
    const end = origins.length * horizon;
    yield { rival, forecasts: all.slice(0, end), next: all.slice(end) };
  }
}
