// Forecasts by a network that was trained on other series: the mean of the ways to see the rows that suit them.

import type { OwnEnds } from "../evaluation/index.ts";
import type { ForecastPath } from "../linear/forecast-path.ts";
import { SEASONS_BACK } from "../nn/networks/season-layout.ts";
import { KnownQuantiles } from "./known-quantiles.ts";
import type { PretrainedSource } from "./pretrained-source.ts";
import { quantileBetween } from "./quantiles.ts";
import { NO_SEASON_ROWS } from "./season-view.ts";
import { looksOf, type WeighedLook, weighLooks } from "./weigh-looks.ts";
import { type History, ZeroShot } from "./zero-shot.ts";

/** Of fewer rows it says nothing. */
const LEAST_ROWS = 4;

/** Seasons that a forecast needs, and rows of them at most: gaps leave few longer runs. */
const SEASONS_NEEDED = 2;
const MOST_NEEDED = 400;

/** A path of a pretrained network: nothing in it is trained on the rows, but they say how it sees them. */
export class PretrainedPath implements ForecastPath {
  readonly horizon: number;
  /** Rows that a forecast needs. */
  readonly lookback: number;
  /** Rows that it reads where there are so many without a gap. */
  readonly reach: number;
  readonly looks: readonly WeighedLook[];
  readonly looksAhead = false;
  readonly source: PretrainedSource;
  readonly #known = new KnownQuantiles();

  constructor(
    source: PretrainedSource,
    {
      horizon,
      lookback,
      reach,
      looks,
    }: {
      readonly horizon: number;
      readonly lookback: number;
      readonly reach: number;
      readonly looks: readonly WeighedLook[];
    },
  ) {
    this.source = source;
    this.horizon = horizon;
    this.lookback = lookback;
    this.reach = reach;
    this.looks = looks;
  }

  /** Whether it repeats the last value. */
  get isSimple(): boolean {
    return this.looks.every(({ look: { form } }) => form === "still");
  }

  /** The last value, spread as the network says. */
  get still(): PretrainedPath {
    const looks: readonly WeighedLook[] = [{ look: { season: undefined, form: "still" }, share: 1 }];
    return new PretrainedPath(this.source, { ...this, looks });
  }

  /** Seen as suits these values, which have no gap; a forecast reads `rows` at most. Undefined of less than four values. */
  static of(
    source: PretrainedSource,
    values: Float64Array,
    {
      horizon,
      seasons,
      rows,
      roomFor = (needed) => needed,
    }: {
      readonly horizon: number;
      readonly seasons: readonly number[];
      readonly rows: number;
      /** How many of so many rows gaps leave windows for. */
      readonly roomFor?: (needed: number) => number;
    },
  ): PretrainedPath | undefined {
    if (values.length < LEAST_ROWS) return undefined;
    const looks = weighLooks(source.network, looksOf(values, values.length, seasons), {
      ...{ values, end: values.length, horizon },
    });
    const longest = Math.max(...looks.map(({ look: { season = NO_SEASON_ROWS } }) => season));
    const reach = Math.min(rows, SEASONS_BACK * longest);
    const lookback = roomFor(Math.min(reach, values.length, SEASONS_NEEDED * longest, MOST_NEEDED));
    return new PretrainedPath(source, { horizon, lookback, reach, looks });
  }

  /** `begins`: the row from which there is no gap before each origin; where they are not given, the rows that it needs are read alone. */
  forecast(
    values: Float64Array,
    origins: ArrayLike<number>,
    _ahead?: readonly Float64Array[],
    begins?: ArrayLike<number>,
  ): Float64Array {
    return this.#medians(this.#quantiles(values, origins, begins));
  }

  /** Forecasts [n * horizon] of the rows after each of some values; of these the rows that it needs are read. */
  forecastEach(windows: readonly Float64Array[]): Float64Array {
    return this.#medians(this.#ask(windows.map((values) => historyOf(values, values.length, this.lookback))));
  }

  /** How far from its forecasts it puts the ends of its intervals of some levels. */
  spread(
    values: Float64Array,
    origins: ArrayLike<number>,
    levels: readonly number[],
    begins?: ArrayLike<number>,
  ): OwnEnds[] {
    const { quantiles } = this.source.options;
    const all = this.#quantiles(values, origins, begins);
    const count = origins.length * this.horizon;
    const offset = (share: number): Float64Array =>
      Float64Array.from({ length: count }, (_, at) => {
        const own = all.subarray(at * quantiles, (at + 1) * quantiles);
        return quantileBetween(own, share) - own[(quantiles - 1) / 2];
      });
    return levels.map((level) => ({ lower: offset((1 - level) / 2), upper: offset((1 + level) / 2) }));
  }

  #medians(all: Float64Array): Float64Array {
    const { quantiles } = this.source.options;
    return Float64Array.from({ length: all.length / quantiles }, (_, at) => all[at * quantiles + (quantiles - 1) / 2]);
  }

  /** [n, horizon, Q], means over the looks. Of the series that was asked of last they are kept: one window is forecast, its interval asked for, and gone on from. */
  #quantiles(values: Float64Array, origins: ArrayLike<number>, begins?: ArrayLike<number>): Float64Array {
    const histories = Array.from(origins, (origin, i) =>
      historyOf(values, origin, begins === undefined ? this.lookback : Math.min(this.reach, origin - begins[i])),
    );
    const size = this.horizon * this.source.options.quantiles;
    return this.#known.of(values, histories, size, (missing) => this.#ask(missing));
  }

  #ask(histories: readonly History[]): Float64Array {
    const { network } = this.source;
    const sum = new Float64Array(histories.length * this.horizon * network.quantiles);
    for (const { look, share } of this.looks) {
      const own = new ZeroShot(network, look).forecast(histories, this.horizon);
      for (let at = 0; at < sum.length; at++) sum[at] += share * own[at];
    }
    return sum;
  }
}

/** The last `rows` values before an origin, or as many as there are. */
function historyOf(values: Float64Array, origin: number, rows: number): History {
  const first = Math.max(0, origin - rows);
  return { values: values.subarray(first, origin), end: origin - first };
}
