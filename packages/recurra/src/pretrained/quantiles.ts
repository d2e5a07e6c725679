/** The quantiles of a forecast that the pretrained network gives, the median in the middle. */
export const PRETRAINED_QUANTILES: readonly number[] = [0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975];
