// How much of a forecast is the network's, and how much the linear path's: what validation shows, with the benefit of the doubt for the
// simpler one.

/** Mean absolute errors on the validation windows, in the target's units. */
export interface PartErrors {
  readonly network: number;
  readonly linear: number;
  /** Of the mean of both forecasts. */
  readonly both: number;
}

/** The share of the linear path's error that the network must take off before any of the forecast is its own. */
const WORTH = 0.01;
/** The share of the error of both together that it must take off to stand alone: the mean of two forecasts is the surer one. */
const ALONE = 0.05;

export function partErrors(truth: Float64Array, network: Float64Array, linear: Float64Array): PartErrors {
  const sums = { network: 0, linear: 0, both: 0 };
  for (let i = 0; i < truth.length; i++) {
    sums.network += Math.abs(network[i] - truth[i]);
    sums.linear += Math.abs(linear[i] - truth[i]);
    sums.both += Math.abs((network[i] + linear[i]) / 2 - truth[i]);
  }
  const count = Math.max(1, truth.length);
  return { network: sums.network / count, linear: sums.linear / count, both: sums.both / count };
}

/** The share of the network: 0, one half, or 1. */
export function networkShare({ network, linear, both }: PartErrors): 0 | 0.5 | 1 {
  const best = Math.min(network, both);
  if (!(best < (1 - WORTH) * linear)) return 0;
  return network < (1 - ALONE) * both ? 1 : 0.5;
}
