// Forecasts of many histories at once: those that are seen in the same way go through the network together.

import type { SeasonNetwork } from "../nn/networks/season-network.ts";
import { LONG_ROWS } from "../zero-shot/short-histories.ts";
import { type LookTrial, looksOf, lookTrial, sharesOfLooks, type WeighedLook } from "../zero-shot/weigh-looks.ts";
import { type History, type Look, ZeroShot } from "../zero-shot/zero-shot.ts";
import { intervalFactors } from "./interval-factors.ts";
import type { KnownRows } from "./known-rows.ts";

/** The forecast of one history. */
export interface HistoryForecast {
  /** [horizon, Q], in the units of the history. */
  readonly quantiles: Float64Array;
  readonly looks: readonly WeighedLook[];
  /** How much wider than the network's own the intervals of each level are to be. */
  readonly factors: readonly number[];
}

/** A history, and the ways in which it is seen. */
interface SeenHistory extends History {
  readonly looks: readonly WeighedLook[];
}

/** What the ways to see a history are found from: its rows, without a gap, and those of the seasons that it may have. */
type Rows = Pick<KnownRows, "values" | "seasons">;

/** A history whose own last rows have been forecast in all ways. */
interface Weighed {
  readonly values: Float64Array;
  readonly all: readonly Look[];
  readonly trial: LookTrial;
  /** Of each way, [origins, rows, Q]. */
  readonly own: readonly Float64Array[];
  readonly looks: readonly WeighedLook[];
}

/** Histories to be seen in one way. */
interface Asked {
  readonly look: Look;
  readonly histories: readonly History[];
  /** Rows of each forecast. */
  readonly rows: number;
}

/** Forecasts histories by one network, which must be in the state of evaluation. */
export class ManyHistories {
  readonly #network: SeasonNetwork;
  readonly #shots = new Map<string, ZeroShot>();

  constructor(network: SeasonNetwork) {
    this.#network = network;
  }

  /** Of each the ways to see it that suit it, as forecasts of its own last rows tell. */
  weigh(known: readonly Rows[], horizon: number): Weighed[] {
    const trials = known.map(({ values, seasons }) => {
      const end = values.length;
      const looks = looksOf(values, end, seasons);
      return { values, looks, trial: lookTrial(looks, end, horizon) };
    });
    const asked = trials.flatMap(({ values, looks, trial: { origins, rows } }) => {
      const histories = origins.map((end) => ({ values, end }));
      return looks.map((look): Asked => ({ look, histories, rows }));
    });
    const found = this.#quantiles(asked)[Symbol.iterator]();
    return trials.map(({ values, looks, trial }) => {
      const own = looks.map(() => found.next().value as Float64Array);
      return { values, own, trial, all: looks, looks: sharesOfLooks(looks, own, trial, values) };
    });
  }

  /** Of each the mean of the ways in which it is seen, [horizon, Q]. */
  see(histories: readonly SeenHistory[], horizon: number): Float64Array[] {
    const asked = histories.flatMap(({ values, end, looks }) =>
      looks.map(({ look }): Asked => {
        const { least } = look;
        return { look, histories: [{ values, end, ...(least !== undefined && { least }) }], rows: horizon };
      }),
    );
    const found = this.#quantiles(asked)[Symbol.iterator]();
    return histories.map(({ looks }) => mixed(looks.map(({ share }) => [share, found.next().value as Float64Array])));
  }

  /** Of each the mean of the ways to see it that suit it, with what the forecasts of its own last rows say of its intervals. */
  forecast(known: readonly Rows[], horizon: number, levels: readonly number[]): HistoryForecast[] {
    const weighed = this.weigh(known, horizon);
    const ahead = this.see(
      weighed.map(({ values, looks }) => ({ values, end: values.length, looks })),
      horizon,
    );
    return weighed.map(({ values, own, trial, all, looks }, i) => {
      const before = mixed(looks.map(({ look, share }) => [share, own[all.indexOf(look)]]));
      return { quantiles: ahead[i], looks, factors: factorsOf(before, trial, values, levels) };
    });
  }

  /** The quantiles of each that is asked for [histories, rows, Q]. */
  #quantiles(asked: readonly Asked[]): Float64Array[] {
    const ways = new Map<ZeroShot, Map<number, number[]>>();
    asked.forEach(({ look, rows, histories }, at) => {
      if (histories.length === 0) return;
      const shot = this.#shot(look);
      const byBlocks = ways.get(shot) ?? new Map<number, number[]>();
      ways.set(shot, byBlocks);
      const blocks = Math.ceil(rows / shot.block);
      const places = byBlocks.get(blocks);
      if (places === undefined) byBlocks.set(blocks, [at]);
      else places.push(at);
    });
    const found: Float64Array[] = asked.map(() => new Float64Array(0));
    const { quantiles } = this.#network;
    for (const [shot, byBlocks] of ways) {
      for (const places of byBlocks.values()) {
        const rows = places.reduce((most, at) => Math.max(most, asked[at].rows), 0);
        const all = shot.forecast(
          places.flatMap((at) => asked[at].histories),
          rows,
        );
        let from = 0;
        for (const at of places) {
          const own = asked[at];
          const size = own.rows * quantiles;
          found[at] = new Float64Array(own.histories.length * size);
          for (let i = 0; i < own.histories.length; i++, from += rows * quantiles) {
            found[at].set(all.subarray(from, from + size), i * size);
          }
        }
      }
    }
    return found;
  }

  #shot({ season, form }: Look): ZeroShot {
    const key = `${season} ${form}`;
    const shot = this.#shots.get(key) ?? new ZeroShot(this.#network, { season, form });
    this.#shots.set(key, shot);
    return shot;
  }
}

/** The sum of quantiles times their shares. */
function mixed(parts: readonly (readonly [share: number, quantiles: Float64Array])[]): Float64Array {
  const sum = new Float64Array(parts[0][1].length);
  for (const [share, quantiles] of parts) {
    for (let at = 0; at < sum.length; at++) sum[at] += share * quantiles[at];
  }
  return sum;
}

/** By what origins tell that see enough: of shorter histories the network's own word is widened by other factors. */
function factorsOf(
  quantiles: Float64Array,
  { origins, rows }: LookTrial,
  values: Float64Array,
  levels: readonly number[],
): number[] {
  // The latest origin, which sees most, is the first.
  const far = origins.filter((origin) => origin >= LONG_ROWS);
  const truth = new Float64Array(far.length * rows);
  far.forEach((origin, i) => {
    truth.set(values.subarray(origin, origin + rows), i * rows);
  });
  const seen = quantiles.subarray(0, (quantiles.length / Math.max(1, origins.length)) * far.length);
  return intervalFactors(seen, truth, far.length, levels);
}
