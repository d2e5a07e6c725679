// What a reader must know beside the answer.

import { median } from "../../statistics/median.ts";
import { counted } from "../../words/counted.ts";
import { grouped } from "../../words/grouped.ts";
import { listed } from "../../words/listed.ts";
import { percent } from "../../words/percent.ts";
import type { Score } from "../scores/score.ts";

const ERRORS = [
  ["MAE", "mae"],
  ["RMSE", "rmse"],
] as const;
const PERCENTAGES = [
  ["MAPE", "mape"],
  ["sMAPE", "smape"],
] as const;

/** A value nearer to 0 than this share of the median size makes percentages of it mean nothing. */
const NEAR_ZERO = 0.02;

/** Whether percentages of the values say anything: all are of one sign, and none is near 0. NaN is a value that was not measured. */
export function arePercentagesMeaningful(actual: Float64Array): boolean {
  const measured = actual.filter((value) => !Number.isNaN(value));
  const least = NEAR_ZERO * median(measured.map(Math.abs));
  const sign = Math.sign(measured[0]);
  return measured.every((value) => value * sign > least);
}

/** Who errs at most this many times as much as the best is as good. */
const AS_GOOD = 1.01;

/**
 * "By MAE the LSTM is best, by RMSE always 0", where the measures do not agree on who is best: where none of the methods is best, or within
 * a hundredth of it, by all of them. MAPE and sMAPE have a say where `percentages` mean something.
 */
export function measureRemarks(scores: readonly Score[], percentages = true): string[] {
  const winners = new Map<string, string[]>();
  const isGood = new Map<Score, boolean>(scores.map((score) => [score, true]));
  for (const [label, measure] of percentages ? [...ERRORS, ...PERCENTAGES] : ERRORS) {
    const known = scores.filter((score) => score[measure] !== null);
    if (known.length === 0) continue;
    const value = (score: Score): number => score[measure] as number;
    const best = known.reduce((least, one) => (value(one) < value(least) ? one : least));
    for (const score of known) if (value(score) > AS_GOOD * value(best)) isGood.set(score, false);
    const { words } = best;
    winners.set(words, [...(winners.get(words) ?? []), label]);
  }
  if (winners.size < 2 || [...isGood.values()].includes(true)) return [];
  const parts = [...winners].map(([words, labels], i) =>
    i === 0 ? `by ${listed(labels)} ${words} is best` : `by ${listed(labels)} ${words}`,
  );
  return [`The measures do not agree: ${parts.join(", ")}.`];
}

/** Never how often the direction was right without what always naming the more frequent one would have got. */
export function directionRemarks({ direction }: Score): string[] {
  const { accuracy, baseRate, majority, count } = direction;
  if (accuracy === null || baseRate === null) return [];
  const always = `always saying "${majority}" would have been right ${percent(baseRate)} of the time`;
  return [`Its direction was right ${percent(accuracy)} of the time (${counted(count, "forecast")}); ${always}.`];
}

/** Below this many windows each is many of them. */
const FEWEST = 20;

/**
 * "Half of the LSTM's error comes from 3 of 250 windows, most from that of 2017-02-01", where at most one window in twenty has half.
 * Shapes: actual (NaN where not measured), predicted [windows * horizon].
 */
export function fewWindowsRemarks(
  model: string,
  { actual, predicted, horizon }: { actual: Float64Array; predicted: Float64Array; horizon: number },
  label: (window: number) => string,
): string[] {
  const errors = new Float64Array(actual.length / horizon);
  actual.forEach((value, at) => {
    if (!Number.isNaN(value)) errors[Math.floor(at / horizon)] += Math.abs(value - predicted[at]);
  });
  if (errors.length < FEWEST) return [];
  const half = errors.reduce((sum, error) => sum + error, 0) / 2;
  const descending = errors.toSorted().reverse();
  let count = 0;
  for (let sum = 0; sum < half; count++) sum += descending[count];
  if (count === 0 || count > errors.length / 20) return [];
  const worst = label(errors.indexOf(descending[0]));
  return [
    `Half of the ${model}'s error comes from ${grouped(count)} of ${counted(errors.length, "window")}, ${count === 1 ? "" : "most "}from that of ${worst}.`,
  ];
}
