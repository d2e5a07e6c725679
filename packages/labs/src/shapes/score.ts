// A network's score beside what needs no learning, on the same samples.
import { percent } from "recurra/words";
import { compareErrors } from "../lab/advantage.ts";

/** One way to answer, and how well it does. */
export interface Rated {
  readonly name: string;
  readonly value: number;
  /** The error of each sample that does not depend on the others: a mean squared distance, or the share of wrong answers. */
  readonly errors: Float64Array;
}

/** Errors are better when they are lower, accuracies (shares of right answers) when they are higher. */
export interface Score {
  readonly kind: "error" | "accuracy";
  /** What is measured, and where: "RMS distance from the true place, frames 2 to 10". */
  readonly measure: string;
  readonly network: Rated;
  /** Other networks on the same samples. */
  readonly others: readonly Rated[];
  /** Answers without learning. */
  readonly naive: readonly [Rated, ...Rated[]];
  /** Answers that were scored. */
  readonly samples: number;
}

/** The naive answer that does best. */
export function findBestNaive({ kind, naive }: Score): Rated {
  const better = (a: Rated, b: Rated) => (kind === "error" ? a.value < b.value : a.value > b.value);
  return naive.reduce((best, one) => (better(one, best) ? one : best));
}

/** What is left of the best naive answer's error: 0 is perfect, 1 is no better. */
export function measureErrorLeft(score: Score, rated: Rated = score.network): number {
  const error = ({ value }: Rated) => (score.kind === "error" ? value : 1 - value);
  return error(rated) / error(findBestNaive(score));
}

/** Whether an answer makes at least a tenth less error than the best naive one, and by more than chance. */
export function hasLearned(score: Score, rated: Rated = score.network): boolean {
  return (
    measureErrorLeft(score, rated) < 0.9 &&
    compareErrors(rated.errors, findBestNaive(score).errors).outcome === "better"
  );
}

/** An answer that is right in some samples. */
export function rateRight(name: string, right: readonly boolean[]): Rated {
  const errors = Float64Array.from(right, (one) => (one ? 0 : 1));
  return { name, value: right.filter((one) => one).length / right.length, errors };
}

/** An answer that is right in this share of the samples, whatever they are. */
export function rateChance(name: string, share: number, samples: number): Rated {
  return { name, value: share, errors: new Float64Array(samples).fill(1 - share) };
}

/** "0.154" or "98.7%". */
export function formatValue({ kind }: Score, { value }: Rated): string {
  return kind === "error" ? value.toFixed(3) : percent(value, 1);
}

/** "stays 0.154, straight on 0.105". */
export function listRated(score: Score, rated: readonly Rated[]): string {
  return rated.map((one) => `${one.name} ${formatValue(score, one)}`).join(", ");
}
