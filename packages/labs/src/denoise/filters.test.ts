import { expect, test } from "vitest";
import { LENGTH, makeSinusoids, type Sequences } from "./data.ts";
import { applyFilter, chooseFilters, sequenceErrors, stepErrors } from "./filters.ts";

const training = makeSinusoids(300, 0.35, 0);
const filters = chooseFilters(training);

function loss(sequences: Sequences, estimate: Float32Array): number {
  return sequenceErrors(sequences, estimate).reduce((a, b) => a + b) / sequences.count;
}

test("errors are means over the steps of a sequence, and over the sequences at a step", () => {
  const clean = new Float32Array(2 * LENGTH);
  const estimate = clean.map((_, at) => (at < LENGTH ? 0.5 : -1));
  estimate[3] = 2.5;
  const sequences = { count: 2, noisy: clean, clean };
  expect(sequenceErrors(sequences, estimate)[0]).toBeCloseTo(0.52, 12);
  expect(sequenceErrors(sequences, estimate)[1]).toBe(1);
  expect(stepErrors(sequences, estimate)[3]).toBe(1.75);
  expect(stepErrors(sequences, estimate)[4]).toBe(0.75);
});

test("doing nothing leaves the noise: half of its size in the mean", () => {
  expect(loss(training, applyFilter(training, filters.noisyInput))).toBeCloseTo(0.175, 2);
});

test("the averages have the width that is best on the training sequences, and say whether they look ahead", () => {
  expect(filters.causalAverage).toMatchObject({ name: "moving average of the last 3", ahead: 0 });
  expect(filters.centredAverage).toMatchObject({ name: "centred moving average of 9", ahead: 4 });
  const quiet = chooseFilters(makeSinusoids(50, 0.01, 0));
  expect(quiet.causalAverage.name).toBe("moving average of the last 1");
  expect(quiet.centredAverage.name).toBe("centred moving average of 3");
});

test("a filter that does not look ahead gives the same for the past whatever comes after", () => {
  const noisy = training.noisy.slice(0, LENGTH);
  const changed = noisy.map((value, k) => (k > 50 ? 9 : value));
  for (const filter of Object.values(filters)) {
    const past = (values: Float32Array) => Array.from(filter.clean(values)).slice(0, 51 - filter.ahead);
    expect(past(changed)).toEqual(past(noisy));
    const beside = (values: Float32Array) => Array.from(filter.clean(values)).slice(0, 52 - filter.ahead);
    expect(beside(changed)).not.toEqual(beside(noisy));
  }
});

test("the fitted sine is exact from the third step on when there is no noise", () => {
  const { clean } = training;
  const wave = clean.slice(0, LENGTH);
  const fitted = Array.from(filters.sineFit.clean(wave));
  for (let k = 0; k < LENGTH; k++) expect(fitted[k]).toBeCloseTo(wave[k], k < 6 ? 3 : 5);
});
