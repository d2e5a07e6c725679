// Forecasts of histories that the network was not trained on: many at once, of each all its quantiles.

import { COPY } from "../core/copy.ts";
import { exp, log } from "../core/math.ts";
import {
  COUNT,
  checkOptions,
  list,
  type OptionRule,
  PLACE,
  POSITIVE,
  part,
  requireArguments,
  whole,
  word,
} from "../core/option-rules.ts";
import { SEASONS_AHEAD, SEASONS_BACK } from "../nn/networks/season-layout.ts";
import type { SeasonNetwork } from "../nn/networks/season-network.ts";
import { noGrad, tensor } from "../tensor/index.ts";
import { NETWORK } from "./network-rule.ts";
import { SeasonView } from "./season-view.ts";
import { SharedLogs } from "./shared-logs.ts";
import { shortFactor } from "./short-histories.ts";

/** How a history is looked at. */
export interface Look {
  /** Rows of a season; undefined for none. */
  readonly season: number | undefined;
  /** Whether values are read, their logarithms, or values of a random walk: its forecast is the last value, and the network says how far it spreads. */
  readonly form: "values" | "logs" | "still";
  /** Of logarithms: the smallest value that one is taken of, above 0; what is smaller counts as it. */
  readonly least?: number;
}

/** Rows before `end` of some values. */
export interface History {
  readonly values: Float64Array;
  readonly end: number;
  /** As that of a look, of this history alone. */
  readonly least?: number;
}

/** What the network sees of a history. */
interface Seen {
  readonly values: Float64Array;
  /** Where the forecast begins. */
  end: number;
  /** Rows that are known. */
  readonly rows: number;
}

/** Histories that go through the network at once. */
const BATCH = 64;
/** Logarithms of a forecast that are taken back, at most: where they end is beyond any series. */
const MOST_LOG = 700;

/** Sees histories in one way, and forecasts them. */
const LOOKS = { season: whole(2), form: word("values", "logs", "still"), least: POSITIVE };
export const LOOK: OptionRule<Look> = /* @__PURE__ */ part("a look, { season, form }", "form");
const HISTORIES: OptionRule<ArrayLike<History>> = /* @__PURE__ */ list(
  "a list of histories, { values, end }",
  (one): one is History =>
    (one as Partial<History> | null)?.values instanceof Float64Array && PLACE.fits((one as History).end),
);

export class ZeroShot {
  readonly look: Look;
  readonly #network: SeasonNetwork;
  readonly #view: SeasonView;

  constructor(network: SeasonNetwork, look: Look) {
    requireArguments("ZeroShot", { network: NETWORK, look: LOOK }, network, look);
    checkOptions("ZeroShot", look, LOOKS, ["form"]);
    this.look = look;
    this.#network = network;
    this.#view = new SeasonView(look.season);
  }

  /** @internal */
  get recurraCopy(): typeof COPY {
    return COPY;
  }

  /** Rows that are forecast at once. */
  get block(): number {
    return SEASONS_AHEAD * this.#view.layout.rows;
  }

  /**
   * Quantiles [n, horizon, Q] of the rows after each history, in its own units. Beyond two seasons the network goes on from its own medians, and spreads add as
   * those of independent errors do. Those of short histories are widened. Histories must be finite, and of one row at least.
   */
  forecast(histories: readonly History[], horizon: number): Float64Array {
    requireArguments("ZeroShot", { histories: HISTORIES, horizon: COUNT }, histories, horizon);
    const { quantiles: count } = this.#network;
    const out = new Float64Array(histories.length * horizon * count);
    const logs = this.look.form === "logs" && this.look.least ? new SharedLogs(histories, this.look.least) : undefined;
    for (let from = 0; from < histories.length; from += BATCH) {
      const batch = histories.slice(from, from + BATCH).map((history) => this.#window(history, horizon, logs));
      for (let done = 0; done < horizon; done += this.block) {
        const rows = Math.min(this.block, horizon - done);
        this.#block(batch, rows, done, (at) => (from + at) * horizon * count, out);
      }
    }
    if (this.look.form === "still") standStill(out, histories, horizon, count);
    if (this.look.form === "logs") {
      for (let at = 0; at < out.length; at++) out[at] = exp(Math.min(MOST_LOG, out[at]));
      holdBack(out, histories, horizon, count);
    }
    goOnAsOne(out, histories, horizon, count);
    return out;
  }

  /** What the network can see of a history, with room for what it forecasts of it but for the last block. */
  #window({ values, end, least: own }: History, horizon: number, logs: SharedLogs | undefined): Seen {
    const { rows } = this.#view.layout;
    const first = Math.max(0, end - (SEASONS_BACK + 1) * rows);
    const room = horizon <= this.block ? 0 : horizon;
    const window = new Float64Array(end - first + room);
    const known = logs?.of(values.subarray(first, end));
    window.set(known ?? values.subarray(first, end));
    if (known) return { values: window, end: end - first, rows: end - first };
    const { form, least = own ?? Number.MIN_VALUE } = this.look;
    if (form === "logs") for (let row = 0; row < end - first; row++) window[row] = log(Math.max(least, window[row]));
    return { values: window, end: end - first, rows: end - first };
  }

  #block(batch: Seen[], rows: number, done: number, startOf: (at: number) => number, out: Float64Array): void {
    const { layout } = this.#view;
    const { quantiles: count } = this.#network;
    const x = new Float32Array(batch.length * layout.end);
    const bases = batch.map(({ values, end }, at) => this.#view.write(values, end, x, at * layout.end));
    const y = noGrad(() => this.#network.forward(tensor(x, [batch.length, layout.end])).toArray());
    const middle = (count - 1) / 2;
    batch.forEach((window, at) => {
      const { season, unit } = bases[at];
      const start = startOf(at);
      for (let row = 0; row < rows; row++) {
        const from = (at * this.block + row) * count;
        const to = start + (done + row) * count;
        const median = season[row % layout.rows] + unit * y[from + middle];
        // What the block before spread at this row, or at its last one if that is more, adds to what this one does.
        const before = done === 0 ? -1 : to - this.block * count;
        const end = start + (done - 1) * count;
        const wider = unit * shortFactor(window.rows, this.look.season, done + row);
        for (let q = 0; q < count; q++) {
          const own = wider * (y[from + q] - y[from + middle]);
          const past =
            before < 0
              ? 0
              : Math.max(Math.abs(out[before + q] - out[before + middle]), Math.abs(out[end + q] - out[end + middle]));
          const spread = Math.sqrt(own * own + past * past);
          out[to + q] = median + (q < middle ? -spread : q > middle ? spread : 0);
        }
        if (window.end < window.values.length) window.values[window.end + row] = median;
      }
      window.end += rows;
    });
  }
}

/** Moves quantiles [n, horizon, Q] so that their medians are the last value of each history. */
function standStill(out: Float64Array, histories: readonly History[], horizon: number, count: number): void {
  histories.forEach(({ values, end }, at) => {
    for (let from = at * horizon * count; from < (at + 1) * horizon * count; from += count) {
      const moved = values[end - 1] - out[from + (count - 1) / 2];
      for (let q = 0; q < count; q++) out[from + q] += moved;
      out[from + (count - 1) / 2] = values[end - 1];
    }
  });
}

/** How many times what a history ranged over an upper quantile may lie above its median. */
const RANGES = 4;

/**
 * Powers of what spreads in logarithms know no end: an upper quantile is held within four times what the history ranged over, and more by the share that
 * the horizon has of it, from the median; and by how far the median itself is from the last value.
 */
function holdBack(out: Float64Array, histories: readonly History[], horizon: number, count: number): void {
  const middle = (count - 1) / 2;
  histories.forEach(({ values, end }, at) => {
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let row = 0; row < end; row++) {
      if (values[row] < least) least = values[row];
      if (values[row] > most) most = values[row];
    }
    const range = RANGES * (most - least) * (1 + horizon / end);
    for (let from = at * horizon * count; from < (at + 1) * horizon * count; from += count) {
      const median = out[from + middle];
      const top = median + range + Math.abs(median - values[end - 1]);
      for (let q = middle + 1; q < count; q++) if (out[from + q] > top) out[from + q] = top;
    }
  });
}

/** A history of one value goes on as it is, to the bit. */
function goOnAsOne(out: Float64Array, histories: readonly History[], horizon: number, count: number): void {
  histories.forEach(({ values, end }, at) => {
    for (let row = 1; row < end; row++) if (values[row] !== values[0]) return;
    out.fill(values[0], at * horizon * count, (at + 1) * horizon * count);
  });
}
