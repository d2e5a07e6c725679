// How well scores tell samples of class 1 from those of class 0, at every threshold. Labels are 0 and 1, scores are any
// numbers, higher for class 1: else OptionError; as many of both and at least one: else ShapeError.
import { sampleVariance } from "../../statistics/variance.ts";
import { normalQuantile } from "../distributions/normal-quantile.ts";
import { levelOf } from "./binomial.ts";
import { requireBinary } from "./labels.ts";

/** A threshold and what calling "1" every sample with at least this score gives. */
export interface RocPoint {
  readonly threshold: number;
  /** Share of class 0 that is called 1. */
  readonly falsePositiveRate: number;
  /** Share of class 1 that is called 1. */
  readonly truePositiveRate: number;
}

/**
 * The receiver operating characteristic: one point for each distinct score, from the highest down, after a first point
 * (0, 0) with threshold Infinity. Samples of equal score enter together. Null when one of the classes has no sample.
 */
export function rocCurve(actual: ArrayLike<number>, scores: ArrayLike<number>): readonly RocPoint[] | null {
  requireBinary("rocCurve", actual, "scores", scores);
  const ones = countOnes(actual);
  const zeros = actual.length - ones;
  if (ones === 0 || zeros === 0) return null;
  const order = ascending(scores).reverse();
  const points: RocPoint[] = [{ threshold: Number.POSITIVE_INFINITY, falsePositiveRate: 0, truePositiveRate: 0 }];
  let hits = 0;
  order.forEach((sample, i) => {
    hits += actual[sample];
    const threshold = scores[sample];
    if (i + 1 < order.length && scores[order[i + 1]] === threshold) return;
    points.push({ threshold, falsePositiveRate: (i + 1 - hits) / zeros, truePositiveRate: hits / ones });
  });
  return points;
}

/**
 * The area under the ROC curve: the share of pairs of a sample of class 1 and one of class 0 in which the first has the
 * higher score, equal scores counting as half (Mann-Whitney's U over the number of pairs). 1/2 is chance.
 * Null when one of the classes has no sample.
 *
 * Source: Hanley and McNeil 1982, Radiology 143(1).
 */
export function auc(actual: ArrayLike<number>, scores: ArrayLike<number>): number | null {
  return areaOf("auc", actual, scores);
}

/** The area; what is refused is so in the name of `caller`. */
function areaOf(caller: string, actual: ArrayLike<number>, scores: ArrayLike<number>): number | null {
  requireBinary(caller, actual, "scores", scores);
  const ones = countOnes(actual);
  const zeros = actual.length - ones;
  if (ones === 0 || zeros === 0) return null;
  const ranks = midranks(scores);
  let sum = 0;
  for (let i = 0; i < actual.length; i++) if (actual[i] === 1) sum += ranks[i];
  return (sum - (ones * (ones + 1)) / 2) / (ones * zeros);
}

/** An area under the ROC curve with its uncertainty. */
export interface AucInterval {
  readonly auc: number;
  readonly low: number;
  readonly high: number;
  readonly standardError: number;
  readonly level: number;
}

/**
 * The area under the ROC curve with the interval of DeLong, DeLong and Clarke-Pearson, cut off at 0 and 1.
 *
 *   V_i = share of class 0 that sample i of class 1 is above (ties half)        W_j = share of class 1 that is above sample j
 *   auc +- z sqrt(var(V) / m + var(W) / n)        m samples of class 1, n of class 0; z the normal quantile of (1 + level) / 2
 *
 * `level` is 0.95 unless given. Null when a class has fewer than two samples, and when the variance is 0: all pairs in the
 * right order, all in the wrong one, or all scores equal tell nothing about the width.
 *
 * Throws OptionError unless the level is above 0 and below 1.
 * Source: DeLong, DeLong and Clarke-Pearson 1988, Biometrics 44(3); by ranks as in Sun and Xu 2014.
 */
export function aucInterval(
  actual: ArrayLike<number>,
  scores: ArrayLike<number>,
  options: { readonly level?: number } = {},
): AucInterval | null {
  const level = levelOf("aucInterval", options);
  const area = areaOf("aucInterval", actual, scores);
  const ones = countOnes(actual);
  const zeros = actual.length - ones;
  if (area === null || ones < 2 || zeros < 2) return null;
  const ranks = midranks(scores);
  let variance = 0;
  for (const [label, own, other] of [
    [1, ones, zeros],
    [0, zeros, ones],
  ] as const) {
    const members = Uint32Array.from({ length: actual.length }, (_, i) => i).filter((i) => actual[i] === label);
    const within = midranks(Float64Array.from(members, (i) => scores[i]));
    // Ranks among all minus ranks among its own class: how many of the other class it is above.
    const shares = Float64Array.from(members, (i, k) => (ranks[i] - within[k]) / other);
    variance += sampleVariance(shares) / own;
  }
  if (variance === 0) return null;
  const standardError = Math.sqrt(variance);
  const reach = -normalQuantile((1 - level) / 2) * standardError;
  return { auc: area, low: Math.max(0, area - reach), high: Math.min(1, area + reach), standardError, level };
}

function countOnes(actual: ArrayLike<number>): number {
  let ones = 0;
  for (let i = 0; i < actual.length; i++) ones += actual[i];
  return ones;
}

/** The samples from the lowest score to the highest. */
function ascending(scores: ArrayLike<number>): Uint32Array {
  const order = Uint32Array.from({ length: scores.length }, (_, i) => i);
  return order.sort((a, b) => (scores[a] < scores[b] ? -1 : scores[a] > scores[b] ? 1 : a - b));
}

/** Ranks from 1; equal scores share the mean of theirs. */
function midranks(scores: ArrayLike<number>): Float64Array {
  const order = ascending(scores);
  const ranks = new Float64Array(scores.length);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && scores[order[end]] === scores[order[start]]) end++;
    for (let i = start; i < end; i++) ranks[order[i]] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}
