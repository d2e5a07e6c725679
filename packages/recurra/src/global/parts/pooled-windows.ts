// The validation windows of many series and what the parts forecast for them, in columns that all share: a number takes eight bytes, and nothing is
// kept for each series but where its windows begin.

import { type Bounds, clip } from "../../data/bounds.ts";
import type { LinearPath } from "../../linear/linear-path.ts";
import type { FitSeries } from "../layout/global-layout.ts";
import type { SeriesWindow } from "../layout/series-windows.ts";
import type { SeriesErrors } from "./pooled-intervals.ts";
import { seasonChanges } from "./season-changes.ts";
import { rowsSeen, type SeenWindow } from "./seen-series.ts";
import type { SharedPath } from "./shared-path.ts";
import { mixForecasts, type PartForecasts, type RestUsed, restForecast } from "./weigh-parts.ts";

/** Windows that are made at once for a network. */
const BLOCK = 4096;

/** What forecasts the windows. */
interface PooledParts {
  /** The rows that the network looks back on. */
  readonly lookback: number;
  /** Forecasts [n * horizon] of the network; undefined without one. */
  readonly network: ((windows: readonly SeriesWindow[]) => Float64Array) | undefined;
  /** The path of a series of its own, by id. */
  readonly own: ReadonlyMap<string, { readonly path: LinearPath }>;
  readonly shared: SharedPath | undefined;
  /** Forecasts [n * horizon] of the pretrained network, and the ways in which it sees series, by id; undefined without one. */
  readonly pretrained?:
    | {
        readonly forecast: (windows: readonly SeenWindow[]) => Float64Array;
        readonly looks: ReadonlyMap<string, SeenWindow["looks"]>;
      }
    | undefined;
}

/** Gone through, it gives the forecasts of each series that has windows, as views. */
export class PooledWindows implements Iterable<PartForecasts> {
  readonly #series: readonly FitSeries[];
  readonly #horizon: number;
  /** Where the windows of each series begin, and where the last one ends. */
  readonly #starts: Uint32Array;
  readonly #origins: Uint32Array;
  readonly #truth: Float64Array;
  readonly #network: Float64Array | undefined;
  readonly #own: Float64Array | undefined;
  /** Which series have a path of their own. */
  readonly #hasOwn: Uint8Array;
  readonly #shared: Float64Array | undefined;
  readonly #pretrained: Float64Array | undefined;
  /** Which series the pretrained network sees. */
  readonly #isSeen: Uint8Array;

  constructor(
    series: readonly FitSeries[],
    { lookback, network, own, shared, pretrained }: PooledParts,
    horizon: number,
  ) {
    this.#series = series;
    this.#horizon = horizon;
    this.#starts = new Uint32Array(series.length + 1);
    const originsOf = ({ id, validation }: FitSeries): Uint32Array => {
      const seen = rowsSeen(pretrained?.looks.get(id) ?? []);
      const reach = Math.max(lookback, own.get(id)?.path.lookback ?? 1, shared?.lookback ?? 1, pretrained ? seen : 1);
      return validation.filter((origin) => origin >= reach);
    };
    for (const [at, one] of series.entries()) this.#starts[at + 1] = this.#starts[at] + originsOf(one).length;
    this.#origins = new Uint32Array(this.#starts[series.length]);
    const numbers = this.#origins.length * horizon;
    const column = (there: boolean) => (there ? new Float64Array(numbers) : undefined);
    this.#truth = new Float64Array(numbers);
    this.#own = column(own.size > 0);
    this.#shared = column(shared !== undefined);
    this.#network = column(network !== undefined);
    this.#pretrained = column(pretrained !== undefined && pretrained.looks.size > 0);
    this.#hasOwn = new Uint8Array(series.length);
    this.#isSeen = new Uint8Array(series.length);
    const asked = new InBlocks<SeriesWindow>(horizon, network, this.#network);
    const seen = new InBlocks<SeenWindow>(horizon, pretrained?.forecast, this.#pretrained);
    for (const [at, one] of series.entries()) {
      const { id, values, unit, beginOf } = one;
      const from = this.#starts[at] * horizon;
      const origins = originsOf(one);
      this.#origins.set(origins, this.#starts[at]);
      for (const [i, origin] of origins.entries()) {
        this.#truth.set(values.subarray(origin, origin + horizon), from + i * horizon);
        asked.add({ values, origin, unit }, from + i * horizon);
      }
      const looks = pretrained?.looks.get(id);
      if (looks !== undefined) {
        this.#isSeen[at] = 1;
        for (const [i, origin] of origins.entries())
          seen.add({ values, origin, unit, looks, begin: beginOf(origin) }, from + i * horizon);
      }
      const path = own.get(id)?.path;
      if (path !== undefined) {
        this.#hasOwn[at] = 1;
        this.#own?.set(path.forecast(values, origins), from);
      }
      if (shared !== undefined) this.#shared?.set(shared.forecast(values, origins), from);
    }
    asked.ask();
    seen.ask();
  }

  *[Symbol.iterator](): Iterator<PartForecasts> {
    for (let at = 0; at < this.#series.length; at++)
      if (this.#starts[at] < this.#starts[at + 1]) yield this.#partsOf(at);
  }

  /**
   * What the rest that is used and the network's share err, series by series, and how much a season of so many rows changes there (0: none
   * is asked for); nothing of series without windows.
   */
  errors(rest: RestUsed, share: number, season = 0): Iterable<SeriesErrors & { readonly id: string }> {
    const errors = new Float64Array(this.#truth.length);
    const changes = new Float64Array(season > 0 ? this.#truth.length : 0);
    /** Of which series there is a forecast, and of which the changes are known before each window. */
    const [made, known] = [new Uint8Array(this.#series.length), new Uint8Array(this.#series.length)];
    const starts = this.#starts;
    const horizon = this.#horizon;
    const series = this.#series;
    for (let at = 0; at < series.length; at++) {
      if (starts[at] === starts[at + 1]) continue;
      const parts = this.#partsOf(at);
      const forecast = mixForecasts(parts.network, restForecast(rest, parts), share);
      if (forecast === undefined) continue;
      made[at] = 1;
      const kept = within(series[at].bounds);
      const from = starts[at] * horizon;
      for (const [i, value] of parts.truth.entries()) errors[from + i] = Math.abs(value - kept(forecast[i]));
      if (season > 0 && this.#addChanges(at, season, changes)) known[at] = 1;
    }
    return {
      *[Symbol.iterator]() {
        for (const [at, { id, unit }] of series.entries()) {
          const end = made[at] === 1 ? starts[at + 1] : starts[at];
          const of = (column: Float64Array) => column.subarray(starts[at] * horizon, end * horizon);
          yield { id, unit, errors: of(errors), ...(known[at] === 1 && { changes: of(changes) }) };
        }
      },
    };
  }

  /** The changes before each window of a series; false where one of them has none. */
  #addChanges(at: number, season: number, into: Float64Array): boolean {
    for (let window = this.#starts[at]; window < this.#starts[at + 1]; window++) {
      const changes = seasonChanges(this.#series[at].values, this.#origins[window], season, this.#horizon);
      if (changes === undefined) return false;
      into.set(changes, window * this.#horizon);
    }
    return true;
  }

  #partsOf(at: number): PartForecasts {
    const [from, to] = [this.#starts[at] * this.#horizon, this.#starts[at + 1] * this.#horizon];
    return {
      ...{ truth: this.#truth.subarray(from, to), unit: this.#series[at].unit },
      network: this.#network?.subarray(from, to),
      own: this.#hasOwn[at] === 1 ? this.#own?.subarray(from, to) : undefined,
      shared: this.#shared?.subarray(from, to),
      pretrained: this.#isSeen[at] === 1 ? this.#pretrained?.subarray(from, to) : undefined,
    };
  }
}

/** Windows that are forecast many at once, each into its place of a column. */
class InBlocks<Window> {
  readonly #horizon: number;
  readonly #forecast: ((windows: readonly Window[]) => Float64Array) | undefined;
  readonly #column: Float64Array | undefined;
  #waiting: Window[] = [];
  #places: number[] = [];

  constructor(
    horizon: number,
    forecast: ((windows: readonly Window[]) => Float64Array) | undefined,
    column: Float64Array | undefined,
  ) {
    this.#horizon = horizon;
    this.#forecast = forecast;
    this.#column = column;
  }

  add(window: Window, place: number): void {
    if (this.#forecast === undefined) return;
    this.#places.push(place);
    if (this.#waiting.push(window) === BLOCK) this.ask();
  }

  ask(): void {
    if (this.#forecast === undefined || this.#waiting.length === 0) return;
    const found = this.#forecast(this.#waiting);
    for (const [i, place] of this.#places.entries())
      this.#column?.set(found.subarray(i * this.#horizon, (i + 1) * this.#horizon), place);
    this.#waiting = [];
    this.#places = [];
  }
}

function within(bounds: Bounds | undefined): (value: number) => number {
  return bounds === undefined ? (value) => value : (value) => clip(value, bounds);
}
