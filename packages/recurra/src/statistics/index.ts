// recurra/statistics: what sums up lists of numbers. Sums run in the order of the list, so that the same list gives the same bits.
export { bisect } from "./bisect.ts";
export { mean, meanOf } from "./mean.ts";
export { median, upperMedian } from "./median.ts";
export { quantileSorted } from "./quantile.ts";
export { sampleVariance, variance } from "./variance.ts";
