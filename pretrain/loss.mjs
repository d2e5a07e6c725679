import { tensor } from "recurra";
import { relu } from "recurra/tensor";

/** The quantile loss of a batch, each window by its weight: the last number of the target. */
export function weightedQuantileLoss(quantiles) {
  const up = quantiles.map((q) => 2 * q);
  const down = quantiles.map((q) => 2 * (1 - q));
  return (prediction, target) => {
    const [batch, rows, count] = prediction.shape;
    const y = target.slice(1, 0, rows).reshape([batch, rows, 1]);
    const weight = target.slice(1, rows, rows + 1).reshape([batch, 1, 1]);
    const above = y.sub(prediction);
    const low = relu(above).mul(tensor(up, [count]));
    const high = relu(above.neg()).mul(tensor(down, [count]));
    return low.add(high).mul(weight).mean();
  };
}
