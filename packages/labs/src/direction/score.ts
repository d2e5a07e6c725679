// How good the calls of a network are, beside what takes no network.
import {
  type AucInterval,
  accuracy,
  auc,
  aucInterval,
  type BinomialInterval,
  binomialInterval,
  confusionMatrix,
  logLoss,
  type MajorityClass,
  type McNemar,
  majorityClass,
  mcnemarTest,
  type RocPoint,
  rocCurve,
} from "recurra/evaluation";
import { judgeDifference } from "../lab/advantage.ts";

/** A call, up (1) or not (0), for every test day, and how often it was right. */
export interface Called {
  readonly right: BinomialInterval;
  /** matrix[a][p]: days of class a that were called p. */
  readonly confusion: readonly (readonly number[])[];
}

/** A network's calls. It says "up" from a probability of 1/2 on. */
export interface Scored extends Called {
  /** Of "up", for every test day. */
  readonly probabilities: Float32Array;
  readonly auc: number;
  /** Null where the probabilities are all the same, or rank the days perfectly. */
  readonly area: AucInterval | null;
  readonly curve: readonly RocPoint[];
  /** Infinite, told as null, where it was certain and wrong. */
  readonly logLoss: number | null;
  /** Against always naming the more frequent class. */
  readonly againstBase: McNemar;
  readonly verdict: "better" | "chance" | "worse";
}

/** What can be had without a network, on the same days. */
export interface Baselines {
  /** The more frequent class of the test days. Its share is the base rate. */
  readonly base: MajorityClass;
  /** Always naming the more frequent class of the training days. */
  readonly training: Called & { readonly label: number };
  /** The direction of the day before. */
  readonly dayBefore: Called;
  /** The log loss of always giving the share of rising training days. */
  readonly logLoss: number | null;
}

export function scoreBaselines(
  actual: readonly number[],
  before: readonly number[],
  trainingLabels: readonly number[],
): Baselines {
  const { label } = majorityClass(trainingLabels);
  const up = trainingLabels.filter((value) => value === 1).length / trainingLabels.length;
  return {
    base: majorityClass(actual),
    training: { label, ...rateCalls(actual, constant(actual, label)) },
    dayBefore: rateCalls(actual, before),
    logLoss: logLoss(actual, constant(actual, up)),
  };
}

/**
 * Scores a network's probabilities. It counts as better or worse than the base rate when the paired test says so at
 * 5%, shared among the `networks` that are tried.
 */
export function scoreCalls(
  actual: readonly number[],
  probabilities: Float32Array,
  base: MajorityClass,
  networks: number,
): Scored {
  const calls = Array.from(probabilities, (probability) => Number(probability >= 0.5));
  const againstBase = mcnemarTest(actual, calls, constant(actual, base.label));
  const { firstOnly, secondOnly, p } = againstBase;
  const outcome = judgeDifference(secondOnly - firstOnly, p, networks);
  return {
    ...rateCalls(actual, calls),
    probabilities,
    auc: auc(actual, probabilities)!,
    area: aucInterval(actual, probabilities),
    curve: rocCurve(actual, probabilities)!,
    logLoss: logLoss(actual, probabilities),
    againstBase,
    verdict: outcome === "even" ? "chance" : outcome,
  };
}

function rateCalls(actual: readonly number[], calls: readonly number[]): Called {
  const right = Math.round(accuracy(actual, calls) * actual.length);
  return { right: binomialInterval(right, actual.length)!, confusion: confusionMatrix(actual, calls, 2) };
}

function constant(like: readonly number[], value: number): number[] {
  return like.map(() => value);
}
