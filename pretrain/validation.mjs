// How good a network is on made series that no training saw: another seed.
import { noGrad, tensor } from "recurra";
import { RECIPE } from "./recipe.mjs";
import { batchesOf } from "./training.mjs";

const SEED = 99;

/** Batches of validation, made once. */
export function validationBatches(count) {
  const at = batchesOf({ seed: SEED, batch: RECIPE.batch });
  return Array.from({ length: count }, (_, step) => at(step));
}

class Sums {
  windows = 0;
  naive = 0;
  error = 0;
  loss = 0;
  inside = 0;

  /** MAE of the median, of the last season repeated, and quantile loss, each in units; the share of rows between the outer quantiles. */
  get scores() {
    const { windows, naive, error, loss, inside } = this;
    return { mae: error / windows, naive: naive / windows, loss: loss / windows, inside: inside / windows };
  }
}

/** Weighted as in training; all windows, those with a season and those without one. */
export function validate(model, batches, quantiles, see = (batch) => batch) {
  const all = new Sums();
  const groups = { seasonal: new Sums(), none: new Sums() };
  const count = quantiles.length;
  const middle = (count - 1) / 2;
  for (const batch of batches) {
    const { x, y, shape, season } = see(batch);
    const outputs = noGrad(() => model.forward(tensor(x, shape.x)).toArray());
    const [size, target] = shape.y;
    const rows = target - 1;
    for (let i = 0; i < size; i++) {
      const weight = y[i * target + rows] / rows;
      let [error, naive, loss, inside] = [0, 0, 0, 0];
      for (let t = 0; t < rows; t++) {
        const value = y[i * target + t];
        const at = (i * rows + t) * count;
        naive += Math.abs(value);
        error += Math.abs(value - outputs[at + middle]);
        if (value >= outputs[at] && value <= outputs[at + count - 1]) inside++;
        for (let k = 0; k < count; k++) {
          const off = value - outputs[at + k];
          loss += (2 * (off > 0 ? quantiles[k] * off : (quantiles[k] - 1) * off)) / count;
        }
      }
      for (const sums of [all, season === undefined ? groups.none : groups.seasonal]) {
        sums.windows++;
        sums.error += error * weight;
        sums.naive += naive * weight;
        sums.loss += loss * weight;
        sums.inside += inside / rows;
      }
    }
  }
  return { ...all.scores, seasonal: groups.seasonal.scores, none: groups.none.scores };
}
