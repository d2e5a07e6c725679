// Windows of made series, as batches that a SeasonNetwork trains on: each of one season, so that places become rows in the same way.
import { Generator } from "recurra/core";
import { madeSeries } from "recurra/made";
import { SEASONS_AHEAD, SEASONS_BACK, SeasonView } from "recurra/pretrained";

/** How often each season comes up. */
const OFTEN = [
  [24, 0.26],
  [12, 0.15],
  [7, 0.12],
  [4, 0.07],
  [48, 0.05],
  [52, 0.05],
  [96, 0.03],
  [168, 0.04],
  [undefined, 0.23],
];

/** Seasons that batches are of. */
export const SEASONS = OFTEN.map(([season]) => season);

/** Windows that are taken of one series. */
const EACH = 3;

/** Mean absolute difference of what came and the base repeated, in units: how hard a window is for the naive forecast. */
function naiveError(values, from, { season, unit }) {
  let sum = 0;
  const count = SEASONS_AHEAD * season.length;
  for (let i = 0; i < count; i++) sum += Math.abs(values[from + i] - season[i % season.length]);
  return sum / count / unit;
}

export class Batches {
  #views = new Map();
  #View;

  /** `View`: what writes a history as a row of numbers. */
  constructor({ seed, size, View = SeasonView }) {
    this.seed = seed;
    this.size = size;
    this.#View = View;
  }

  /** Batch number `step`: x [size, layout.end] and y [size, 2 season + 1], the last number of y the weight of the window. */
  at(step) {
    const draws = new Generator(this.seed).stream("pretrain batches", step);
    let left = draws.uniform(0);
    let season = OFTEN[OFTEN.length - 1][0];
    for (const [one, share] of OFTEN) {
      if (left < share) {
        season = one;
        break;
      }
      left -= share;
    }
    if (!this.#views.has(season)) this.#views.set(season, new this.#View(season));
    const view = this.#views.get(season);
    const { rows, end } = view.layout;
    const ahead = SEASONS_AHEAD * rows;
    const x = new Float32Array(this.size * end);
    const y = new Float32Array(this.size * (ahead + 1));
    const length = (SEASONS_BACK + SEASONS_AHEAD) * rows;
    let draw = 1;
    let values;
    for (let i = 0; i < this.size; i++) {
      if (i % EACH === 0) {
        const index = step * Math.ceil(this.size / EACH) + i / EACH;
        ({ values } = madeSeries({ seed: this.seed, index, season: season ?? "none", rows: length }));
      }
      // A history of two to sixteen seasons, and where it ends: anywhere that leaves so much before and the horizon after.
      const seasons =
        2 + (SEASONS_BACK - 2) * draws.uniform(draw++) * (draws.uniform(draw++) < 0.5 ? 1 : draws.uniform(draw++));
      const history = Math.floor(seasons * rows);
      const start = Math.floor(draws.uniform(draw++) * (length - ahead - history + 1));
      const window = values.subarray(start, start + history + ahead);
      const base = view.write(window, history, x, i * end);
      for (let t = 0; t < ahead; t++) {
        y[i * (ahead + 1) + t] = Math.max(
          -100,
          Math.min(100, (window[history + t] - base.season[t % rows]) / base.unit),
        );
      }
      y[i * (ahead + 1) + ahead] = 1 / (0.7 + 0.3 * Math.min(8, naiveError(window, history, base)));
    }
    return { season, x, y, shape: { x: [this.size, end], y: [this.size, ahead + 1] } };
  }
}
