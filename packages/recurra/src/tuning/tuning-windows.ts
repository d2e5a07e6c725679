// Windows of one's own series as the pretrained network sees them when it forecasts: in each of the ways that suit the rows, by how much it counts.

import { log } from "../core/math.ts";
import type { Generator } from "../core/random.ts";
import { SEASONS_AHEAD, SEASONS_BACK } from "../nn/networks/season-layout.ts";
import { tensor } from "../tensor/index.ts";
import type { Batch } from "../training/index.ts";
import { SeasonView } from "../zero-shot/season-view.ts";
import type { WeighedLook } from "../zero-shot/weigh-looks.ts";
import type { Look } from "../zero-shot/zero-shot.ts";
import { targetOf, weightOf } from "./tuning-loss.ts";

/** Windows of a training step. */
const BATCH = 64;
/** Windows of an epoch at most, of all ways together. */
const EPOCH_WINDOWS = 2048;
/** Of fewer windows nothing is learned. */
const LEAST_WINDOWS = 16;
/** Seasons that lie before a window at least, where a third of the rows holds so many. */
const SEASONS_NEEDED = 2;

/** Rows of which windows are made, and from where on a forecast may start. */
export interface TuningPart {
  readonly values: Float64Array;
  /** The first rows to forecast of windows with so many rows before, and so many to forecast. */
  readonly originsOf: (back: number, ahead: number) => Uint32Array;
}

interface TuningRows {
  readonly training: TuningPart;
  /** Not given where nothing is chosen. */
  readonly validation: TuningPart | undefined;
  /** Rows that are learned from. */
  readonly rows: number;
  /** The row from which there is no gap before another one. */
  readonly beginOf: (origin: number) => number;
}

/** A way to see rows, and its windows. */
interface SeenWindows {
  readonly look: Look;
  readonly share: number;
  readonly view: SeasonView;
  /** Rows that are learned of each window. */
  readonly ahead: number;
  readonly training: Uint32Array;
  readonly validation: Uint32Array;
  /** Training windows of an epoch. */
  readonly count: number;
}

const NONE = /* @__PURE__ */ new Uint32Array();

export class TuningWindows {
  readonly #seen: readonly SeenWindows[];
  readonly #rows: TuningRows;

  constructor(looks: readonly WeighedLook[], horizon: number, rows: TuningRows) {
    this.#rows = rows;
    this.#seen = looks.map(({ look, share }) => {
      const view = new SeasonView(look.season);
      const ahead = Math.min(horizon, SEASONS_AHEAD * view.layout.rows);
      const back = Math.max(1, Math.min(SEASONS_NEEDED * view.layout.rows, Math.floor(rows.rows / 3)));
      const training = rows.training.originsOf(back, ahead);
      const validation = rows.validation?.originsOf(back, ahead) ?? NONE;
      const count = Math.min(training.length, Math.ceil(share * EPOCH_WINDOWS));
      return { look, share, view, ahead, training, validation, count };
    });
  }

  /** Whether there are windows enough to learn from, and some to choose by where that is wanted. */
  get suffice(): boolean {
    const windows = (of: (seen: SeenWindows) => number): number =>
      this.#seen.reduce((most, seen) => Math.max(most, of(seen)), 0);
    const chooses = this.#rows.validation !== undefined;
    return (
      windows(({ training }) => training.length) >= LEAST_WINDOWS &&
      (!chooses || windows(({ validation }) => validation.length) > 0)
    );
  }

  /** Batches of an epoch. */
  get batches(): number {
    return this.#seen.reduce((sum, { count }) => sum + Math.ceil(count / BATCH), 0);
  }

  /** The training windows of an epoch, in an order that depends on the generator's seed and the epoch alone. */
  *shuffled(generator: Generator, epoch: number): Iterable<Batch> {
    const { values } = this.#rows.training;
    const parts = this.#seen.flatMap((seen, at) => {
      const order = generator.stream(`tuning ${at}`, epoch).permutation(seen.training.length);
      const origins = Uint32Array.from(order.slice(0, seen.count), (window) => seen.training[window] as number);
      return cut(origins).map((some) => ({ seen, some }));
    });
    for (const at of generator.stream("tuning batches", epoch).permutation(parts.length)) {
      const { seen, some } = parts[at] as (typeof parts)[number];
      yield this.#batch(seen, values, some, 1);
    }
  }

  /** The validation windows: each way counts by its share. */
  *validating(): Iterable<Batch> {
    const { validation } = this.#rows;
    if (validation === undefined) return;
    for (const seen of this.#seen) {
      const weight = seen.share * this.#seen.length;
      for (const some of cut(seen.validation)) yield this.#batch(seen, validation.values, some, weight);
    }
  }

  #batch({ look, view, ahead }: SeenWindows, values: Float64Array, origins: Uint32Array, weight: number): Batch {
    const { rows, end } = view.layout;
    const x = new Float32Array(origins.length * end);
    const y = new Float32Array(origins.length * (ahead + 1));
    origins.forEach((origin, at) => {
      const begin = Math.max(this.#rows.beginOf(origin), origin - (SEASONS_BACK + 1) * rows);
      const window = seenAs(look, values.subarray(begin, origin + ahead));
      const history = origin - begin;
      const { season, unit } = view.write(window, history, x, at * end);
      const to = at * (ahead + 1);
      let error = 0;
      for (let row = 0; row < ahead; row++) {
        const target = targetOf(window[history + row] as number, season[row % rows] as number, unit);
        y[to + row] = target;
        error += Math.abs(target);
      }
      y[to + ahead] = weight * weightOf(error / ahead);
    });
    return { x: tensor(x, [origins.length, end]), y: tensor(y, [origins.length, ahead + 1]) };
  }
}

function seenAs({ form, least = Number.MIN_VALUE }: Look, values: Float64Array): Float64Array {
  return form === "logs" ? values.map((value) => log(Math.max(least, value))) : values;
}

function cut(origins: Uint32Array): Uint32Array[] {
  const parts: Uint32Array[] = [];
  for (let at = 0; at < origins.length; at += BATCH) parts.push(origins.subarray(at, at + BATCH));
  return parts;
}
