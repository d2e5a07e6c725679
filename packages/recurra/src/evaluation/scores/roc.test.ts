import { expect, test } from "vitest";
import { Generator } from "../../core/random.ts";
import { mean } from "../../statistics/mean.ts";
import { sampleVariance } from "../../statistics/variance.ts";
import { auc, aucInterval, rocCurve } from "./roc.ts";

const actual = [0, 0, 1, 1, 0, 1, 0, 1, 1, 0];
const scores = [0.1, 0.4, 0.35, 0.8, 0.4, 0.4, 0.7, 0.7, 0.9, 0.1];

/** Labels and scores with many ties. */
function sample(seed: number, count: number) {
  const random = new Generator(seed).stream("sample");
  const labels = Array.from({ length: count }, (_, i) => (random.uniform(2 * i) < 0.4 ? 1 : 0));
  return { labels, values: labels.map((label, i) => Math.floor(random.uniform(2 * i + 1) * 8) + label) };
}

/** 1 where a is above b, 1/2 where they are equal. */
const above = (a: number, b: number) => (a > b ? 1 : a === b ? 0.5 : 0);

test("the curve has one point for each distinct score, from the highest down, after (0, 0)", () => {
  // scikit-learn 1.9.1: roc_curve(actual, scores, drop_intermediate=False)
  expect(rocCurve(actual, scores)).toEqual([
    { threshold: Number.POSITIVE_INFINITY, falsePositiveRate: 0, truePositiveRate: 0 },
    { threshold: 0.9, falsePositiveRate: 0, truePositiveRate: 0.2 },
    { threshold: 0.8, falsePositiveRate: 0, truePositiveRate: 0.4 },
    { threshold: 0.7, falsePositiveRate: 0.2, truePositiveRate: 0.6 },
    { threshold: 0.4, falsePositiveRate: 0.6, truePositiveRate: 0.8 },
    { threshold: 0.35, falsePositiveRate: 0.6, truePositiveRate: 1 },
    { threshold: 0.1, falsePositiveRate: 1, truePositiveRate: 1 },
  ]);
});

test("a constant score has the two ends and nothing between", () => {
  const points = rocCurve([0, 1, 1], [3, 3, 3]);
  expect(points?.map((point) => [point.falsePositiveRate, point.truePositiveRate])).toEqual([
    [0, 0],
    [1, 1],
  ]);
});

test("the area is the share of pairs in the right order, ties half", () => {
  // scikit-learn 1.9.1: roc_auc_score(actual, scores)
  expect(auc(actual, scores)).toBeCloseTo(0.78, 15);
  for (let seed = 0; seed < 20; seed++) {
    const { labels, values } = sample(seed, 30);
    const [ones, zeros] = [1, 0].map((label) => values.filter((_, i) => labels[i] === label));
    expect(auc(labels, values)).toBeCloseTo(mean(ones.flatMap((one) => zeros.map((zero) => above(one, zero)))), 13);
  }
});

test("the area is the one under the curve's straight lines", () => {
  const points = rocCurve(actual, scores)!;
  const area = points.slice(1).reduce((sum, { falsePositiveRate: x, truePositiveRate: y }, i) => {
    return sum + ((x - points[i].falsePositiveRate) * (y + points[i].truePositiveRate)) / 2;
  }, 0);
  expect(area).toBeCloseTo(auc(actual, scores)!, 14);
});

test("perfect, reversed and constant scores have areas 1, 0 and 1/2", () => {
  expect(auc([0, 0, 1], [1, 2, 3])).toBe(1);
  expect(auc([0, 0, 1], [-1, -2, -3])).toBe(0);
  expect(auc([0, 0, 1], [5, 5, 5])).toBe(0.5);
});

test("with one class alone there is neither a curve nor an area", () => {
  expect(rocCurve([1, 1], [1, 2])).toBeNull();
  expect(auc([0, 0], [1, 2])).toBeNull();
  expect(aucInterval([0, 0], [1, 2])).toBeNull();
});

test("DeLong's interval comes from the shares of pairs that each sample wins", () => {
  for (let seed = 0; seed < 20; seed++) {
    const { labels, values } = sample(seed, 25);
    const [ones, zeros] = [1, 0].map((label) => values.filter((_, i) => labels[i] === label));
    const wins = ones.map((one) => mean(zeros.map((zero) => above(one, zero))));
    const losses = zeros.map((zero) => mean(ones.map((one) => above(one, zero))));
    const error = Math.sqrt(sampleVariance(wins) / ones.length + sampleVariance(losses) / zeros.length);
    const interval = aucInterval(labels, values)!;
    expect(interval.auc).toBe(auc(labels, values));
    expect(interval.standardError).toBeCloseTo(error, 13);
    expect(interval.low).toBeCloseTo(Math.max(0, interval.auc - 1.959963984540054 * error), 13);
    expect(interval.high).toBeCloseTo(Math.min(1, interval.auc + 1.959963984540054 * error), 13);
  }
});

test("DeLong's interval ends at 1, and narrows with the level", () => {
  // NumPy 2.4.6 from the definition.
  const interval = aucInterval(actual, scores)!;
  expect(interval.standardError).toBeCloseTo(0.15427248620541514, 14);
  expect(interval.low).toBeCloseTo(0.47763148323193405, 14);
  expect(interval.high).toBe(1);
  expect(aucInterval(actual, scores, { level: 0.8 })!.low).toBeCloseTo(0.5822918537829924, 14);
  expect(() => aucInterval(actual, scores, { level: 0 })).toThrow(
    "aucInterval: level must be a share above 0 and below 1, such as 0.9 for 90 %, but it is 0.",
  );
});

test("where the scores tell nothing about the width there is no interval", () => {
  expect(aucInterval([0, 0, 1, 1], [1, 2, 3, 4])).toBeNull();
  expect(aucInterval([0, 0, 1, 1], [5, 5, 5, 5])).toBeNull();
  expect(aucInterval([0, 0, 1], [1, 3, 2])).toBeNull();
});

test("labels other than 0 and 1, and scores that are NaN, are refused", () => {
  expect(() => rocCurve([0, 2], [1, 2])).toThrow("rocCurve: actual[1] is 2, but a label is 0 or 1 here.");
  expect(() => auc([0, 1], [1, Number.NaN])).toThrow("auc: scores[1] is NaN. Give a number for each sample.");
  expect(() => auc([0, 1], [1])).toThrow("auc: actual has 2, scores has 1 samples. Give as many in each");
});

test("the interval names itself in what it refuses, and takes levels just below 1", () => {
  expect(() => aucInterval([0, 2], [1, 2])).toThrow("aucInterval: actual[1] is 2, but a label is 0 or 1 here.");
  expect(aucInterval(actual, scores, { level: 1 - 2 ** -53 })).toMatchObject({ low: 0, high: 1 });
});
