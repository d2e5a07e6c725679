// How good a network is on made series that no training saw: another seed.
import { noGrad, tensor } from "recurra";
import { RECIPE } from "./recipe.mjs";
import { batchesOf } from "./training.mjs";

const SEED = 99;

/** Batches of validation, made once. */
export function validationBatches(count, View) {
  const at = batchesOf({ seed: SEED, batch: RECIPE.batch, View });
  return Array.from({ length: count }, (_, step) => at(step));
}

class Sums {
  windows = 0;
  #naive = 0;
  #error = 0;
  #loss = 0;
  #inside;

  constructor(quantiles) {
    // The innermost interval first.
    this.#inside = new Array((quantiles - 1) / 2).fill(0);
  }

  add({ naive, error, loss, inside }) {
    this.windows++;
    this.#naive += naive;
    this.#error += error;
    this.#loss += loss;
    inside.forEach((share, i) => {
      this.#inside[i] += share;
    });
  }

  /** MAE of the last season repeated and of the median, and quantile loss, each in units; the share of rows in each interval. */
  get scores() {
    const { windows } = this;
    const covered = this.#inside.map((sum) => sum / windows);
    return { windows, naive: this.#naive / windows, mae: this.#error / windows, loss: this.#loss / windows, covered };
  }
}

/** Means over rows of one window, errors times its weight. */
function scoreWindow(values, outputs, quantiles, weight) {
  const count = quantiles.length;
  const side = (count - 1) / 2;
  const rows = values.length;
  const inside = new Array(side).fill(0);
  let [error, naive, loss] = [0, 0, 0];
  for (let t = 0; t < rows; t++) {
    const at = t * count;
    naive += Math.abs(values[t]);
    error += Math.abs(values[t] - outputs[at + side]);
    for (let i = 0; i < side; i++) {
      if (values[t] >= outputs[at + side - 1 - i] && values[t] <= outputs[at + side + 1 + i]) inside[i] += 1 / rows;
    }
    for (let k = 0; k < count; k++) {
      const off = values[t] - outputs[at + k];
      loss += (2 * (off > 0 ? quantiles[k] * off : (quantiles[k] - 1) * off)) / count;
    }
  }
  const share = weight / rows;
  return { naive: naive * share, error: error * share, loss: loss * share, inside };
}

/** Weighted as in training: of all windows, of those with a season, and by season. `see` changes what is read of a batch. */
export function validate(model, batches, quantiles, see = (batch) => batch) {
  const sums = () => new Sums(quantiles.length);
  const [all, seasonal] = [sums(), sums()];
  const bySeason = new Map();
  for (const batch of batches) {
    const { x, y, shape, season } = see(batch);
    if (!bySeason.has(season)) bySeason.set(season, sums());
    const outputs = noGrad(() => model.forward(tensor(x, shape.x)).toArray());
    const [size, target] = shape.y;
    const rows = target - 1;
    const each = rows * quantiles.length;
    for (let i = 0; i < size; i++) {
      const values = y.subarray(i * target, i * target + rows);
      const own = scoreWindow(values, outputs.subarray(i * each, (i + 1) * each), quantiles, y[i * target + rows]);
      for (const one of [all, bySeason.get(season), ...(season === undefined ? [] : [seasonal])]) one.add(own);
    }
  }
  const order = [...bySeason].sort(([a = Number.POSITIVE_INFINITY], [b = Number.POSITIVE_INFINITY]) => a - b);
  return {
    all: all.scores,
    seasonal: seasonal.scores,
    bySeason: new Map(order.map(([season, { scores }]) => [season, scores])),
  };
}
