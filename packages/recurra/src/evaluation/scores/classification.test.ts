import { expect, test } from "vitest";
import { accuracy, confusionMatrix, logLoss, majorityClass } from "./classification.ts";

const actual = [0, 0, 1, 1, 0, 1, 0, 1, 1, 0];
const scores = [0.1, 0.4, 0.35, 0.8, 0.4, 0.4, 0.7, 0.7, 0.9, 0.1];
const predicted = scores.map((score) => (score >= 0.5 ? 1 : 0));

test("accuracy is the share of right predictions", () => {
  expect(accuracy(actual, predicted)).toBe(0.7);
  expect(accuracy([2, 1, 0], [2, 1, 1])).toBeCloseTo(2 / 3, 15);
});

test("a confusion matrix has a row for each actual class and a column for each predicted one", () => {
  // scikit-learn 1.9.1: confusion_matrix(actual, predicted)
  expect(confusionMatrix(actual, predicted)).toEqual([
    [4, 1],
    [2, 3],
  ]);
  expect(confusionMatrix([0, 2, 2], [0, 0, 1])).toEqual([
    [1, 0, 0],
    [0, 0, 0],
    [1, 1, 0],
  ]);
});

test("a confusion matrix has as many classes as are asked for, also where none is met", () => {
  expect(confusionMatrix([1], [1], 2)).toEqual([
    [0, 0],
    [0, 1],
  ]);
  expect(() => confusionMatrix([0, 2], [0, 1], 2)).toThrow(
    "confusionMatrix: there is a label 2, but 2 classes are numbered 0 to 1.",
  );
});

test("the majority class is the most frequent one, and of equals the smallest", () => {
  expect(majorityClass([1, 0, 1, 1])).toEqual({ label: 1, count: 3, share: 0.75 });
  expect(majorityClass([2, 1, 2, 1])).toEqual({ label: 1, count: 2, share: 0.5 });
});

test("log loss is the mean of -log of the probability given to what happened", () => {
  // scikit-learn 1.9.1: log_loss(actual, scores)
  expect(logLoss(actual, scores)).toBeCloseTo(0.5087636950457171, 14);
  expect(logLoss([0, 1], [0.5, 0.5])).toBeCloseTo(Math.log(2), 15);
});

test("log loss is null, not infinite, when what happened was given probability 0", () => {
  expect(logLoss([1, 0], [0, 0.5])).toBeNull();
  expect(logLoss([1, 0], [1, 0])).toBe(0);
});

test("samples that do not pair up, labels that are no classes and scores that are no numbers are refused", () => {
  expect(() => accuracy([1, 0], [1])).toThrow(
    "accuracy: actual has 2, predicted has 1 samples. Give as many in each, and at least one.",
  );
  expect(() => majorityClass([])).toThrow("majorityClass: labels has 0 samples.");
  expect(() => confusionMatrix([0, 0.5], [0, 0])).toThrow(
    "confusionMatrix: actual[1] is 0.5, but a label is the number of a class, from 0.",
  );
  expect(() => accuracy([0], [-1])).toThrow("accuracy: predicted[0] is -1");
  expect(() => logLoss([2], [0.5])).toThrow("logLoss: actual[0] is 2, but a label is 0 or 1 here.");
  expect(() => logLoss([1], [Number.NaN])).toThrow("logLoss: probabilities[0] is NaN. Give a number for each sample.");
  expect(() => logLoss([1], [1.5])).toThrow("logLoss: probabilities[0] is 1.5. Give probabilities from 0 to 1.");
});

test("a number of classes that is no count is refused", () => {
  for (const classes of [0, 2.5, Number.NaN]) {
    expect(() => confusionMatrix([0], [0], classes)).toThrow(
      `confusionMatrix: classes must be a whole number from 1, but it is ${classes}.`,
    );
  }
});
