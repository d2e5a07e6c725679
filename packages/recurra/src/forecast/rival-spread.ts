// What a rival says of how sure it is, where a network's head says so, too: its forecast as the middle, and around it what it erred by on training rows,
// for each step ahead. Without that a network would beat every rival by the spread alone.

import type { Distribution } from "../nn/networks/forecast-head.ts";
import { HEAD_NUMBERS, HEAD_QUANTILES } from "../nn/networks/forecast-head.ts";
import { quantileSorted } from "../statistics/quantile.ts";
import { noGrad, type Tensor, tensor } from "../tensor/index.ts";
import { LOSSES } from "./fit-loss.ts";

/** Forecasts of windows [n * horizon], measured as a network's outputs are, in the form of a head's outputs. */
export type HeadForm = (forecasts: Float32Array) => Tensor;

/** Degrees of freedom that are tried: from the heaviest tails that a head can have to those of a normal distribution. */
const FREEDOMS = [2.05, 2.25, 2.5, 3, 4, 5, 7, 10, 15, 25, 50, 200];
/** The smallest scale of a head. */
const LEAST_SCALE = 1e-6;
/** Of the steps to the scale that is likeliest; each halves what is wrong of it, or better. */
const STEPS = 30;

/** A value alone. */
export function pointForm(horizon: number): HeadForm {
  return (forecasts) => tensor(forecasts, [forecasts.length / horizon, horizon]);
}

/** The form of a head, from what a rival erred by (truth less forecast) in windows [n * horizon] of training rows. */
export function headForm(head: Exclude<Distribution, "point">, errors: Float64Array, horizon: number): HeadForm {
  const ofStep = Array.from({ length: horizon }, (_, step) => errors.filter((_, at) => at % horizon === step));
  return head === "quantile" ? quantileForm(ofStep) : studentForm(ofStep);
}

/** Around each forecast the quantiles of the errors at its step. */
function quantileForm(errors: readonly Float64Array[]): HeadForm {
  const around = errors.map((some) => {
    const sorted = some.slice().sort();
    return HEAD_QUANTILES.map((share) => quantileSorted(sorted, share));
  });
  return formOf(errors.length, HEAD_NUMBERS.quantile.count, (value, step, k) => value + around[step][k]);
}

/** For each step the likeliest scale, and for all of them the likeliest degrees of freedom: by the very loss that is compared. */
function studentForm(errors: readonly Float64Array[]): HeadForm {
  const horizon = errors.length;
  const windows = errors[0].length;
  const truths = tensor(
    Float32Array.from({ length: windows * horizon }, (_, at) => errors[at % horizon][Math.floor(at / horizon)]),
    [windows, horizon],
  );
  const still = new Float32Array(windows * horizon);
  let best: { readonly form: HeadForm; readonly loss: number } | undefined;
  for (const df of FREEDOMS) {
    const scales = errors.map((some) => likeliestScale(some, df));
    const form = formOf(horizon, HEAD_NUMBERS.studentT.count, (value, step, k) => [df, value, scales[step]][k]);
    const loss = noGrad(() => LOSSES.studentT(form(still), truths).item());
    if (best === undefined || loss < best.loss) best = { form, loss };
  }
  return (best as { readonly form: HeadForm }).form;
}

/** Of Student's t distribution around 0 with these degrees of freedom; by expectation and maximisation, which needs no logarithm. */
function likeliestScale(errors: Float64Array, df: number): number {
  const squares = errors.map((error) => error * error);
  let square = squares.reduce((sum, one) => sum + one, 0) / squares.length;
  for (let i = 0; i < STEPS && square > 0; i++) {
    let sum = 0;
    for (const one of squares) sum += ((df + 1) * one) / (df + one / square);
    square = sum / squares.length;
  }
  return Math.max(LEAST_SCALE, Math.sqrt(square));
}

/** `numberOf` gives the number `k` of a row from its forecast and its step ahead. */
function formOf(
  horizon: number,
  count: number,
  numberOf: (value: number, step: number, k: number) => number,
): HeadForm {
  return (forecasts) => {
    const numbers = Float32Array.from({ length: forecasts.length * count }, (_, at) => {
      const row = Math.floor(at / count);
      return numberOf(forecasts[row], row % horizon, at % count);
    });
    return tensor(numbers, [forecasts.length / horizon, horizon, count]);
  };
}
