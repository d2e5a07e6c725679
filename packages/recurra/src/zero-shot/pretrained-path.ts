// Forecasts by a network that was trained on other series: the mean of the ways to see the rows that suit them.

import type { OwnEnds } from "../evaluation/index.ts";
import type { ForecastPath } from "../linear/forecast-path.ts";
import { SEASONS_BACK } from "../nn/networks/season-layout.ts";
import type { PretrainedSource } from "./pretrained-source.ts";
import { quantileBetween } from "./quantiles.ts";
import { NO_SEASON_ROWS } from "./season-view.ts";
import { looksOf, type WeighedLook, weighLooks } from "./weigh-looks.ts";
import { ZeroShot } from "./zero-shot.ts";

/** Of fewer rows it says nothing. */
const LEAST_ROWS = 4;

/** Seasons that a forecast needs, and rows of them at most: gaps leave few longer runs. */
const SEASONS_NEEDED = 2;
const MOST_NEEDED = 400;

/** What was asked last, and the answer. */
interface Asked {
  readonly values: Float64Array;
  /** The first rows that were read, and the origins. */
  readonly starts: Float64Array;
  readonly quantiles: Float64Array;
}

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
  #last: Asked | undefined;

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
    const { quantiles } = this.source.options;
    const all = this.#quantiles(values, origins, begins);
    return Float64Array.from(
      { length: origins.length * this.horizon },
      (_, at) => all[at * quantiles + (quantiles - 1) / 2],
    );
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

  /** [n, horizon, Q], means over the looks. Those that were asked for last are kept: a forecast and its intervals are asked for one after the other. */
  #quantiles(values: Float64Array, origins: ArrayLike<number>, begins?: ArrayLike<number>): Float64Array {
    const firstOf = (origin: number, i: number): number =>
      Math.max(0, origin - (begins === undefined ? this.lookback : Math.min(this.reach, origin - begins[i])));
    const ends = Array.from(origins);
    const starts = Float64Array.from([...ends.map(firstOf), ...ends]);
    const kept = this.#last;
    const isKept =
      kept?.values === values &&
      kept.starts.length === starts.length &&
      kept.starts.every((one, i) => one === starts[i]);
    if (!isKept) this.#last = { values, starts, quantiles: this.#ask(values, ends, starts) };
    return (this.#last as Asked).quantiles;
  }

  #ask(values: Float64Array, origins: readonly number[], starts: Float64Array): Float64Array {
    const { network } = this.source;
    const histories = origins.map((origin, i) => ({
      values: values.subarray(starts[i], origin),
      end: origin - starts[i],
    }));
    const sum = new Float64Array(histories.length * this.horizon * network.quantiles);
    for (const { look, share } of this.looks) {
      const own = new ZeroShot(network, look).forecast(histories, this.horizon);
      for (let at = 0; at < sum.length; at++) sum[at] += share * own[at];
    }
    return sum;
  }
}
