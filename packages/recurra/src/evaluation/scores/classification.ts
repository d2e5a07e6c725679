// Scores of a classification. Labels are numbers of classes, from 0. What is compared is aligned and has at least one
// sample, else ShapeError; a label that is no class is an OptionError. Sums run in index order.
import { OptionError } from "../../core/errors.ts";
import { log } from "../../core/math.ts";
import { requireOption, whole } from "../../core/option-rules.ts";
import { requireBinary, requireLabels } from "./labels.ts";

const CLASSES = /* @__PURE__ */ whole(1);

/** Share of the samples whose predicted class is the actual one, from 0 to 1. Read it beside {@link majorityClass}. */
export function accuracy(actual: ArrayLike<number>, predicted: ArrayLike<number>): number {
  requireLabels("accuracy", { actual, predicted });
  let right = 0;
  for (let i = 0; i < actual.length; i++) if (actual[i] === predicted[i]) right++;
  return right / actual.length;
}

/** The class that most samples have. */
export interface MajorityClass {
  /** Of classes that are equally frequent, the smallest. */
  readonly label: number;
  readonly count: number;
  /** The base rate: the accuracy of always naming this class. */
  readonly share: number;
}

/** The most frequent class and its share, the accuracy that takes no model. */
export function majorityClass(labels: ArrayLike<number>): MajorityClass {
  requireLabels("majorityClass", { labels });
  const counts = new Map<number, number>();
  for (let i = 0; i < labels.length; i++) counts.set(labels[i], (counts.get(labels[i]) ?? 0) + 1);
  const [label, count] = [...counts].reduce((best, next) =>
    next[1] > best[1] || (next[1] === best[1] && next[0] < best[0]) ? next : best,
  );
  return { label, count, share: count / labels.length };
}

/**
 * How many samples of each class were given each class: matrix[a][p] counts those of class a that were called p.
 *
 * Shapes: [C, C]; C is `classes`, or one more than the largest label. Throws OptionError for a label that is not below C,
 * and for a C that is no count.
 */
export function confusionMatrix(
  actual: ArrayLike<number>,
  predicted: ArrayLike<number>,
  classes?: number,
): readonly (readonly number[])[] {
  requireLabels("confusionMatrix", { actual, predicted });
  let largest = 0;
  for (let i = 0; i < actual.length; i++) largest = Math.max(largest, actual[i], predicted[i]);
  const size = classes === undefined ? largest + 1 : classes;
  requireOption("confusionMatrix", "classes", CLASSES, size);
  if (largest >= size) {
    throw new OptionError(
      "LABEL_CLASS",
      "confusionMatrix",
      `there is a label ${largest}, but ${size} classes are numbered 0 to ${size - 1}`,
      { found: largest },
    );
  }
  const matrix = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  for (let i = 0; i < actual.length; i++) matrix[actual[i]][predicted[i]]++;
  return matrix;
}

/**
 * Mean of -log of the probability that was given to the actual class, of labels 0 and 1 and the probability of 1: the
 * binary cross-entropy. Always giving 1/2 has log 2 = 0.693; always giving the share q of 1 has the entropy of q.
 * Null when an actual class was given probability 0, where it is infinite.
 *
 * Throws OptionError for a label other than 0 and 1, or a probability outside 0 to 1.
 */
export function logLoss(actual: ArrayLike<number>, probabilities: ArrayLike<number>): number | null {
  requireBinary("logLoss", actual, "probabilities", probabilities);
  let sum = 0;
  for (let i = 0; i < actual.length; i++) {
    const p = probabilities[i];
    if (!(p >= 0 && p <= 1)) {
      throw new OptionError("LABEL_SCORE", "logLoss", `probabilities[${i}] is ${p}`, {
        found: p,
        remedies: ["give probabilities from 0 to 1"],
      });
    }
    const given = actual[i] === 1 ? p : 1 - p;
    if (given === 0) return null;
    sum -= log(given);
  }
  return sum / actual.length;
}
