import { normalQuantile } from "../evaluation/distributions/normal-quantile.ts";

/** The quantiles that the outputs of a pretrained network are, the median in the middle. */
export const PRETRAINED_QUANTILES: readonly number[] = [0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975];

const PLACES: readonly number[] = /* @__PURE__ */ PRETRAINED_QUANTILES.map((share) => normalQuantile(share));

/**
 * The quantile of a share between those of the network, ascending: linear between two of them in z, how far a normal distribution has its own
 * quantiles; beyond the outermost on the line through the last two.
 */
export function quantileBetween(quantiles: ArrayLike<number>, share: number): number {
  const z = normalQuantile(share);
  let upper = 1;
  while (upper < PLACES.length - 1 && PLACES[upper] < z) upper++;
  const [from, to] = [PLACES[upper - 1], PLACES[upper]];
  return quantiles[upper - 1] + ((z - from) / (to - from)) * (quantiles[upper] - quantiles[upper - 1]);
}
