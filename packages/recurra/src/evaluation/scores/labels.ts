// What the scores of a classification take: a class for each sample, as a whole number from 0.

import { OptionError, ShapeError } from "../../core/errors.ts";
import { NUMBERS, requireOption } from "../../core/option-rules.ts";

/** Throws ShapeError unless both are as many and at least one, OptionError for labels that are no classes. */
export function requireLabels(score: string, lists: Readonly<Record<string, ArrayLike<number>>>): void {
  requirePairs(score, lists);
  for (const [name, labels] of Object.entries(lists)) {
    for (let i = 0; i < labels.length; i++) requireClass(score, name, labels, i);
  }
}

/** Throws unless `actual` has a label of 0 or 1 for each of as many numbers that are not NaN. */
export function requireBinary(score: string, actual: ArrayLike<number>, name: string, values: ArrayLike<number>): void {
  requirePairs(score, { actual, [name]: values });
  for (let i = 0; i < actual.length; i++) {
    if (actual[i] !== 0 && actual[i] !== 1) {
      throw new OptionError("LABEL_CLASS", score, `actual[${i}] is ${actual[i]}, but a label is 0 or 1 here`, {
        found: actual[i],
      });
    }
    if (Number.isNaN(values[i])) {
      throw new OptionError("LABEL_SCORE", score, `${name}[${i}] is NaN`, {
        found: values[i],
        remedies: ["give a number for each sample"],
      });
    }
  }
}

function requirePairs(score: string, lists: Readonly<Record<string, ArrayLike<number>>>): void {
  for (const [name, values] of Object.entries(lists)) requireOption(score, name, NUMBERS, values);
  const sizes = Object.values(lists).map((labels) => labels.length);
  if (sizes[0] > 0 && sizes.every((size) => size === sizes[0])) return;
  const found = Object.entries(lists).map(([name, labels]) => `${name} has ${labels.length}`);
  throw new ShapeError("METRIC_LENGTH", score, `${found.join(", ")} samples`, {
    remedies: ["give as many in each, and at least one"],
  });
}

function requireClass(score: string, name: string, labels: ArrayLike<number>, i: number): void {
  if (Number.isSafeInteger(labels[i]) && labels[i] >= 0) return;
  throw new OptionError(
    "LABEL_CLASS",
    score,
    `${name}[${i}] is ${labels[i]}, but a label is the number of a class, from 0`,
    { found: labels[i] },
  );
}
